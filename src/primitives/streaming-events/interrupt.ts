import type { BranchFact, CallNode, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { isAnswered } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/interrupt',
  title: 'Cancel or steer a run',
  statement: 'A user can cancel a run in flight, or steer it with a message, without killing the process.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact:
    'The user who sees the agent going wrong can only kill the process, in the middle of a write, and loses the run with it.',
  fix: 'Create one abort signal per run, pass it to the model call and to the tools, check it at the top of the turn, and trigger it on Ctrl-C.',
  effort: 'day',
  confirm: {
    given: 'a fake model that always asks for {tool}, and a cancel 100 ms into the run',
    when: '{loop} notices it',
    then: 'the run ends within 1 second, at most 1 further model call is made, and the process is still alive',
  },
  signals:
    'An abort signal, cancel flag or message queue that a user action sets and that the loop, the model call or the tools read.',
  judge,
  pass: example('Ctrl-C aborts the model call and the loop', {
    'src/agent.ts': agent({
      params: ', signal: AbortSignal',
      turn: "if (signal.aborted) return 'Cancelled.';",
      options: ', { signal }',
      beforeTool: "if (signal.aborted) return 'Cancelled.';",
    }),
    'src/cli.ts': cli({
      before: "const abort = new AbortController();\nprocess.once('SIGINT', () => abort.abort());",
      args: ', abort.signal',
    }),
  }),
  fail: example('a note about Ctrl-C', {
    'README.md': `
      # small-agent

      Press Ctrl-C to cancel a run, or type a message to steer it while it works.
    `,
    'src/agent.ts': agent({ turn: '// An abort signal or a queued message interrupts the run here.' }),
  }),
};

const CANCELLED =
  /abort|cancel|interrupt|(?<![a-z])(should_?stop|stop_?(event|flag|request|signal))|\.Done\(\)|\bctx\.Err\(\)|sigint/i;
/** The outcome of something else, which was cancelled, is not the signal itself. */
const NOT_CANCELLED =
  /exception|select_?cancel|autocomplete|stop_?reason|finish_?reason|stop_?sequence|result|outcome|response|decision|status/i;
const CLOSES = /reader|stream|body|timer|response|request|subscription/i;
const PASSED = /(^|[\s{(,.])(signal|abort\w*|cancel\w*|stop_?event)\b/i;
const STEERED =
  /steer|queued_?(message|input|prompt)|pending_?(message|input|prompt)|follow_?up|message_?queue|user_?interject/i;
const SETS = /(^|[._])(abort|cancel|interrupt|cancelFn|cancel_?token|cancel_?run|stop_?run)$/i;
const EXITS = /^(process\.exit|sys\.exit|os\._exit|os\.Exit|(std::)?process::exit|exit)$/;
const LISTENS = /SIGINT|ctrl_?c|signal\.Notify|NotifyContext|set_handler|CancelledError/i;

function judge(context: JudgeContext): Judgement {
  const near = nearLoop(context);
  const set = setters(context);
  const reads = readers(near);
  const caught = [...context.path.from.keys(), ...context.path.to.keys()].flatMap((fn) => catches(context, fn));
  const left = hungUp(near);
  const whole = set.length > 0 && reads.length > 0;
  const flagged = raised(context);
  const stopped = [...caught, ...left];
  const full =
    stopped.length > 0 ? stopped : [...(whole ? [...reads.slice(0, 2), ...set.slice(0, 1)] : []), ...flagged];
  return decide(context.code, full.length > 0 ? full : half(context, reads, set), {
    met: 'A user action reaches the running loop: it is cancelled or steered without killing the process.',
    partial: 'A run can be interrupted at some points only; the loop and the model call do not notice a cancel.',
    absent: 'No abort signal, cancel flag, caught Ctrl-C or message queue was found that the loop reads.',
  });
}

/** The loops, what stands between them and the model call, and the dispatch. */
function nearLoop({ code, map, path }: JudgeContext): FunctionNode[] {
  const between = map.loops.flatMap((l) => l.path).flatMap((id) => code.function(id) ?? []);
  const all = new Set([...path.loops, ...between, ...path.dispatches]);
  for (const fn of [...all]) for (const child of fn.children) all.add(child);
  for (const fn of path.loops) for (const callee of fn.callees) all.add(callee);
  return [...all].filter((fn) => fn.inScope);
}

/** `abortSignal: request.signal`: who watches over HTTP cancels by hanging up, and the run is told. */
function hungUp(near: FunctionNode[]): Signal[] {
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

function readers(near: FunctionNode[]): Signal[] {
  return near
    .filter((fn) => !readsInput(fn))
    .flatMap((fn): Signal[] => {
      const branch = fn.branches.find(
        (b) => b.kind !== 'catch' && CANCELLED.test(b.test) && !NOT_CANCELLED.test(b.test),
      );
      const loop = fn.loops.find((l) => CANCELLED.test(l.test) || STEERED.test(l.test));
      const call = fn.calls.find((c) => STEERED.test(c.fact.callee) || passes(c));
      const line = branch?.line ?? loop?.line ?? call?.fact.line;
      const checked = branch ?? (loop !== undefined && CANCELLED.test(loop.test) ? loop : undefined);
      const note = checked
        ? 'checks for a cancel'
        : call && passes(call)
          ? 'hands the signal on'
          : 'takes in what was queued';
      return line === undefined ? [] : [{ strength: 'full', file: fn.file.path, line, note, fn }];
    });
}

/** What waits for the user's next line or key stands outside the run. */
const readsInput = (fn: FunctionNode): boolean =>
  /input|key_?(press|down)|^on_?key/i.test(fn.fact.name) ||
  fn.calls.some((c) => /^(readline|read_line|question|prompt_async|read_key)$/.test(c.fact.name));

function passes({ fact, fn }: CallNode): boolean {
  const keys = fact.args.flatMap((a) => (a.object === undefined ? [] : (fn.file.objects[a.object]?.keys ?? [])));
  return (
    fact.args.some((a) => a.kind === 'reference' && PASSED.test(a.text)) ||
    keys.some(
      (k) => /^(signal|abortSignal|abort_signal|cancellation_?token)$/.test(k.name) && !/timeout\(/i.test(k.text),
    )
  );
}

/** Places where a run is cancelled: a call, a flag that is raised, a handler of the signal, a queue that is filled. */
function setters({ code, path }: JudgeContext): Signal[] {
  const ranked: (Signal & { of: number })[] = code.functions.flatMap((fn) => {
    if (!fn.wired || onTimer(fn)) return [];
    const call = fn.calls.find(
      (c) =>
        !leavesOnSignal(fn, c) &&
        !/^defer\b/.test(fn.file.excerpts[c.fact.line] ?? '') &&
        ((SETS.test(c.fact.callee) && !CLOSES.test(c.fact.receiver)) ||
          LISTENS.test(c.fact.callee) ||
          (/^(on|once|signal)$/.test(c.fact.name) && c.fact.args.some((a) => LISTENS.test(a.text)))),
    );
    const flag = fn.assignments.find((a) => CANCELLED.test(a.target) && /^(true|True)$/.test(a.text));
    const line = call?.fact.line ?? flag?.line;
    if (line === undefined) return [];
    const listens =
      call !== undefined && [call.fact.callee, ...call.fact.args.map((a) => a.text)].some((t) => LISTENS.test(t));
    const note = listens ? 'listens for the user who cancels' : 'cancels the run';
    const near = path.to.has(fn) ? 4 : path.from.has(fn) ? 2 : 0;
    // Away from the loop a handler of Ctrl-C may belong to any command; a call that aborts is told by what it calls.
    return [{ strength: 'full', file: fn.file.path, line, note, fn, of: near + Number(listens === near > 0) }];
  });
  return ranked.sort((a, b) => b.of - a.of).map(({ of: _, ...signal }) => signal);
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
function raised({ code, path }: JudgeContext): Signal[] {
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

/** A timeout aborts too, but no user does. */
function onTimer(fn: FunctionNode): boolean {
  const given = fn.fact.argumentOf === undefined ? undefined : fn.file.calls[fn.fact.argumentOf];
  return given !== undefined && /setTimeout|setInterval|after/i.test(given.name);
}

/** Ctrl-C caught around a step of the run, and not in order to leave the process. */
function catches({ path }: JudgeContext, fn: FunctionNode): Signal[] {
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

/** A signal that only parts behind the loop read, or questions at which the person may step in. */
function half(context: JudgeContext, reads: Signal[], set: Signal[]): Signal[] {
  const { code, path } = context;
  const weak = (s: Signal): Signal => ({ ...s, strength: 'half' });
  const behind = set.length > 0 ? readers([...path.from.keys(), ...path.tools.keys()].filter((fn) => fn.inScope)) : [];
  const questions = code.calls
    .filter((c) => path.from.has(c.fn) && isAnswered(c))
    .map(
      ({ fact, fn }): Signal => ({
        strength: 'half',
        file: fn.file.path,
        line: fact.line,
        note: 'the person may step in here',
        fn,
      }),
    );
  const signalled = behind.length > 0 ? [...behind.slice(0, 2), ...set.slice(0, 2)] : [];
  return [...(context.map.kind === 'agent-library' ? reads.slice(0, 2) : []), ...signalled, ...questions].map(weak);
}
