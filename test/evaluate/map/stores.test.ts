// Stores are read off what is written, by whom and where from; each case is one small program.
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileFacts, ModelCall, Store } from '../../../src/contracts.js';
import { frameworks } from '../../../src/evaluate/frameworks/registry.js';
import { frontEnd as python } from '../../../src/evaluate/languages/python.js';
import { frontEnd as typescript } from '../../../src/evaluate/languages/typescript.js';
import { buildGraph, ScopedCodebase } from '../../../src/evaluate/map/graph/codebase.js';
import { findStores } from '../../../src/evaluate/map/stores.js';
import { takeSurvey } from '../../../src/evaluate/map/survey.js';

const FRONT_ENDS = { ts: typescript, py: python };
type Extract = Awaited<ReturnType<(typeof typescript)['open']>>;
const extractors = new Map<string, Extract>();

beforeAll(async () => {
  for (const [extension, frontEnd] of Object.entries(FRONT_ENDS)) extractors.set(extension, await frontEnd.open());
}, 180_000);

/** Stores of one file whose function `run` is the loop. */
function storesOf(path: string, text: string, runs: string[] = []): Store[] {
  const extractor = extractors.get(path.slice(path.lastIndexOf('.') + 1));
  if (extractor === undefined) throw new Error(`no front end for ${path}`);
  const file: FileFacts = extractor.extract({ path, role: 'source', package: '', text });
  const graph = buildGraph({
    schemaVersion: 1,
    target: { path: 'snippet' },
    files: [file],
    documents: [],
    packages: [],
    coverage: { files: 1, analysed: 1, skipped: [], couldNotSee: [] },
  });
  const code = new ScopedCodebase(graph, () => true);
  const named = (names: string[]) => code.functions.filter((f) => names.includes(f.fact.name));
  const loops = named(['run']);
  const path_ = {
    loops,
    from: code.reach(loops),
    to: code.reachedBy(loops),
    dispatches: [],
    tools: code.reach([]),
  };
  const modelCalls: ModelCall[] = loops.map((fn) => ({
    site: code.site(path, fn.fact.line),
    fn: fn.id,
    via: 'http',
    kind: 'request',
  }));
  return findStores(takeSurvey(code, frameworks), { path: path_, modelCalls, runs: named(runs) });
}

const brief = (stores: Store[]): string[] =>
  stores.map((s) => `${s.site.line} ${s.holds} ${s.op} ${s.medium}${s.duringRun ? ' during' : ''}`);

describe('what a store holds', () => {
  it('follows messages from the loop through a parameter whose name says nothing', () => {
    const stores = storesOf(
      'a.ts',
      `import { writeFileSync } from 'node:fs';
function put(value: unknown) { writeFileSync('x.json', JSON.stringify(value)); }
export async function run(rows: string[]) {
  while (true) { rows.push(await ask(rows)); put(rows); }
}`,
    );
    expect(brief(stores)).toEqual(['2 session overwrite file during']);
  });

  it('follows a returned object to its keys', () => {
    const [store] = storesOf(
      'a.py',
      `import json
from pathlib import Path
class Agent:
    def snapshot(self):
        return {"model": self.model, "messages": self.items}
    def save(self):
        data = self.snapshot()
        Path("x.json").write_text(json.dumps(data))
    def run(self):
        while True:
            self.save()
`,
    );
    expect(store?.holds).toBe('session');
    expect(store?.carries.map((c) => c.name)).toEqual(['model', 'messages']);
  });

  it('takes what a tool writes for its output, whatever the text is about', () => {
    const stores = storesOf(
      'a.ts',
      `import { writeFileSync } from 'node:fs';
function write_file(path: string, content: string) { writeFileSync(path, content); }`,
      ['write_file'],
    );
    expect(brief(stores)).toEqual(['2 output overwrite file']);
  });

  it('tells the callers of one wrapper apart', () => {
    const stores = storesOf(
      'a.ts',
      `import { writeFileSync } from 'node:fs';
function put(path: string, data: unknown) { writeFileSync(path, JSON.stringify(data)); }
export function saveSettings(settings: object) { put('a', settings); }
export function saveSession(session: object) { put('b', session); }`,
    );
    expect(stores.map((s) => s.holds)).toEqual(['config', 'session']);
  });

  it('does not take a history of typed input for a session', () => {
    const stores = storesOf(
      'a.ts',
      `import { appendFileSync } from 'node:fs';
export function remember(line: string) { appendFileSync(inputHistoryPath, line); }`,
    );
    expect(stores.map((s) => s.holds)).not.toContain('session');
  });
});

describe('how it is written', () => {
  it('draws a temporary file and its rename together', () => {
    const stores = storesOf(
      'a.ts',
      `import { renameSync, writeFileSync } from 'node:fs';
export function save(messages: string[]) {
  writeFileSync('s.tmp', JSON.stringify(messages));
  renameSync('s.tmp', 's.json');
}`,
    );
    expect(brief(stores)).toEqual(['3 session rename file']);
  });

  it('reads what is written to an opened handle', () => {
    const stores = storesOf(
      'a.py',
      `import json
def record(message):
    with open("log.jsonl", "a") as out:
        out.write(json.dumps(message))
`,
    );
    expect(brief(stores)).toEqual(['3 session append file']);
  });

  it('does not take a move of a file for a write', () => {
    const text = `import { renameSync } from 'node:fs';
export function moveSession(session: string) { renameSync(session, session + '.old'); }`;
    expect(storesOf('a.ts', text)).toEqual([]);
  });
});

describe('when it is written', () => {
  it('counts listeners of the run', () => {
    const stores = storesOf(
      'a.ts',
      `import { appendFileSync } from 'node:fs';
export async function run() { while (true) await ask(); }
export function start(agent: { subscribe(f: (m: string) => void): void }) {
  agent.subscribe((message) => appendFileSync('session.jsonl', message));
}`,
    );
    expect(brief(stores)).toEqual(['4 session append file during']);
  });

  it('counts whoever consumes what the run yields, and not what comes after it', () => {
    const stores = storesOf(
      'a.py',
      `import json
def run():
    while True:
        yield ask()
def main(session):
    for message in run():
        open("session.jsonl", "a").write(message)
def later(session):
    list(run())
    open("session.json", "w").write(json.dumps(session))
`,
    );
    expect(brief(stores)).toEqual(['7 session append file during', '10 session overwrite file']);
  });
});

describe('what reads it', () => {
  it('takes a read that says nothing for a read of what is written beside it', () => {
    const stores = storesOf(
      'a.ts',
      `import { readFileSync, writeFileSync } from 'node:fs';
export function save(messages: string[]) { writeFileSync(FILE, JSON.stringify(messages)); }
export function get() { return JSON.parse(readFileSync(FILE, 'utf8')); }`,
    );
    expect(brief(stores)).toEqual(['2 session overwrite file', '3 session read file']);
  });
});

describe('stores of frameworks', () => {
  it('counts a checkpointer only where it outlives the process', () => {
    const stores = storesOf(
      'a.py',
      `from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.sqlite import SqliteSaver
a = InMemorySaver()
b = SqliteSaver(connection)
`,
    );
    expect(brief(stores)).toEqual(['4 session insert checkpointer during']);
  });
});
