// Which tests are about guardrails: what their titles promise, and which guards of the harness they enter. A guard is told
// by where it stands and that it turns requests away; its name alone is not enough.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { named } from './find.js';
import { onScreen } from './nearness.js';
import type { TestCase } from './tests.js';

const REACH = 3;
const CONSENT =
  '=deny denie denial denying refus approv permission permit confirm consent forbid polic rejection'.split(' ');
const BOUNDARY =
  'escap outside travers boundary unauthori disallow dangerous destructive unsafe sandbox restrict readonly trust blocked =blocks reject'.split(
    ' ',
  );
const GUARD_NAMES = [
  ...CONSENT,
  'authori',
  'allow',
  'safe',
  ...BOUNDARY,
  'guard',
  'workspace',
  'contain',
  '=inside',
  '=within',
];
/** Characters of a text are escaped too. */
const TEXTS = /xpath|html|xml|quot|regex|string|markdown|ansi|charact/i;
/** A title about calls that need no consent promises no refusal. */
const WAVED = ['=not', '=no', 'skip', 'bypass', 'auto', '=never', 'disabled', 'yolo', 'default', 'preserve'];
const WAITS = ['ask', 'requir', 'prompt', 'wait', 'await', 'need', 'confirm', 'approv', 'interrupt', 'pause'];
const REFUSES = '=deny denie denial refus reject forbid block prevent =require =requires fail throw error'.split(' ');

/** Everything went well: nothing was turned away. */
const GOES_WELL = ['success', 'successful', 'complet', 'allow', 'allows', 'accept', 'grant', 'ignore'];

/** Words by which a ruling says no. */
const ANSWERS = 'refus deny denied reject forbid'.split(' ');

/** Somebody may say no, or a border holds. */
export type Subject = 'consent' | 'boundary';

/** What the title promises: that somebody may say no, or that a border holds. */
export function subjectOf({ title }: TestCase): Subject | undefined {
  const own = title.replace(/^.* > /, '').replace(/-/g, '');
  const refuses = mentions(own, REFUSES);
  if (!refuses && mentions(own, GOES_WELL)) return undefined;
  if (mentions(title, CONSENT) && (refuses || (mentions(own, WAITS) && !mentions(own, WAVED)))) return 'consent';
  const border = TEXTS.test(title) ? BOUNDARY.filter((w) => w !== 'escap') : BOUNDARY;
  return mentions(own, border) ? 'boundary' : undefined;
}

/** Does the title itself promise a no, rather than a question? */
export function promisesNo({ title }: TestCase): boolean {
  return mentions(
    title.replace(/^.* > /, ''),
    REFUSES.filter((w) => !w.startsWith('=require')),
  );
}

/** Functions that turn requests away: gates of the map, and checks named as such that leave early or answer yes or no. */
export class Guards {
  readonly #onPath: ReadonlyMap<FunctionNode, FunctionNode[]>;
  readonly #elsewhere: ReadonlyMap<FunctionNode, unknown>;
  /** What runs the whole loop, and with it whatever gates stand on its way. */
  readonly #drives: ReadonlySet<FunctionNode>;

  constructor({ code, map, path }: JudgeContext) {
    const gates = map.gates.flatMap((g) => code.function(g.fn) ?? []);
    const checks = code.functions.filter((fn) => named(fn, GUARD_NAMES) && turnsAway(fn) && !onScreen(fn));
    const refusing = code.functions.filter((fn) => throwsRefusal(fn) && !onScreen(fn));
    this.#drives = new Set(gates.length === 0 ? [] : [...path.loops, ...path.to.keys()]);
    const on = checks.filter((fn) => path.tools.has(fn) || path.from.has(fn) || path.to.has(fn));
    this.#onPath = code.reachedBy([...gates, ...on], REACH);
    this.#elsewhere = new Map([...checks, ...refusing].map((fn) => [fn, fn]));
  }

  /** Calls between what the test enters and the guard, `undefined` when it enters none on the way to tools. */
  stepsOf(test: TestCase): number | undefined {
    const entered = test.enters.flatMap((c) => c.targets).filter((t) => !t.fact.inTest);
    const steps = entered.flatMap((t) => this.#onPath.get(t)?.length ?? []);
    return steps.length === 0 ? undefined : Math.min(...steps);
  }

  /** `path`: the test enters a guard on the way to tools; `elsewhere`: one that is used apart from it. */
  levelOf(test: TestCase): 'path' | 'elsewhere' | undefined {
    const entered = test.enters.flatMap((c) => c.targets).filter((t) => !t.fact.inTest);
    if (entered.some((t) => this.#onPath.has(t))) return 'path';
    if (promisesNo(test) && entered.some((t) => this.#drives.has(t))) return 'path';
    return entered.some((t) => this.#elsewhere.has(t) || isExampleGuard(t)) ? 'elsewhere' : undefined;
  }
}

function isExampleGuard(fn: FunctionNode): boolean {
  return fn.file.role === 'example' && named(fn, GUARD_NAMES) && turnsAway(fn);
}

/** What a test insists on when its title does not say it: a refusal by its error, or by the word of the ruling. */
export function subjectIn(assertions: readonly string[]): Subject | undefined {
  const said = assertions.map(withoutMatcher).find((text) => mentions(text, [...ANSWERS, 'outside']));
  return said === undefined ? undefined : mentions(said, ANSWERS) ? 'consent' : 'boundary';
}

/** A promise that rejects is how any error is awaited. */
const withoutMatcher = (text: string): string => text.replace(/\.rejects\b/g, '');

/** It turns away with an error that says so by its type. */
function throwsRefusal(fn: FunctionNode): boolean {
  return fn.exits.some((e) => e.kind === 'throw' && mentions(e.callee ?? '', ANSWERS));
}

function turnsAway(fn: FunctionNode): boolean {
  return (
    fn.branches.some((b) => b.exit === 'throw' || b.exit === 'return') ||
    fn.exits.some((e) => e.kind === 'throw' || (e.kind === 'return' && e.value !== 'none')) ||
    /bool|Result|Decision/.test(fn.fact.returns ?? '')
  );
}
