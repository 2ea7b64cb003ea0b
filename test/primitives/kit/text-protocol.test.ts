// An editor's agent whose model writes tags: every name is its own, the tools are told by a switch, the request is made of
// the list and a system prompt, and the session is a record that holds the list.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/contracts.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

const FILES = {
  'package.json': JSON.stringify({ name: 'plume', main: './src/extension.ts', engines: { vscode: '^1.90.0' } }),
  'src/deeds.ts': `export const deeds = ['scribble', 'order', 'rest'] as const;
export type Deed = (typeof deeds)[number];
export interface Wish { deed: Deed; text: string }
export function wishIn(said: string): Wish | undefined {
  const found = /<(\\w+)>([^]*?)<\\/\\1>/.exec(said);
  return found === null ? undefined : { deed: found[1] as Deed, text: found[2] ?? '' };
}
`,
  'src/ports.ts': `export interface Desk { put(path: string, text: string): Promise<void> }
export interface Console { run(line: string): Promise<string> }
export interface Host { desk: Desk; console: Console }
`,
  'src/host.ts': `import { exec } from 'node:child_process';
import * as vscode from 'vscode';
import type { Console, Desk, Host } from './ports';
const desk: Desk = {
  async put(path, text) { await vscode.workspace.fs.writeFile(vscode.Uri.file(path), new TextEncoder().encode(text)); },
};
const console: Console = {
  run(line) { return new Promise((done) => exec(line, (_e, out) => done(out))); },
};
export const host: Host = { desk, console };
`,
  'src/grant.ts': `import type { Host } from './ports';
import type { Wish } from './deeds';
export async function grant(wish: Wish, host: Host): Promise<string> {
  switch (wish.deed) {
    case 'scribble':
      await host.desk.put('note.txt', wish.text);
      return 'done';
    case 'order':
      return host.console.run(wish.text);
    case 'rest':
      return 'rested';
  }
}
`,
  'src/shelf.ts': `import { readFile, writeFile } from 'node:fs/promises';
export interface Leaf { role: 'user' | 'assistant'; content: string }
export interface TaskSheet { id: string; leaves: Leaf[] }
export class TaskShelf {
  constructor(private readonly dir: string) {}
  async keep(sheet: TaskSheet): Promise<void> { await writeFile(this.dir + '/task.json', JSON.stringify(sheet)); }
  async take(): Promise<TaskSheet> { return JSON.parse(await readFile(this.dir + '/task.json', 'utf8')); }
}
`,
  'src/fit.ts': `import type { Leaf } from './shelf';
export function weigh(leaves: Leaf[]): number { return leaves.reduce((sum, l) => sum + l.content.length, 0) / 4; }
export function fit(leaves: Leaf[], windowTokens: number): Leaf[] {
  const room = windowTokens - 1000;
  let kept = leaves;
  while (weigh(kept) > room) kept = [...kept.slice(0, 1), ...kept.slice(3)];
  return kept;
}
`,
  'src/work.ts': `import { wishIn } from './deeds';
import { fit } from './fit';
import { grant } from './grant';
import type { Host } from './ports';
import type { Leaf, TaskShelf, TaskSheet } from './shelf';
export class Work {
  private slips = 0;
  constructor(private readonly host: Host, private readonly shelf: TaskShelf, private readonly sheet: TaskSheet) {}
  async run(): Promise<void> {
    for (;;) {
      const said = await this.consult();
      await this.add({ role: 'assistant', content: said });
      const wish = wishIn(said);
      const outcome = wish === undefined ? '' : await grant(wish, this.host);
      this.slips = outcome === '' ? this.slips + 1 : 0;
      if (this.slips >= 3 || wish?.deed === 'rest') return;
      await this.add({ role: 'user', content: outcome });
    }
  }
  private async consult(): Promise<string> {
    this.sheet.leaves = fit(this.sheet.leaves, 8000);
    const letter = [{ role: 'system', content: 'Answer in tags.' }, ...this.sheet.leaves.map(({ role, content }) => ({ role, content }))];
    return this.send(letter);
  }
  private async send(messages: object[]): Promise<string> {
    const response = await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model: 'm', messages }) });
    return ((await response.json()) as { text: string }).text;
  }
  private async add(leaf: Leaf): Promise<void> {
    this.sheet.leaves.push(leaf);
    await this.shelf.keep(this.sheet);
  }
}
`,
  'src/extension.ts': `import { host } from './host';
import { TaskShelf } from './shelf';
import { Work } from './work';
export async function activate(): Promise<void> {
  const shelf = new TaskShelf('/tmp/plume');
  await new Work(host, shelf, await shelf.take()).run();
}
`,
};

describe('an agent in an editor whose model writes tags', () => {
  let report: Report;
  beforeAll(async () => {
    report = await evaluateFiles(FILES);
  });
  const verdict = (id: string): string | undefined => report.criteria.find((c) => c.id === id)?.verdict;
  const cited = (id: string): string[] =>
    report.criteria.find((c) => c.id === id)?.evidence.map((e) => `${e.file}: ${e.text}`) ?? [];

  test('the arms of the switch are its tools, and the interface leads to the object that claims it alone', () => {
    const tools = report.harness.map.tools.map((t) => `${t.name}: ${t.effects.map((e) => e.class).join(' ')}`);
    expect(tools.sort()).toEqual(['order: shell', 'scribble: write']);
  });

  test('the names that a list holds declare them in part', () => {
    expect(verdict('tool-registry/declared')).toBe('partial');
    expect(cited('tool-registry/declared')[0]).toContain('src/deeds.ts');
  });

  test('the record that holds the list is the session, whatever the file is called', () => {
    expect(verdict('session-persistence/durable')).toBe('met');
    expect(verdict('session-persistence/incremental')).toBe('met');
  });

  test('the list is shortened where what it is held against is bound to the window', () => {
    expect(verdict('compaction/automatic')).toBe('met');
    expect(cited('compaction/automatic').join()).toContain('weigh(kept) > room');
  });

  test('a counter that one line resets or raises breaks the loop', () => {
    expect(verdict('token-budget/loop-breaker')).toBe('met');
    expect(cited('token-budget/loop-breaker').join()).toContain('this.slips >= 3');
  });
});

const CAME_BACK = {
  'pyproject.toml': '[project]\nname = "duo"\ndependencies = ["openai"]\n[project.scripts]\nduo = "duo.main:main"\n',
  'duo/__init__.py': '',
  'duo/main.py': `import subprocess
from openai import OpenAI

client = OpenAI()


def run(talk):
    known = []
    while True:
        reply = client.chat.completions.create(model="m", messages=talk)
        line = reply.choices[0].message.content
        done = subprocess.run(line, shell=True, capture_output=True, text=True)
        fault = done.stderr
        if not fault:
            break
        if fault in known:
            break
        known.append(fault)
        talk.append({"role": "user", "content": fault})


def main():
    run([{"role": "user", "content": input("> ")}])


if __name__ == "__main__":
    main()
`,
};

test('what comes back among what was seen ends the run; what nothing collects does not', async () => {
  const breaker = (r: Report): string | undefined =>
    r.criteria.find((c) => c.id === 'token-budget/loop-breaker')?.verdict;
  expect(breaker(await evaluateFiles(CAME_BACK))).toBe('met');
  const forgetful = CAME_BACK['duo/main.py'].replace('        known.append(fault)\n', '');
  expect(breaker(await evaluateFiles({ ...CAME_BACK, 'duo/main.py': forgetful }))).toBe('absent');
});

test('an asked person’s answer that is written down whatever it was is a record', async () => {
  const asking = (keep: string): Record<string, string> => ({
    ...CAME_BACK,
    'duo/diary.py': `from pathlib import Path


def jot(text):
    with Path("diary.md").open("a") as f:
        f.write(text)
`,
    'duo/main.py': CAME_BACK['duo/main.py']
      .replace(
        'client = OpenAI()\n',
        `client = OpenAI()\n\n\ndef confirm(line):\n    raw = input(f"Run {line}? (y/n) ")\n${keep}    return raw == "y"\n`,
      )
      .replace('from openai', 'from .diary import jot\nfrom openai')
      .replace('        done = ', '        if not confirm(line):\n            break\n        done = '),
  });
  const recorded = (r: Report): string | undefined =>
    r.criteria.find((c) => c.id === 'permission-audit/recorded')?.verdict;
  expect(recorded(await evaluateFiles(asking('    jot(f"{line}: {raw}")\n')))).toBe('met');
  expect(recorded(await evaluateFiles(asking('    jot("asked")\n')))).not.toBe('met');
});
