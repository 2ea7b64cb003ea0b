// Which line is cited, and which is not: each case is one small source, and the judges see it as they see a repository.
import { describe, expect, it } from 'vitest';
import type { HarnessMap, JudgeContext } from '../../../src/contracts.js';
import { findCompactors } from '../../../src/primitives/kit/compaction.js';
import { guarded } from '../../../src/primitives/kit/compaction-guards.js';
import { keptOnDisk } from '../../../src/primitives/kit/compaction-record.js';
import { spared } from '../../../src/primitives/kit/compaction-spared.js';
import { triggers } from '../../../src/primitives/kit/compaction-trigger.js';
import { familiesOf } from '../../../src/primitives/kit/model-families.js';
import { accounting } from '../../../src/primitives/kit/usage.js';
import { shownUsage } from '../../../src/primitives/kit/usage-shown.js';
import { practice as memory } from '../../../src/primitives/practices/memory-as-hint.js';
import { practice as architecture } from '../../../src/primitives/practices/prompt-architecture.js';
import { practice as cache } from '../../../src/primitives/practices/prompt-cache.js';
import { snippet } from '../../support/snippet.js';

/** The context of one file; the model is asked where `asking` says. */
async function see(path: string, text: string, asking: string[] = []): Promise<JudgeContext> {
  const { code, path: ways } = await snippet(path, text);
  const modelCalls = code.functions
    .filter((fn) => asking.includes(fn.fact.name))
    .map((fn) => ({ fn: fn.id, site: code.site(path, fn.fact.line + 1), via: 'http' }));
  const loops = ways.loops.map((fn) => ({ fn: fn.id, site: code.site(path, fn.fact.line), path: [fn.id] }));
  const map = { modelCalls, loops, budgets: [], effects: [], stores: [], tools: [], commands: [], dispatches: [] };
  return { code, path: ways, map: map as unknown as HarnessMap };
}

const lines = (found: readonly { line: number }[]): number[] => found.map((f) => f.line);

describe('tokens that are added up', () => {
  it('are totals before sums over the pieces of one answer', async () => {
    const context = await see(
      'a.py',
      'def agglomerate_deltas(deltas):\n    for d in deltas:\n        input_tokens += d.input_tokens\n        output_tokens += d.output_tokens\n\ndef run(usage):\n    total.input_tokens += usage.input_tokens\n    total.output_tokens += usage.output_tokens\n',
    );
    expect(lines(accounting(context))).toEqual([7]);
  });

  it('last in a row before they measure what is at hand', async () => {
    const context = await see(
      'a.go',
      'package a\nfunc run(parts []Part) {\n\tsum := 0\n\tfor _, p := range parts {\n\t\tsumTokens += p.NumTokens\n\t}\n}\nfunc keep(n int) {\n\tdb.Exec("UPDATE b SET convo_tokens = convo_tokens + $1", n)\n}\n',
    );
    expect(accounting(context)[0]).toMatchObject({ line: 9, of: 'part' });
  });
});

describe('cost in sight', () => {
  it('is what a loop tells, and not what an adapter hands to it', async () => {
    const text =
      'class OpenModel:\n    def stream(self, messages):\n        http()\n        yield Tokens(input_tokens=used)\n\ndef run(model):\n    yield Spent(input_tokens=used)\n\nif __name__ == "__main__":\n    run(OpenModel())\n    OpenModel().stream([])\n';
    expect(lines(shownUsage(await see('a.py', text, ['stream'])))).toEqual([7]);
  });
});

describe('compaction', () => {
  const COMPACT =
    'async function compact(messages: Message[]) {\n  const summary = await ask(messages);\n  return [messages[0], summary, ...messages.slice(-10)];\n}\nasync function ask(m: Message[]) {\n  return http(m);\n}\n';

  it('is started by a size before an error of the window', async () => {
    const context = await see(
      'a.ts',
      `${COMPACT}export async function run(messages: Message[]) {\n  while (true) {\n    if (isOverflow(error)) {\n      await compact(messages);\n      return;\n    }\n    if (countTokens(messages) > LIMIT) {\n      await compact(messages);\n    }\n  }\n}\n`,
      ['ask'],
    );
    const compactor = findCompactors(context).find((c) => c.fn.fact.name === 'compact');
    expect(compactor).toBeDefined();
    expect(compactor && lines(triggers(context, compactor))).toEqual([14, 15]);
  });

  it('keeps both ends where it cuts, and an empty list keeps nothing', async () => {
    const context = await see(
      'a.ts',
      'export function run(messages: Message[]) {\n  prune(messages);\n}\nfunction prune(messages: Message[]) {\n  const [first, ...rest] = messages;\n  if (!first) return { kept: [] };\n  while (size(rest) > LIMIT) messages.splice(1, 1);\n  return { kept: [first, ...rest] };\n}\n',
    );
    const { recent, opening } = spared(context);
    expect(lines(recent)).toContain(8);
    expect(lines(recent)).not.toContain(6);
    expect(lines(opening)).toContain(5);
  });

  it('keeps the opening where first and last of one list stand side by side', async () => {
    const context = await see(
      'a.py',
      'def run(messages):\n    messages = prune_messages(messages)\n\ndef prune_messages(messages):\n    recent = messages[-KEEP:]\n    items = messages\n    return [items[0], summary, *items[-KEEP:]]\n',
    );
    expect(lines(spared(context).opening)).toEqual([7]);
  });

  it('keeps no opening by counting it', async () => {
    const context = await see(
      'a.ts',
      'export function run(messages: Message[]) {\n  pruneMessages(messages);\n}\nfunction pruneMessages(messages: Message[]) {\n  const kept = messages.slice(-KEEP);\n  const whole = initialHistory(kept);\n  const size = countTokens(whole.flatMap((m) => m.parts));\n  messages.splice(0, size, ...kept);\n}\n',
    );
    expect(lines(spared(context).recent)).toContain(5);
    expect(spared(context).opening).toEqual([]);
  });

  it('puts nothing in place that removed nothing', async () => {
    const context = await see(
      'a.rs',
      'fn compact_session(session: &Session) -> Compacted {\n  let removed = session.messages[..4].to_vec();\n  session.messages.drain(..4);\n  Compacted { removed }\n}\nfn run(session: &mut Session) {\n  if session.tokens() < LIMIT_TOKENS { return; }\n  let result = compact_session(session);\n  if result.removed_count == 0 { return; }\n  session.messages = result.messages;\n}\n',
    );
    expect(guarded(context).map((s) => s.note)).not.toContain('a bad summary is thrown away');
  });

  it('is recorded by a call that speaks of it, and not by one that saves the session', async () => {
    const context = await see(
      'a.ts',
      'export function run(messages: Message[]) {\n  compactMessages(messages);\n  saveSession();\n  store.appendCompaction({ at: 3 });\n}\nfunction compactMessages(messages: Message[]) {\n  messages.splice(1, 4);\n}\n',
    );
    expect(lines(keptOnDisk(context))).toEqual([4]);
  });
});

describe('practices', () => {
  it('a type that holds the loop is no implementation of a model', async () => {
    const context = await see(
      'a.py',
      'class Agent:\n    def run(self):\n        while True:\n            self.generate_step()\n\nclass CodeAgent(Agent):\n    def generate_step(self):\n        self.model.generate()\n\nclass OpenModel:\n    def generate(self):\n        http()\n\nclass LocalModel:\n    def generate(self):\n        http()\n',
      ['generate'],
    );
    expect(familiesOf(context).map((f) => f.name)).toEqual(['generate']);
  });

  it('a marker that came in is handed on, and none is set', async () => {
    const text = (value: string): string =>
      `export function run(req: Request) {\n  return send({ cachedContent: ${value}, cache_control: undefined });\n}\n`;
    const handed = cache.judge(await see('a.ts', text('req.config?.cachedContent')));
    const made = cache.judge(await see('a.ts', text('await createCache(prefix)')));
    expect(handed.evidence.map((e) => e.note)).not.toEqual(made.evidence.map((e) => e.note));
  });

  it('a command that prints the prompt builds none', async () => {
    const body =
      '  const s: string[] = [];\n  s.push(rules());\n  s.push(tools());\n  s.push(skills());\n  return s;\n}\n';
    const of = async (name: string): Promise<string> =>
      architecture.judge(await see('a.ts', `export function run() {\n  ${name}();\n}\nfunction ${name}() {\n${body}`))
        .verdict;
    expect(await of('printSystemPrompt')).toBe('absent');
    expect(await of('buildSystemPrompt')).not.toBe('absent');
  });

  it('memory is cited where it is read, and a report of it is none', async () => {
    const text =
      'def run(store):\n    get_memory(store)\n\ndef render_memory_report(store):\n    return store.get("all")\n\ndef get_memory(store):\n    """What is known."""\n    return store.get("preferences")\n';
    expect(lines(memory.judge(await see('a.py', text)).evidence)).toEqual([9]);
  });
});
