// One function knows the API, another one posts: the request is found where the path of the API is given away.
import { describe, expect, it } from 'vitest';
import { evaluateFiles } from '../../support/evaluate-files.js';

async function callsOf(files: Record<string, string>): Promise<string[]> {
  const { map } = (await evaluateFiles(files)).harness;
  return map.modelCalls.map((m) => `${m.via} ${m.site.file}:${m.site.line}`);
}

describe('a request that another function sends', () => {
  it('is found in Go, behind a stream that is handed back', async () => {
    const calls = await callsOf({
      'go.mod': 'module example.com/wren\n\ngo 1.23\n',
      'main.go':
        'package main\n\nimport "example.com/wren/internal/oracle"\n\nfunc main() {\n\tfor piece := range (&oracle.Oracle{}).Speak([]string{"hi"}) {\n\t\tprintln(piece)\n\t}\n}\n',
      'internal/oracle/oracle.go': `package oracle

import "iter"

type Oracle struct{ host string }

func (o *Oracle) Speak(talk []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range push(o.host+"/v1/messages", talk) {
			if !yield(line) {
				return
			}
		}
	}
}
`,
      'internal/oracle/wire.go': `package oracle

import (
	"iter"
	"net/http"
)

func push(url string, talk []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if _, err := shove(url, talk); err != nil {
			return
		}
		yield("done")
	}
}

func shove(url string, talk []string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodPost, url, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}
`,
    });
    expect(calls).toEqual(['http internal/oracle/oracle.go:9']);
  });

  it('is found in Python, with the path in a constant', async () => {
    const calls = await callsOf({
      'pyproject.toml': '[project]\nname = "wren"\n[project.scripts]\nwren = "wren.main:main"\n',
      'wren/main.py': 'from wren.oracle import speak\n\ndef main():\n    print(speak(["hi"]))\n',
      'wren/oracle.py':
        'from wren.wire import push\n\nWHERE = "/v1/chat/completions"\n\ndef speak(talk):\n    return push(WHERE, {"talk": talk})\n',
      'wren/wire.py':
        'import httpx\n\ndef push(path, body):\n    return httpx.post("https://example.com" + path, json=body).json()\n',
    });
    expect(calls).toEqual(['http wren/oracle.py:6']);
  });

  it('is found in TypeScript', async () => {
    const calls = await callsOf({
      'package.json': '{ "name": "wren", "type": "module", "bin": "src/main.ts" }',
      'src/main.ts': "import { speak } from './oracle.js';\nconsole.log(await speak(['hi']));\n",
      'src/oracle.ts':
        "import { push } from './wire.js';\nexport async function speak(talk: string[]): Promise<string> {\n  return await push('/v1/messages', { talk });\n}\n",
      'src/wire.ts':
        "export async function push(path: string, body: object): Promise<string> {\n  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) });\n  return await answer.text();\n}\n",
    });
    expect(calls).toEqual(['http src/oracle.ts:3']);
  });

  it('is found in Rust', async () => {
    const calls = await callsOf({
      'Cargo.toml': '[package]\nname = "wren"\nversion = "0.1.0"\n[dependencies]\nreqwest = "0.12"\n',
      'src/main.rs': 'mod oracle;\nmod wire;\n\nfn main() {\n    println!("{}", oracle::speak("hi"));\n}\n',
      'src/oracle.rs':
        'use crate::wire::push;\n\npub fn speak(talk: &str) -> String {\n    push("/v1/messages", talk)\n}\n',
      'src/wire.rs':
        'pub fn push(path: &str, body: &str) -> String {\n    let client = reqwest::blocking::Client::new();\n    client.post(path).body(body.to_string()).send().unwrap().text().unwrap()\n}\n',
    });
    expect(calls).toEqual(['http src/oracle.rs:4']);
  });

  it('is not seen where the path is only served or compared', async () => {
    const calls = await callsOf({
      'package.json': '{ "name": "wren", "type": "module", "bin": "src/main.ts" }',
      'src/main.ts':
        "import { push } from './wire.js';\nfunction served(path: string): boolean {\n  return path === '/v1/messages';\n}\nif (served(process.argv[2] ?? '')) push('/health', {});\n",
      'src/wire.ts':
        "export async function push(path: string, body: object): Promise<string> {\n  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) });\n  return await answer.text();\n}\n",
    });
    expect(calls).toEqual([]);
  });
});
