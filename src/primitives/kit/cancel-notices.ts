// How a run takes notice of a cancel or a further message: what the loop checks, reads from a queue or hands on, and the
// steps of it that a caught Ctrl-C ends.
import type { BranchFact, CallNode, FunctionNode, JudgeContext, LoopFact } from '../../contracts.js';
import { mentions } from '../../words.js';
import type { Signal } from './judgement.js';

export const CANCELLED =
  /abort|cancel|interrupt|(?<![a-z])(should_?stop(?![a-z])|stop_?(event|flag|request|signal))|\.Done\(\)|\bctx\.Err\(\)|sigint/i;
/** The outcome of something else, which was cancelled, is not the signal itself. */
const NOT_CANCELLED =
  /exception|select_?cancel|autocomplete|stop_?reason|finish_?reason|stop_?sequence|result|outcome|response|decision|status/i;
/** Tells of which kind an error was, after the fact. */
const SORTS_ERRORS = /\berrors?\.(Is|As)\(|instanceof|isinstance|\.name\s*={2,3}|(^|\W)(err|error)\b/;
const PASSED = /(^|[\s{(,.])(signal|abort\w*|cancel\w*|stop_?event)\b/i;
const STEERED =
  /steer|queued_?(message|input|prompt)|pending_?(message|input|prompt)|follow_?up|message_?queue|user_?interject/i;

/** The loops, what stands between them and the model call, and the dispatch; those of the main loop first. */
export function nearLoop({ code, map, path }: JudgeContext): FunctionNode[] {
  const ways = map.loops.map((loop) => [loop.fn, ...loop.path].flatMap((id) => own(code.function(id))));
  const main = ways[0] ?? [];
  const all = new Set([
    ...main,
    ...main.flatMap((fn) => fn.callees),
    ...ways.flat(),
    ...path.loops,
    ...path.dispatches,
  ]);
  for (const fn of [...all]) for (const child of fn.children) all.add(child);
  for (const fn of path.loops) for (const callee of fn.callees) all.add(callee);
  return [...all].filter((fn) => fn.inScope);
}

const own = (fn: FunctionNode | undefined): FunctionNode[] => (fn === undefined ? [] : [fn]);

/** `abortSignal: request.signal`: who watches over HTTP cancels by hanging up, and the run is told. */
export function hungUp(near: FunctionNode[]): Signal[] {
  return near.flatMap((fn) => {
    const keys = fn.objects.filter((o) => o.context === 'argument').flatMap((o) => o.keys);
    const key = keys.find(
      (k) => /^(abortSignal|signal)$/.test(k.name) && /\b(req|request)(\.raw)?\.signal$/.test(k.text),
    );
    if (key === undefined) return [];
    return [
      { strength: 'full', file: fn.file.path, line: key.line, note: "hands the request's own signal to the run", fn },
    ];
  });
}

/** A place where a run takes notice, by how much it shows: a check, a queue that is read, a signal that is handed on. */
interface Notice {
  line: number;
  note: string;
  of: number;
}

/** Where functions notice a cancel or a further message: the strongest place of each, checks first. */
export function readers(context: JudgeContext, near: FunctionNode[]): Signal[] {
  const asks = askingLines(context);
  const found = near
    .filter((fn) => !readsInput(fn))
    .flatMap((fn) => {
      const best = noticesIn(fn, asks(fn)).sort((a, b) => a.of - b.of)[0];
      return best === undefined ? [] : [{ fn, ...best }];
    });
  return found
    .sort((a, b) => Math.max(1, a.of) - Math.max(1, b.of))
    .map(({ fn, line, note }) => ({ strength: 'full', file: fn.file.path, line, note, fn }));
}

function noticesIn(fn: FunctionNode, asks: (call: CallNode) => string | undefined): Notice[] {
  const checks = [...fn.branches.filter((b) => b.kind !== 'catch'), ...fn.loops].filter(
    ({ test }) => CANCELLED.test(askedBy(test)) && !NOT_CANCELLED.test(test),
  );
  const handed = fn.calls.filter(passes);
  const queued = fn.calls.filter(
    (c) => STEERED.test(c.fact.callee) && !mentions(c.fact.name, ['clear', 'add', 'push']),
  );
  return [
    ...checks.map(({ line, test }) => ({ line, note: 'checks for a cancel', of: SORTS_ERRORS.test(test) ? 4 : 0 })),
    ...queued.map(({ fact }) => ({ line: fact.line, note: 'takes in what was queued', of: 1 })),
    ...handed.map((c) => ({
      line: signalLine(c),
      note: `hands the signal to ${asks(c) ?? c.fact.name}`,
      of: asks(c) ? 1 : 3,
    })),
    ...fn.loops.filter((l) => waits(l)).map(({ line }) => ({ line, note: 'goes on while messages are queued', of: 2 })),
  ];
}

/** The pattern of a case; its subject counts where it is no call, for what a call is given says nothing of its outcome. */
function askedBy(test: string): string {
  const [subject = '', pattern] = test.split(' match ');
  return pattern === undefined || !subject.includes('(') ? test : pattern;
}

const waits = ({ test }: LoopFact): boolean => STEERED.test(test);

/** What a call starts that a cancel has to reach: the request to the model, or a tool. */
function askingLines({ code, map, path }: JudgeContext): (fn: FunctionNode) => (call: CallNode) => string | undefined {
  const sites = (list: { fn: string; site: { line: number } }[]): Set<string> =>
    new Set(list.map((m) => `${m.fn}:${m.site.line}`));
  const models = sites(map.modelCalls.filter((m) => m.kind === 'request'));
  const tools = sites(map.dispatches);
  const toModel = new Set(map.loops.flatMap((l) => l.path.slice(1)).flatMap((id) => own(code.function(id))));
  const toTools = code.reachedBy(path.dispatches, 3);
  return (fn) => (call) => {
    const at = [call.fact.line, call.fact.endLine].map((line) => `${fn.id}:${line}`);
    if (at.some((a) => models.has(a)) || call.targets.some((t) => toModel.has(t))) return 'the model call';
    return at.some((a) => tools.has(a)) || call.targets.some((t) => t !== fn && toTools.has(t))
      ? 'the tool'
      : undefined;
  };
}

/** What waits for the user's next line or key stands outside the run. */
const readsInput = (fn: FunctionNode): boolean =>
  /input|key_?(press|down)|^on_?key/i.test(fn.fact.name) ||
  fn.calls.some((c) => /^(readline|read_line|question|prompt_async|read_key)$/.test(c.fact.name));

const keysOf = ({ fact, fn }: CallNode): { name: string; text: string; line: number }[] =>
  fact.args
    .flatMap((a) => (a.object === undefined ? [] : (fn.file.objects[a.object]?.keys ?? [])))
    .filter(
      (k) => /^(signal|abortSignal|abort_signal|cancellation_?token)$/.test(k.name) && !/timeout\(/i.test(k.text),
    );

function passes(call: CallNode): boolean {
  if (/^(Is|As|isinstance)$/.test(call.fact.name)) return false;
  return call.fact.args.some((a) => a.kind === 'reference' && PASSED.test(a.text)) || keysOf(call).length > 0;
}

/** In a call of many lines, the one that names the signal. */
const signalLine = (call: CallNode): number => keysOf(call)[0]?.line ?? call.fact.line;

/** Ctrl-C caught around a step of the run, and not in order to leave the process. */
export function catches({ path }: JudgeContext, fn: FunctionNode): Signal[] {
  const arms = fn.branches.filter(
    (b) => b.kind === 'catch' && /KeyboardInterrupt|CancelledError|UserInterrupt|AbortError/.test(b.test),
  );
  return arms
    .filter(
      (arm) => leavesOn(arm) && tried(fn, arm).some((c) => c.targets.some((t) => path.to.has(t) || path.from.has(t))),
    )
    .map((arm) => ({
      strength: 'full',
      file: fn.file.path,
      line: arm.line,
      note: 'an interrupted step ends here',
      fn,
    }));
}

const leavesOn = (arm: BranchFact): boolean => arm.exit === 'none' || arm.exit === 'continue';

/** Calls before the catch arm, back to the one before it. */
function tried(fn: FunctionNode, arm: BranchFact): CallNode[] {
  const before = fn.branches.filter((b) => b.kind === 'catch' && b.endLine < arm.line).map((b) => b.endLine);
  const from = Math.max(arm.line - 30, ...before);
  return fn.calls.filter(
    (c) => from < c.fact.line && c.fact.line < arm.line && !/^(input|readline|prompt)$/.test(c.fact.name),
  );
}
