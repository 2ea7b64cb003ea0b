import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { pythonExample } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'tool-registry/enumerable',
  title: 'One list of all tools',
  statement: 'One registry, map, list or function yields all tools, and none of them has to run for it.',
  core: true,
  weight: 4,
  consequence: 'hard-to-change',
  impact:
    'A tool added in one place is missing in another, so it can be called without being checked, or checked without being offered.',
  fix: 'Collect the declarations in one list or map, and derive from it what the model is offered and what the dispatch may run.',
  effort: 'hours',
  confirm: {
    given: 'the registry, imported in a test',
    when: 'its entries are listed and compared with the names that {dispatch} accepts',
    then: 'both sets are equal, each name occurs 1 time, and 0 tools have run',
  },
  signals:
    'A collection whose elements are the tool declarations, and whether model request and dispatch are derived from it.',
  judge,
  pass: pythonExample('a dict of all tools, used for the request and the dispatch'),
  fail: pythonExample('tools as arms of an if-chain', {
    'small_agent/tools.py': null,
    'README.md': `
      # small-agent

      The tool registry lists all tools: read_file, write_file and bash.
    `,
    'small_agent/agent.py': `
      import subprocess
      from pathlib import Path

      import anthropic

      client = anthropic.Anthropic()

      # Registry of all tools: READ, WRITE, RUN.
      SYSTEM = "Answer READ <path>, WRITE <path> <content> or RUN <command> to act. Answer anything else when done."


      def run(prompt: str) -> str:
          messages = [{"role": "user", "content": prompt}]
          while True:
              reply = client.messages.create(
                  model="claude-sonnet-4-5", max_tokens=4096, system=SYSTEM, messages=messages
              )
              text = reply.content[0].text
              messages.append({"role": "assistant", "content": text})
              if text.startswith("READ "):
                  output = Path(text[5:].strip()).read_text()
              elif text.startswith("WRITE "):
                  path, content = text[6:].split(" ", 1)
                  output = str(Path(path).write_text(content))
              elif text.startswith("RUN "):
                  output = subprocess.run(text[4:], shell=True, capture_output=True, text=True).stdout
              else:
                  return text
              messages.append({"role": "user", "content": output})
    `,
  }),
};

const LISTS = [
  'get',
  'list',
  'all',
  'build',
  'create',
  'definition',
  'spec',
  'declaration',
  'available',
  'default',
  'builtin',
  'mapping',
  'registry',
  'catalog',
  'schema',
];

function judge({ code, map }: JudgeContext): Judgement {
  if (map.tools.length === 0) return absent('No tool declarations were found that a collection could hold.');
  const values = code.values.filter(
    (v) => ['array', 'object', 'call', 'new'].includes(v.fact.kind) && (isCollection(v.fact.name) || holdsAll(map, v)),
  );
  const functions = code.functions.filter((f) => isCollection(f.fact.name) && f.exits.some((e) => e.kind === 'return'));
  const types = code.types.filter(
    (t) =>
      mentions(t.fact.name, ['tool']) &&
      mentions(t.fact.name, ['registry', 'regist', 'catalog', 'collection', 'manager', 'box', 'kit']),
  );
  const held = code.functions.flatMap((fn) =>
    fn.assignments
      .filter((a) => /(^|\.)tools$/.test(a.target) && a.kind !== 'reference')
      .map((a) => ({ fn, line: a.line })),
  );
  const signals: Signal[] = [
    ...types.map(
      (t): Signal => ({
        strength: 'full',
        file: t.file.path,
        line: t.fact.line,
        note: `${t.fact.name} holds the tools`,
      }),
    ),
    ...functions.map(
      (fn): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line: fn.fact.line,
        note: `${fn.fact.name} lists the tools`,
        fn,
      }),
    ),
    ...values.map(
      (v): Signal => ({
        strength: 'full',
        file: v.file.path,
        line: v.fact.line,
        note: `${v.fact.name} holds the tools`,
      }),
    ),
    ...held.map(
      ({ fn, line }): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line,
        note: 'the tools are held in one collection',
        fn,
      }),
    ),
  ];
  return decide(code, signals, {
    met: 'One collection or function holds every tool, without running any.',
    partial: 'Tools are collected, but the collection is not reached.',
    absent: `${map.tools.length} tools are declared, but no collection or function that lists them was found.`,
  });
}

/** 'tools', 'allTools', 'getTools', 'TOOL_SPECS', 'tool_registry'. */
function isCollection(name: string): boolean {
  return (
    mentions(name, ['=tools']) ||
    (mentions(name, ['=tool']) && mentions(name, LISTS) && /s$|registry|mapping|catalog/i.test(name))
  );
}

/** Whatever it is called: every declaration stands between its first line and its last. */
function holdsAll({ tools }: JudgeContext['map'], { file, fact }: JudgeContext['code']['values'][number]): boolean {
  const inside = tools.filter(
    ({ site }) => site.file === file.path && fact.line <= site.line && site.line <= fact.endLine,
  );
  return inside.length > 1 && inside.length === tools.length;
}
