// What the judges of workflow state share: closed sets of named states, and which names cover which phase of the work.
import type { FunctionNode, JudgeContext, MemberFact, TypeNode } from '../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../words.js';

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
    'receiv',
    '=new',
    'request',
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
    'perform',
    'begun',
    'sending',
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
    'settled',
    'answered',
    '=sent',
    'approved',
    '=dead',
    'handed',
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
  'signal',
  'extension',
  'trust',
];
/** Fields that say where a piece of work stands. */
export const STATE_FIELD = /^(status|state|phase|stage|step_?state|task_?status)$/i;
/** Fields that say what sort of record it is. */
const TAG = /^(kind|type|event_?(type|kind|name)?|tag)$/i;
/** Names of states in which somebody else has to act. */
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
  const held = typesOfStateFields(code.types);
  const tags = typesOfTags(code.types);
  return code.types.flatMap((type) => {
    const { fact, file } = type;
    if (tags.has(fact.name) && !held.has(fact.name)) return [];
    const own = isWork(fact.name, fact.variants, held.has(fact.name))
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

/** A record says by a field where it stands: the type of that field names states, whatever they are called. */
function typesOfStateFields(types: readonly TypeNode[]): Set<string> {
  const fields = types.flatMap((t) => t.fact.members.filter((m) => m.kind === 'field' && STATE_FIELD.test(m.name)));
  return new Set(fields.flatMap((m) => m.type?.match(/[A-Za-z_]\w+/g) ?? []));
}

/** Sets that only tell kinds of records apart: every field that holds one is the tag of its record. */
function typesOfTags(types: readonly TypeNode[]): Set<string> {
  const fields = types.flatMap((t) => t.fact.members.filter((m) => m.kind === 'field' && m.type !== undefined));
  const namesIn = (tag: boolean): Set<string> =>
    new Set(fields.filter((m) => TAG.test(m.name) === tag).flatMap((m) => m.type?.match(/[A-Za-z_]\w+/g) ?? []));
  const others = namesIn(false);
  return new Set([...namesIn(true)].filter((name) => !others.has(name)));
}

function isWork(name: string, variants: readonly string[], held = false): boolean {
  // Kinds of things are a closed set too, but nothing moves from one to the next.
  if (mentions(name, NOT_WORK) || /(Type|Kind)$/.test(name)) return false;
  const told = variants.map((v) => withoutType(v, name));
  if (phasesOf(told) < 2) return false;
  return held || told.filter((v) => phaseOf(v) !== undefined).length >= told.length / 2;
}

/** Go constants carry their type: 'PlanStatusReplying' of PlanStatus says 'Replying'. */
export function withoutType(variant: string, type: string): string {
  return variant.startsWith(type) && variant.length > type.length ? variant.slice(type.length) : variant;
}

/** How many of before, during and after the names cover. */
export function phasesOf(names: readonly string[]): number {
  return new Set(names.flatMap((v) => phaseOf(v) ?? [])).size;
}

/** Before, during or after, when the name says so. */
export function phaseOf(name: string): string | undefined {
  const words = splitWords(name);
  return Object.entries(PHASES).find(([, vocabulary]) => mentions(words, vocabulary))?.[0];
}

/** Does the function run as part of the work: on the loop's path, a tool's, or beside what carries tools out? */
export function atWork({ path, code }: JudgeContext, fn: FunctionNode): boolean {
  if (path.from.has(fn) || path.to.has(fn) || path.tools.has(fn)) return true;
  const carriers = code.reachedBy(path.dispatches, 3);
  return carriers.has(fn) || fn.callers.some((c) => carriers.has(c));
}
