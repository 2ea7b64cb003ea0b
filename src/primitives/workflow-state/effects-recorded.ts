import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import { agent, cli, example } from '../kit/example.js';
import { STEPS, STORE } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, nearestFirst, onScreen, strongest } from '../kit/nearness.js';
import { stored } from '../kit/sessions.js';
import { atWork } from '../kit/states.js';

/** A record is found by a key: indexing, membership, or a lookup. */
const KEYED = /\[[^\]]+\]|\.(has|get|find|includes|contains\w*)\(|\bin\b/;

export const criterion: Criterion = {
  id: 'workflow-state/effects-recorded',
  title: 'Record of completed effects',
  statement:
    'A completed side effect is recorded under an id (idempotency key, checkpoint, done marker) that a retry looks up in order to skip it.',
  core: false,
  weight: 4,
  consequence: 'lost-or-doubled-work',
  impact:
    'A retry after a timeout sends the mail, places the order or applies the patch a second time, and each copy looks legitimate.',
  fix: 'Give each effect a stable id, store the id with its result after the effect, and return the stored result when the id comes again.',
  effort: 'day',
  confirm: {
    given: 'a call to {tool} with an id that is already recorded as done',
    when: '{dispatch} receives the same call again in a new process',
    then: '{effect} has run 0 times, and the recorded result is returned',
  },
  signals:
    'A branch that leaves when something looked up under an id is recorded as done, in or beside a file that writes the record to storage; full on the path of the loop or its tools.',
  judge,
  pass: example('a call that is done is answered from its record', {
    'src/steps.ts': STEPS,
    'src/agent.ts': agent({
      imports: "import { enter, steps } from './steps.js';",
      beforeTool: `
        const earlier = steps[call.id];
        if (earlier?.state === 'done') {
          results.push({ type: 'tool_result', tool_use_id: call.id, content: earlier.result ?? '' });
          continue;
        }
      `,
      afterTool: "enter({ id: call.id, tool: call.name, state: 'done', result: content });",
    }),
  }),
  fail: example('effects that only the transcript mentions', {
    'src/store.ts': STORE,
    'src/cli.ts': cli({ imports: "import { load } from './store.js';", args: ', load()' }),
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      params: ', earlier: Anthropic.MessageParam[] = []',
      history: '...earlier, ',
      beforeTool: '// Idempotent: effects that are already done are skipped.',
      endTurn: 'save(messages);',
    }),
  }),
};

const DONE: Vocabulary = [
  '=done',
  'complet',
  'processed',
  'applied',
  'executed',
  'idempoten',
  'already',
  '=seen',
  'finished',
  'committed',
  '=sent',
  'existing',
];
const IDS: Vocabulary = ['=id', '=ids', 'key', 'hash', 'uuid', 'digest', 'fingerprint'];

function judge(context: JudgeContext): Judgement {
  const kept = stored(context, ({ op, holds }) => op !== 'read' && !['log', 'config', 'output'].includes(holds));
  const files = new Set(kept.filter((k) => k.fn.wired).map((k) => k.fn.file.path));
  const signals = context.code.functions
    .filter((fn) => fn.wired && near(fn, files) && !onScreen(fn))
    .flatMap((fn) => skips(fn).map((line) => ({ fn, line })))
    .map(
      ({ fn, line }): Signal => ({
        strength: atWork(context, fn) ? 'full' : 'half',
        file: fn.file.path,
        line,
        note: `${nameOf(fn)} skips what is recorded as done`,
        fn,
      }),
    );
  const cited = strongest(nearestFirst(context, signals));
  const who = cited[0]?.fn === undefined ? '' : nameOf(cited[0].fn);
  return decide(context.code, cited, {
    met: `${who} looks up an id in a stored record and skips what is already done.`,
    partial: `${who} skips what is recorded as done, but not on the path of the loop or its tools.`,
    absent:
      'No record of completed effects was found that is stored under an id and looked up before an effect (done markers, idempotency keys, checkpoints).',
  });
}

/** Stands in, or imports, a file that writes to a store. */
function near(fn: FunctionNode, files: ReadonlySet<string>): boolean {
  return files.has(fn.file.path) || fn.file.imports.some((i) => i.resolved.some((path) => files.has(path)));
}

/** Lines of branches that leave when something looked up under an id is recorded as done. */
function skips(fn: FunctionNode): number[] {
  return fn.branches
    .filter((b) => (b.exit === 'continue' || b.exit === 'return') && b.kind !== 'catch' && says(b))
    .filter((b) => lookedUp(fn, b) && onlyLeaves(fn, b) && !forgets(fn, b))
    .map((b) => b.line);
}

/** What is asked was made empty in the same function: it remembers nothing from before. */
function forgets(fn: FunctionNode, branch: BranchFact): boolean {
  const empty =
    /^(new (Set|Map)\b.*\(\)|\[\]|\{\}|set\(\)|dict\(\)|list\(\)|\w+(::<.*>)?::new\(\)|vec!\[\]|make\(map.*)$/;
  const made = [
    ...fn.assignments.filter((a) => empty.test(a.text)).map((a) => a.target),
    ...fn.calls
      .filter((c) => /^(Set|Map|set|dict|Vec::new|HashSet::new|HashMap::new|BTreeSet::new|make)$/.test(c.fact.callee))
      .flatMap((c) => c.fact.result ?? []),
  ];
  return branch.idents.some((i) => made.includes(i));
}

/** A skip does nothing but say so and leave; an arm that works on what it found is an update. */
function onlyLeaves(fn: FunctionNode, branch: BranchFact): boolean {
  const inside = (line: number): boolean => branch.bodyLine <= line && line <= branch.endLine;
  const calls = fn.calls.filter((c) => inside(c.fact.line) && c.fact.line !== branch.line);
  const works = calls.filter((c) => !/log|print|debug|warn|info|emit|console|trace/i.test(c.fact.callee));
  return works.length <= 1 && !fn.assignments.some((a) => inside(a.line) && a.op === '=' && /[.[]/.test(a.target));
}

function says(branch: BranchFact): boolean {
  return mentions([...branch.idents, ...branch.literals].join(' '), DONE);
}

/** The test, or what its names were made from, finds a record by an id. */
function lookedUp(fn: FunctionNode, branch: BranchFact): boolean {
  const texts = [
    branch.test,
    ...fn.assignments.filter((a) => branch.idents.includes(a.target)).map((a) => a.text),
    ...fn.calls
      .filter((c) => c.fact.result !== undefined && branch.idents.includes(c.fact.result))
      .map((c) => `${c.fact.callee}(${c.fact.args.map((a) => a.text).join(', ')})`),
  ];
  return [...texts, ...scanned(fn, branch)].some((text) => KEYED.test(text) && mentions(text, IDS));
}

/** A row is asked for under a key, and its columns are put into names that the test asks about. */
function scanned(fn: FunctionNode, branch: BranchFact): string[] {
  const into = fn.calls.filter((c) => c.fact.args.some((a) => branch.idents.includes(a.text.replace(/^&/, ''))));
  return fn.strings
    .filter((s) => into.some((c) => c.fact.line === s.line) && /^\s*select\b/i.test(s.value))
    .map((s) => s.value.replace(/^[\s\S]*\bwhere\b/i, 'in '));
}
