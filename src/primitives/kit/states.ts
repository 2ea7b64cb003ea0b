// What the judges of workflow state share: closed sets of named states, where they change, and where they are stored.
import type { FunctionNode, JudgeContext, MemberFact, TypeNode } from '../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../words.js';
import { type Stored, stored } from './sessions.js';

/** Words of states, by when in a piece of work they hold. */
const PHASES: Record<'before' | 'during' | 'after', Vocabulary> = {
  before: [
    'pending',
    'plan',
    'queue',
    'wait',
    'await',
    'schedul',
    'todo',
    'open',
    'created',
    'draft',
    'propos',
    'block',
    'valid',
  ],
  during: [
    'running',
    'execut',
    'progress',
    'active',
    'process',
    'working',
    'building',
    'started',
    'doing',
    'applying',
    'replying',
  ],
  after: [
    'done',
    'complet',
    'finish',
    'succe',
    'fail',
    'error',
    'cancel',
    'abort',
    'reject',
    'denied',
    'applied',
    'expired',
    'stopped',
    'interrupt',
    'timeout',
    'skipped',
    'closed',
  ],
};
/** Closed sets that tell how something other than work is doing. */
const NOT_WORK: Vocabulary = [
  'connect',
  'server',
  'socket',
  'auth',
  'login',
  'stream',
  'load',
  'fetch',
  'http',
  'event',
  'view',
  'render',
  'editor',
  'theme',
  'exit',
  'stop',
  'update',
  'download',
  'install',
  'mcp',
  'lsp',
  'health',
  'error',
  'oauth',
  'log',
  'billing',
  'response',
  'finish',
  'reason',
  'chunk',
  'delta',
  'key',
  'hook',
  'notification',
  'extension',
  'trust',
];
const STATE_FIELD = /^(status|state|phase|stage|step_?state|task_?status)$/i;
export const WAITING: Vocabulary = [
  'await',
  'wait',
  'pendingapproval',
  'approval',
  'confirm',
  'permission',
  'proposed',
  'review',
];

/** A closed set of states of work. */
export interface StateSet {
  name: string;
  variants: string[];
  file: string;
  line: number;
  type?: TypeNode;
}

/** Declared sets: enums and unions, and members whose type spells the states out. */
export function stateSets({ code }: JudgeContext): StateSet[] {
  return code.types.flatMap((type) => {
    const { fact, file } = type;
    const own = isWork(fact.name, fact.variants)
      ? [{ name: fact.name, variants: fact.variants, line: fact.line, type }]
      : [];
    const inline = fact.members
      .map((m) => ({ name: m.name, variants: spelled(m), line: m.line, type }))
      .filter((s) => STATE_FIELD.test(s.name) && isWork(fact.name, s.variants));
    return [...own, ...inline].map((s) => ({ ...s, file: file.path }));
  });
}

function spelled({ type }: MemberFact): string[] {
  return [...(type ?? '').matchAll(/["']([\w-]+)["']/g)].map((m) => m[1] as string);
}

function isWork(name: string, variants: readonly string[]): boolean {
  if (mentions(name, NOT_WORK)) return false;
  return phasesOf(variants) >= 2 && variants.filter((v) => phaseOf(v) !== undefined).length >= variants.length / 2;
}

/** How many of before, during and after the names cover. */
export function phasesOf(names: readonly string[]): number {
  return new Set(names.flatMap((v) => phaseOf(v) ?? [])).size;
}

function phaseOf(name: string): string | undefined {
  const words = splitWords(name);
  return Object.entries(PHASES).find(([, vocabulary]) => mentions(words, vocabulary))?.[0];
}

/** A place that sets a state. */
export interface Transition {
  fn: FunctionNode;
  line: number;
  variant: string;
}

/** Where states of a set are entered: assigned, given as a field, an argument, or built as a value of the type. */
export function transitions({ code }: JudgeContext, set: StateSet): Transition[] {
  const names = new Set(set.variants);
  const typed = new RegExp(`(^|[^\\w])${set.name}(\\.|::)(\\w+)`);
  const variantOf = (kind: string, text: string): string | undefined => {
    if (kind === 'string') return names.has(text) ? text : undefined;
    const named = typed.exec(text)?.[3] ?? /(?:^|\.)(\w+)$/.exec(text)?.[1];
    return named !== undefined && names.has(named) && (typed.test(text) || set.type?.file.language === 'go')
      ? named
      : undefined;
  };
  return code.functions.flatMap((fn) => {
    const at = (line: number, variant: string | undefined): Transition[] =>
      variant === undefined ? [] : [{ fn, line, variant }];
    const assigned = fn.assignments.flatMap((a) => {
      const field =
        a.target
          .split(/[.[]/)
          .filter((s) => s !== ']')
          .at(-1) ?? '';
      return a.kind !== 'string' || fits(set, field) ? at(a.line, variantOf(a.kind, a.text)) : [];
    });
    const keys = fn.objects.flatMap((o) =>
      o.keys.flatMap((k) => (k.kind !== 'string' || fits(set, k.name) ? at(k.line, variantOf(k.kind, k.text)) : [])),
    );
    const given = fn.calls.flatMap((c) =>
      c.fact.args.flatMap((a, i) => {
        const takes =
          a.kind !== 'string' ||
          c.targets.some((t) => t.fact.params.some((p, j) => (j === i || j === i + 1) && mentionsType(p.type, set)));
        return takes ? at(c.fact.line, variantOf(a.kind, a.text)) : [];
      }),
    );
    return [...assigned, ...keys, ...given];
  });
}

function fits(set: StateSet, field: string): boolean {
  return STATE_FIELD.test(field) || field === set.name;
}

function mentionsType(text: string | undefined, set: StateSet): boolean {
  return text?.split(/\W+/).includes(set.name) === true;
}

/** Literals given to fields called status or state, where no closed set is declared. */
export function looseStates({ code }: JudgeContext): Map<string, Transition[]> {
  const byFile = new Map<string, Transition[]>();
  for (const fn of code.functions) {
    const found = [
      ...fn.assignments.filter((a) => a.kind === 'string' && STATE_FIELD.test(a.target.split('.').at(-1) ?? '')),
      ...fn.objects.flatMap((o) => o.keys.filter((k) => k.kind === 'string' && STATE_FIELD.test(k.name))),
    ];
    const list = byFile.get(fn.file.path) ?? [];
    byFile.set(fn.file.path, list);
    for (const f of found) if (phaseOf(f.text) !== undefined) list.push({ fn, line: f.line, variant: f.text });
  }
  return byFile;
}

/** Does the function run as part of the work: on the loop's path or a tool's? */
export function atWork({ path }: JudgeContext, fn: FunctionNode): boolean {
  return path.from.has(fn) || path.to.has(fn) || path.tools.has(fn);
}

/** Names of members that hold one of the sets. */
function holders({ code }: JudgeContext, sets: StateSet[]): Set<string> {
  const names = new Set(sets.map((s) => s.name));
  const found = new Set<string>();
  for (const { file, fact } of code.types)
    for (const m of fact.members)
      if (m.kind === 'field' && (m.type ?? '').split(/\W+/).some((word) => names.has(word)))
        found.add(`${file.path}:${m.line}`);
  for (const set of sets) found.add(`${set.file}:${set.line}`);
  return found;
}

/** Stores that hold states of work: by what they carry, or because that is what they are for. */
export function stateWrites(context: JudgeContext, sets: StateSet[]): Stored[] {
  const members = holders(context, sets);
  return stored(
    context,
    ({ op, holds, carries }) =>
      op !== 'read' &&
      (holds === 'state' || holds === 'session') &&
      carries.some(
        (c) => members.has(`${c.site.file}:${c.site.line}`) || (holds === 'state' && STATE_FIELD.test(c.name)),
      ),
  ).filter(({ store, fn }) => store.duringRun || atWork(context, fn));
}

/** Reads of the same kind of store beside a write: in its type, its file, or a function that shares a file with it. */
export function readsBack(context: JudgeContext, write: Stored): Stored[] {
  const all = stored(context, (s) => s.op === 'read' && ['state', 'unknown', write.store.holds].includes(s.holds));
  return all.filter(
    ({ fn }) => fn.file === write.fn.file || (fn.fact.owner !== undefined && fn.fact.owner === write.fn.fact.owner),
  );
}
