// Where a user's act stops a run: the call, the flag, the handler of Ctrl-C. A timeout and the clean-up after an error abort
// things too, but no user does.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { CANCELLED } from './cancel-notices.js';
import type { Signal } from './judgement.js';
import { onScreen } from './nearness.js';

const CLOSES = /watcher|listener|spinner|reader|stream|body|timer|response|request|subscription/i;
const SETS = /(^|[._])(abort|cancel|interrupt|cancelFn|cancel_?token|cancel_?run|stop_?run)$/i;
const EXITS = /^(process\.exit|sys\.exit|os\._exit|os\.Exit|(std::)?process::exit|exit)$/;
const LISTENS = /SIGINT|ctrl_?c|signal\.Notify|NotifyContext|set_handler|CancelledError/i;
/** Functions that exist in order to stop what runs. */
const STOPS = ['abort', 'cancel', 'interrupt', '=stop', '=halt', 'sigint'];

/** Places where a run is cancelled: a call, a flag that is raised, a handler of the signal, a queue that is filled. */
export function setters({ code, path }: JudgeContext): Signal[] {
  const owners = new Set([...path.loops, ...path.to.keys()].flatMap((fn) => fn.fact.owner ?? []));
  const ofRun = (fn: FunctionNode): boolean =>
    [fn, ...fn.callees].some((n) => n.fact.owner !== undefined && owners.has(n.fact.owner) && n.inScope);
  const ranked: (Signal & { of: number })[] = code.functions.flatMap((fn) => {
    if (!fn.wired || onTimer(fn)) return [];
    const call = fn.calls.find((c) => isSetter(fn, c));
    const flag = fn.assignments.find((a) => CANCELLED.test(a.target) && /^(true|True)$/.test(a.text));
    const line = call?.fact.line ?? flag?.line;
    if (line === undefined) return [];
    const listens =
      call !== undefined && [call.fact.callee, ...call.fact.args.map((a) => a.text)].some((t) => LISTENS.test(t));
    const note = listens ? 'listens for the user who cancels' : 'cancels the run';
    const near = path.to.has(fn) ? 4 : path.from.has(fn) ? 2 : 0;
    // Away from the loop a handler of Ctrl-C may belong to any command; a call that aborts is told by what it calls.
    const stops = (mentions(fn.fact.name, STOPS) ? 4 : 0) - (makesNew(fn) ? 8 : 0);
    const of = near + Number(listens === near > 0) + stops + (ofRun(fn) ? 6 : 0) - (onScreen(fn) ? 3 : 0);
    return [{ strength: 'full', file: fn.file.path, line, note, fn, of }];
  });
  return ranked.sort((a, b) => b.of - a.of).map(({ of: _, ...signal }) => signal);
}

function isSetter(fn: FunctionNode, call: CallNode): boolean {
  const { callee, receiver, name, args, line } = call.fact;
  if (leavesOnSignal(fn, call) || /^defer\b/.test(fn.file.excerpts[line] ?? '') || cleansUp(fn, line)) return false;
  return (
    (SETS.test(callee) && !CLOSES.test(receiver)) ||
    LISTENS.test(callee) ||
    (/^(on|once|signal)$/.test(name) && args.some((a) => LISTENS.test(a.text)))
  );
}

/** What is let go after an error was cancelled by nobody. */
function cleansUp(fn: FunctionNode, line: number): boolean {
  return fn.branches.some(
    (b) =>
      b.bodyLine <= line && line <= b.endLine && (b.kind === 'catch' || /\b(err|error)\s*(!=|!==|is not)/.test(b.test)),
  );
}

/** The run before is stopped in order to start another. */
const makesNew = (fn: FunctionNode): boolean =>
  fn.calls.some((c) => c.fact.isNew && /AbortController|CancellationToken/.test(c.fact.name)) ||
  mentions(fn.fact.name, ['new', 'reset', 'switch', 'clear', 'load', 'dispose', 'close', 'shutdown']);

/** A timeout aborts too, but no user does. */
function onTimer(fn: FunctionNode): boolean {
  const given = fn.fact.argumentOf === undefined ? undefined : fn.file.calls[fn.fact.argumentOf];
  return given !== undefined && /setTimeout|setInterval|after/i.test(given.name);
}

/** A handler of Ctrl-C that ends the process cancels no run. */
function leavesOnSignal(fn: FunctionNode, { fact }: CallNode): boolean {
  const handlers = fn.children.filter((n) => fact.args.some((a) => a.fn === n.index));
  const idle = (n: FunctionNode): boolean => n.calls.length === 0 && n.assignments.length === 0;
  const named = fn.children.filter((n) => fact.args.some((a) => a.text === n.fact.name));
  return [...handlers, ...named].some(
    (n) => idle(n) || n.exits.some((e) => e.kind === 'exit') || n.calls.some((c) => EXITS.test(c.fact.callee)),
  );
}

/**
 * Whatever the flag is called: a name that the handler of Ctrl-C sets or calls, `signal.signal(SIGINT, halt.set)`, and that
 * a condition on the way of the loop reads.
 */
export function raised({ code, path }: JudgeContext): Signal[] {
  return code.calls
    .filter((c) => c.fact.args.some((a) => /SIGINT/.test(a.text)) && !leavesOnSignal(c.fn, c) && c.fn.wired)
    .flatMap(({ fact, fn }): Signal[] => {
      const handlers = fn.children.filter((n) => fact.args.some((a) => a.fn === n.index));
      const set = [
        ...fact.args.filter((a) => a.kind === 'reference' && /\.\w+$/.test(a.text)).map((a) => a.text),
        ...handlers.flatMap((n) => n.assignments.map((a) => `${a.target}.set`)),
        ...handlers.flatMap((n) => n.calls.map((c) => c.fact.callee)),
      ];
      const flags = set
        .flatMap((text) => text.split('.').at(-2) ?? [])
        .filter((f) => f.length > 2 && !/^(process|self|this|signal)$/.test(f));
      const read = [...path.from.keys()].flatMap((n) =>
        n.branches.filter((b) => b.idents.some((i) => flags.includes(i))).map((b) => ({ n, b })),
      );
      const first = read[0];
      if (first === undefined) return [];
      return [
        { strength: 'full', file: first.n.file.path, line: first.b.line, note: 'checks the flag', fn: first.n },
        { strength: 'full', file: fn.file.path, line: fact.line, note: 'Ctrl-C raises the flag', fn },
      ];
    });
}
