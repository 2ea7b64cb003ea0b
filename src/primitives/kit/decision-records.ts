// Which records tell of a choice that shaped the run. A message says so in words; where it does not, the fields do: a
// verdict beside what it is about, or, before the first turn, the model, the tools and the settings of the run.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { isProper, type LogRecord } from './logs.js';

const PERMISSION = [
  'permission',
  'verdict',
  'approv',
  'denied',
  'deny',
  'refus',
  'consent',
  'polic',
  'allowed',
  'granted',
];
/** Fields that hold the answer to a question of permission. */
const ANSWERED = ['granted', 'allowed', 'approved', 'denied', 'decision', 'verdict', 'outcome', 'answer'];
const KINDS: [string, readonly string[]][] = [
  ['permission', PERMISSION],
  ['model choice', ['routing', 'router', 'route', 'fallback', 'modelchange', 'modelselect', 'modelswitch', 'model']],
  ['context', ['context', 'instruction', 'skill', 'workspace']],
  ['set-up', ['registry', 'registered', 'config', 'setting', 'initiali', 'startup', 'extension', 'plugin']],
];
/** A choice is told in the past tense or by a name of its own; an error about the same thing is none. */
const CHOSEN = [
  'load',
  'select',
  'chosen',
  'choos',
  'switch',
  'chang',
  'route',
  'routing',
  'register',
  'initiali',
  'build',
  'built',
  'appl',
  'grant',
  'denied',
  'deny',
  'approv',
  'reject',
  'using',
  '=use',
  'set',
  'enabl',
  'disabl',
  'decision',
  'fallback',
  'resolv',
  'config',
  'start',
  'refus',
  'allow',
];
const FAILED = [
  'error',
  'fail',
  'could',
  'cannot',
  'invalid',
  'unknown',
  'missing',
  'unsupported',
  'exception',
  'warn',
  'unable',
];

/** What every function of a harness is given, and no record is about. */
const HANDED_ON = /^(\w+\.)*(config|ctx|context|settings|state)$/i;
/** The maximum allowed is a limit, and no permission. */
const AMOUNTS = ['max', 'maximum', 'exceed', 'limit', 'size'];

/** Fields that hold a verdict where a gate decides. */
const RULED = ['granted', 'allowed', 'approved', 'denied', 'decision', 'verdict', 'disposition', 'ruling'];
/** What is settled before the first turn, by the name of the field. */
const SETTLED: [string, RegExp][] = [
  ['set-up', /^(tools|tool_?(names|count)|ops|offered|registry|plugins|rules?|settings|allow|deny|policy)$/i],
  ['model choice', /^(model|model_?(name|id)|provider|backend)$/i],
  ['context', /^(context_?files|instructions|skills)$/i],
];

/** Told by the event's name and message, not by any field that happens to be called model. */
export function kindOf(record: LogRecord): string | undefined {
  const message = record.says
    .filter((s, i) => (!/^\w+(\.\w+)+$/.test(s) || record.kind === 'logger') && (i === 0 || !HANDED_ON.test(s)))
    .slice(0, record.structured ? 2 : 1)
    .map((s) => (/^(new )?[\w.:]+\(/.test(s) ? s.slice(0, s.indexOf('(')) : s))
    .join(' ')
    .replace(/^\W*\[\w+\]/, '');
  if (mentions(message, FAILED)) return undefined;
  if (mentions(message, PERMISSION) && record.structured && mentions(record.says.slice(2).join(' '), ANSWERED))
    return 'permission';
  if (!mentions(message, CHOSEN) || (mentions(message, PERMISSION) && mentions(message, AMOUNTS))) return undefined;
  return KINDS.find(([, words]) => mentions(message, words))?.[0];
}

/** The same by what the record carries: a verdict where something is refused, or what the run was set up with. */
export function kindByFields(
  context: JudgeContext,
  record: LogRecord,
  setUp: (record: LogRecord) => boolean,
): string | undefined {
  if (!isProper(record)) return undefined;
  const { says, node } = record;
  if (mentions(says.slice(0, 2).join(' '), FAILED)) return undefined;
  if (mentions(says.filter((s) => /^\w+$/.test(s)).join(' '), RULED) && decides(context, node)) return 'permission';
  return setUp(record) ? SETTLED.find(([, name]) => says.some((s) => name.test(s)))?.[0] : undefined;
}

/** A gate of the map stands in the function, in what it calls, or in what asks it. */
function decides({ map }: JudgeContext, node: FunctionNode): boolean {
  const gates = new Set(map.gates.filter((g) => g.kind !== 'check').map((g) => g.fn));
  return [node, ...node.callees, ...node.callers].some((fn) => gates.has(fn.id));
}

/** Does the record stand before the first turn: on the way to the loop, or above it in the function that holds it? */
export function whileSettingUp({ code, map, path }: JudgeContext): (record: LogRecord) => boolean {
  const starts = new Map(
    path.loops.map((fn) => [fn, Math.min(...map.loops.filter((l) => l.fn === fn.id).map((l) => l.site.line))]),
  );
  const above = (fn: FunctionNode): FunctionNode[] =>
    fn.calls.filter((c) => c.fact.line < (starts.get(fn) ?? 0)).flatMap((c) => c.targets);
  const called = code.reach(path.loops.flatMap(above), 1);
  return ({ node, site }) => {
    const start = starts.get(node);
    if (start !== undefined) return site.line < start;
    return called.has(node) || (path.to.has(node) && !path.from.has(node));
  };
}
