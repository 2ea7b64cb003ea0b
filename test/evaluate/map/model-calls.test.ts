// A model call need not name its vendor: wrappers keep an SDK's interface, and plain HTTP takes its address from settings.
import { describe, expect, it } from 'vitest';
import type { HarnessMap } from '../../../src/contracts.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

async function mapOf(files: Record<string, string>): Promise<HarnessMap> {
  return (await evaluateFiles(files)).harness.map;
}

const places = (map: HarnessMap): string[] => map.modelCalls.map((m) => `${m.via} ${m.site.file}:${m.site.line}`);

describe('a request behind wrappers of the SDK', () => {
  const wrapper = (name: string): string => `import type { Generator, Request } from './generator.js';
export class ${name} implements Generator {
  constructor(private readonly inner: Generator) {}
  async generateContentStream(request: Request): Promise<AsyncIterable<string>> {
    return await this.inner.generateContentStream(request);
  }
}
`;
  const files = {
    'package.json':
      '{ "name": "wrapped", "type": "module", "dependencies": { "@google/genai": "1" }, "bin": "src/main.ts" }',
    'src/generator.ts': `import { GoogleGenAI } from '@google/genai';
export interface Request { contents: string[] }
export interface Generator { generateContentStream(request: Request): Promise<AsyncIterable<string>> }
export function openGenerator(): unknown { return new GoogleGenAI({}).models; }
`,
    'src/logged.ts': wrapper('LoggedGenerator'),
    'src/recorded.ts': wrapper('RecordedGenerator'),
    'src/main.ts': `import type { Generator } from './generator.js';
import { runTool } from './tools.js';
export async function run(generator: Generator, contents: string[]): Promise<void> {
  while (true) {
    const stream = await generator.generateContentStream({ contents });
    let calls = 0;
    for await (const part of stream) {
      if (!part.startsWith('call:')) continue;
      calls += 1;
      contents.push(await runTool(part));
    }
    if (calls === 0) return;
  }
}
`,
    'src/tools.ts': `const tools = { clock: { name: 'clock', description: 'The time', parameters: {}, execute: async () => 'noon' } };
export async function runTool(part: string): Promise<string> {
  const tool = tools[part.slice(5) as keyof typeof tools];
  return await tool.execute();
}
`,
  };

  it('is found, and so is the loop around it', async () => {
    const map = await mapOf(files);
    expect(places(map)).toContain('google-genai src/main.ts:5');
    expect(map.loops.map((l) => l.fn)).toEqual([expect.stringContaining('src/main.ts#run')]);
  });
});

const NODE = '{ "name": "plain", "type": "module", "bin": "src/main.ts" }';

describe('plain HTTP to an address from settings', () => {
  it('is a model call by what it sends', async () => {
    const typescript = await mapOf({
      'package.json': NODE,
      'src/main.ts': `export async function complete(base: string, messages: unknown[]): Promise<unknown> {
  const body = { model: process.env.MODEL, messages, stream: false };
  const answer = await fetch(base, { method: 'POST', body: JSON.stringify(body) });
  return await answer.json();
}
`,
    });
    const python = await mapOf({
      'main.py': `import httpx

def complete(base, messages):
    payload = {"model": "local", "messages": messages, "temperature": 0}
    return httpx.post(base, json=payload).json()
`,
    });
    const go = await mapOf({
      'go.mod': 'module example.org/plain\n\ngo 1.23\n',
      'main.go': `package main

import (
	"bytes"
	"encoding/json"
	"net/http"
)

type Request struct {
	Model    string   \`json:"model"\`
	Messages []string \`json:"messages"\`
}

func Complete(base string, messages []string) (*http.Response, error) {
	body, _ := json.Marshal(Request{Model: "local", Messages: messages})
	return http.Post(base, "application/json", bytes.NewReader(body))
}

func main() { Complete("", nil) }
`,
    });
    const rust = await mapOf({
      'Cargo.toml':
        '[package]\nname = "plain"\nversion = "0.1.0"\n\n[dependencies]\nreqwest = "0.12"\nserde_json = "1"\n',
      'src/main.rs': `use serde_json::json;

fn complete(base: &str, messages: Vec<String>) -> reqwest::Result<String> {
    let body = json!({ "model": "local", "messages": messages, "stream": false });
    reqwest::blocking::Client::new().post(base).json(&body).send()?.text()
}

fn main() { let _ = complete("", vec![]); }
`,
    });
    expect(places(typescript)).toEqual(['http src/main.ts:3']);
    expect(places(python)).toEqual(['http main.py:5']);
    expect(places(go)).toEqual(['http main.go:16']);
    expect(places(rust)).toEqual(['http src/main.rs:5']);
  });

  it('is no model call when a record of a run is sent, or a request is only stored', async () => {
    const map = await mapOf({
      'package.json': NODE,
      'src/main.ts': `import { writeFile } from 'node:fs/promises';
export async function report(base: string, run: { model: string; prompt: string }): Promise<void> {
  await fetch(base, { method: 'POST', body: JSON.stringify({ model: run.model, prompt: run.prompt }) });
}
export async function keep(messages: unknown[]): Promise<void> {
  await writeFile('draft.json', JSON.stringify({ model: 'm', messages, temperature: 0 }));
}
`,
    });
    expect(places(map)).toEqual([]);
  });
});

describe('a model on the machine itself', () => {
  const agent = (address: string): Record<string, string> => ({
    'package.json': NODE,
    'src/main.ts': `const HOST = '${address}';
const tools = { clock: { name: 'clock', description: 'The time', parameters: {}, execute: async () => 'noon' } };
export async function run(messages: unknown[]): Promise<void> {
  while (true) {
    const answer = await fetch(HOST + '/api/chat', { method: 'POST', body: JSON.stringify({ model: 'm', messages }) });
    const { message } = (await answer.json()) as { message: { tool?: keyof typeof tools } };
    if (message.tool === undefined) return;
    messages.push(await tools[message.tool].execute());
  }
}
await run([]);
`,
  });

  it('is told by the addresses that the file of the call names', async () => {
    expect((await mapOf(agent('http://127.0.0.1:11434'))).modelCalls[0]?.local).toBe(true);
    expect((await mapOf(agent('https://ollama.com'))).modelCalls[0]?.local).toBeUndefined();
  });

  it('is asked over the network, which says nothing about the tools', async () => {
    expect((await mapOf(agent('https://ollama.com'))).capabilities.network).toBe(false);
  });
});

describe('a client that is made elsewhere', () => {
  const kept = (make: string, ask: string): Record<string, string> => ({
    'pyproject.toml': '[project]\nname = "kept"\nversion = "0"\n[project.scripts]\nkept = "pkg.app:work"\n',
    'pkg/__init__.py': '',
    'pkg/clients.py': make,
    'pkg/context.py':
      'from pkg.clients import make\nclass Context:\n    def __init__(self):\n        self.client = make()\n',
    'pkg/session.py':
      'from pkg.context import Context\nclass Session:\n    def __init__(self, context: Context):\n        self.context = context\n',
    'pkg/app.py': `import subprocess
from pkg.session import Session

ACTIONS = {"shell": lambda command: subprocess.run(command, shell=True)}

def work(session: Session):
    history = []
    while True:
        reply = ${ask}
        if not reply.calls:
            return reply
        for call in reply.calls:
            history.append(ACTIONS[call.name](**call.args))
`,
  });
  const openai = 'import openai\ndef make():\n    return openai.OpenAI()\n';

  it.each([
    ['openai', 'session.context.client.chat.completions.create(model="m", messages=history)'],
    ['openai', 'session.context.client.responses.create(model="m", input=history)'],
    ['anthropic', 'session.context.client.messages.create(model="m", max_tokens=9, messages=history)'],
  ])('is known by the path of the request: %s', async (via, ask) => {
    expect(places(await mapOf(kept(openai, ask)))).toContain(`${via} pkg/app.py:9`);
  });

  it('is none where the same words ask for something else', async () => {
    const sms = 'import twilio\ndef make():\n    return twilio.Client()\n';
    const ask = 'session.context.client.messages.create(to="+1", body="hello")';
    expect(places(await mapOf(kept(sms, ask)))).toEqual([]);
  });

  it('is a module that is imported from its parent', async () => {
    const files = kept('from google import genai\ndef make():\n    return genai.Client()\n', 'ask(history)');
    files['pkg/app.py'] =
      `from google import genai\nchat = genai.Client().chats.create(model="m")\ndef ask(history):\n    return chat.send_message(history[-1])\n${files['pkg/app.py']}`;
    expect(places(await mapOf(files))).toContain('google-genai pkg/app.py:4');
  });
});

describe('a request that another file sends', () => {
  it('is made where the path of the API is handed to who sends it, in Go and TypeScript', async () => {
    const go = await mapOf({
      'go.mod': 'module wires\n\ngo 1.22\n',
      'main.go': 'package main\n\nfunc main() { run([]string{"go"}) }\n',
      'ask.go': `package main

func ask(base string, told []string) string {
	return post(base+"/v1/messages", told)
}

func run(told []string) {
	for {
		answer := ask("https://example.com", told)
		if answer == "" {
			return
		}
		told = append(told, answer)
	}
}
`,
      'wire.go': `package main

import "net/http"

func post(url string, body []string) string {
	res, err := http.Post(url, "application/json", nil)
	if err != nil {
		return ""
	}
	return res.Status
}
`,
    });
    expect(places(go)).toEqual(['http ask.go:4']);
    const ts = await mapOf({
      'package.json': '{ "name": "wires", "type": "module", "bin": "src/main.ts" }',
      'src/main.ts': "import { ask } from './ask.js';\nwhile (await ask(['go'])) {}\n",
      'src/ask.ts': `import { post } from './wire.js';
export async function ask(told: string[]): Promise<string> {
  const url = \`\${process.env.BASE}/v1/chat/completions\`;
  return post(url, told);
}
`,
      'src/wire.ts':
        'export async function post(url: string, body: unknown): Promise<string> {\n  return (await fetch(url, { method: "POST", body: JSON.stringify(body) })).text();\n}\n',
    });
    expect(places(ts)).toEqual(['http src/ask.ts:4']);
  });
});
