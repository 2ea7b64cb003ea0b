import type { CallNode, Codebase, FunctionNode, JudgeContext, Judgement, Practice } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example } from '../kit/example.js';
import { comparesAmounts, inArm } from '../kit/find.js';
import { absent, decide, notApplicable, type Signal } from '../kit/judgement.js';

const BOUNDED = `
  import cron from 'node-cron';
  import { run } from './agent.js';

  const DEADLINE_MS = 5 * 60_000;
  let running = false;

  cron.schedule('0 * * * *', async () => {
    if (running) return;
    running = true;
    try {
      console.log(await run('Triage new issues.', AbortSignal.timeout(DEADLINE_MS)));
    } catch (error) {
      console.error('scheduled run ended: ' + String(error));
    } finally {
      running = false;
    }
  });
`;

const UNBOUNDED = `
  import cron from 'node-cron';
  import { run } from './agent.js';

  // Each run is limited to five minutes and 50,000 tokens.
  cron.schedule('0 * * * *', async () => {
    console.log(await run('Triage new issues. Take at most five minutes.'));
  });
`;

const MANIFEST = `
  {
    "name": "small-agent",
    "version": "1.0.0",
    "type": "module",
    "bin": { "small-agent": "src/cli.ts", "small-agent-daemon": "src/daemon.ts" },
    "dependencies": { "@anthropic-ai/sdk": "^0.60.0", "node-cron": "^4.0.0" }
  }
`;

export const practice: Practice = {
  id: 'practice/proactive-bounds',
  kind: 'practice',
  title: 'Bounded background runs',
  statement: 'Runs that start without a person (daemon, schedule, webhook) have a limit on time or budget.',
  consequence: 'runaway-cost',
  impact: 'A scheduled agent that loops at night is found on the invoice.',
  fix: 'Give each unattended run a deadline and a token budget, refuse to overlap with the previous one, and report how it ended.',
  effort: 'hours',
  confirm: {
    given: 'a scheduled run with a budget of 5 minutes and a fake model that never stops',
    when: 'the schedule fires',
    then: 'the run is ended at 5 minutes with a reason on record, and the next firing does not overlap with it',
  },
  signals:
    'Schedules, timers, webhooks and background jobs that reach the loop, and the deadline, turn limit or budget that is set on the way.',
  judge,
  pass: example('an hourly run with a deadline that never overlaps', {
    'package.json': MANIFEST,
    'src/daemon.ts': BOUNDED,
    'src/agent.ts': agent({
      params: ', signal?: AbortSignal',
      turn: 'signal?.throwIfAborted();',
      options: ', { signal }',
    }),
  }),
  fail: example('an hourly run without an end', { 'package.json': MANIFEST, 'src/daemon.ts': UNBOUNDED }),
};

const REACH = 6;
/** Schedulers and job queues with a clock. */
const SCHEDULES =
  /(^|\.)(cron\.schedule|CronJob|Cron|scheduleJob|schedule\.every|add_job|scheduled_job|crontab|AddFunc|tokio_cron_scheduler\.\w+|Job\.new_async|setInterval|run_repeating|run_daily|every)$/;
const TICKS = /(^|\.)(setInterval|time\.NewTicker|time\.Tick|tokio\.time\.interval|interval)$/;
/** Decorators by which a queue or a scheduler runs the function. */
const TASK = /(^|[@.])(task|shared_task|periodic_task|scheduled_job|actor|repeat_every|cron)\b/;
const UNATTENDED = 'background daemon cron scheduled scheduler webhook heartbeat unattended autonomous =bg'.split(' ');
const NOT_RUNS =
  'color style theme image process shell terminal command bash task_output node save update refresh'.split(' ');
const DEADLINE =
  /(^|\.)(AbortSignal\.timeout|wait_for|timeout|timeout_after|move_on_after|fail_after|fromTimeout|context\.WithTimeout|context\.WithDeadline|WithTimeout|WithDeadline|tokio\.time\.timeout)$/;
const LIMITS = 'deadline timeout budget maxturns maxsteps maxiterations maxtime maxminutes maxruntime'.split(' ');

function judge(context: JudgeContext): Judgement {
  const starts = startsOf(context);
  if (starts.length === 0) return notApplicable('No schedule, timer, webhook or background job starts a run.');
  const bounds = starts.flatMap((s) => boundsOf(context, s));
  const first = starts[0] as Start;
  if (bounds.length === 0)
    return absent(
      `${first.note} at ${first.fn.file.path}:${first.line}, and no deadline, turn limit or budget is passed to it.`,
      'medium',
      [context.code.evidence(first.fn.file.path, first.line, first.note)],
    );
  return decide(
    context.code,
    [
      ...bounds,
      ...starts.map((s): Signal => ({ strength: 'half', file: s.fn.file.path, line: s.line, note: s.note, fn: s.fn })),
    ],
    {
      met: 'Runs that start without a person have a limit of time, turns or budget.',
      partial: 'Some runs that start without a person are bounded.',
      absent: '',
    },
  );
}

interface Start {
  fn: FunctionNode;
  /** What the start hands over to be run later. */
  runs?: FunctionNode[];
  line: number;
  note: string;
}

/** Places where a run begins with nobody at the keyboard: what they start reaches the loop. */
function startsOf({ code, map, path }: JudgeContext): Start[] {
  const asking = map.modelCalls.flatMap((m) => code.function(m.fn) ?? []);
  const toLoop = code.reachedBy([...path.loops, ...asking], REACH);
  return code.functions.flatMap((fn) => {
    const task = fn.wired || path.to.has(fn) ? fn.fact.decorators.find((d) => TASK.test(d)) : undefined;
    if (task !== undefined && toLoop.has(fn))
      return [{ fn, line: fn.fact.line, note: `${fn.fact.name} runs as a job of a queue` }];
    const timed = fn.calls.filter((c) => {
      const callee = c.fact.callee.replace(/::/g, '.');
      if (!SCHEDULES.test(callee) && !TICKS.test(callee)) return false;
      return given(code, fn, c).some((n) => toLoop.has(n));
    });
    const [first] = timed;
    if (first !== undefined)
      return [{ fn, line: first.fact.line, note: `${first.fact.name} starts a run`, runs: given(code, fn, first) }];
    const named =
      toLoop.has(fn) &&
      !path.loops.includes(fn) &&
      isUnattended(fn) &&
      mentions(fn.words, ['start', 'run', 'spawn', 'agent', 'executor', 'launch', 'enqueue', 'job']);
    return named && fn.wired
      ? [{ fn, line: fn.fact.line, note: `${fn.fact.name} starts a run in the background` }]
      : [];
  });
}

function isUnattended(fn: FunctionNode): boolean {
  const name = `${fn.fact.owner ?? ''} ${fn.fact.name}`;
  return mentions(name, UNATTENDED) && !mentions(name, NOT_RUNS);
}

/** Functions handed to a call: closures among its arguments, and functions named there. */
function given(code: Codebase, fn: FunctionNode, call: CallNode): FunctionNode[] {
  const closures = fn.children.filter((n) => call.fact.args.some((a) => a.fn === n.index));
  const near = new Set([fn.file.path, ...fn.file.imports.flatMap((i) => i.resolved)]);
  const named = code.functions.filter(
    (n) =>
      near.has(n.file.path) &&
      call.fact.args.some((a) => a.kind === 'reference' && a.text.split('.').at(-1) === n.fact.name),
  );
  return [...closures, ...closures.flatMap((c) => c.callees), ...named];
}

/** A deadline or limit that is set where the run starts, in what it starts, or in force for every run. */
function boundsOf({ code, map, path }: JudgeContext, { fn: start, runs = [] }: Start): Signal[] {
  const near = [
    start,
    ...runs,
    ...runs.flatMap((n) => n.callees),
    ...start.children,
    ...start.callees,
    ...start.callees.flatMap((c) => c.callees),
  ].filter((n) => n.inScope);
  const set = near.flatMap((fn): Signal[] => {
    const call = fn.calls.find((c) => DEADLINE.test(c.fact.callee.replace(/::/g, '.')));
    // In the arm where a limit is reached, it is told and not set.
    const reached = fn.branches.filter(comparesAmounts);
    const key = fn.objects
      .flatMap((o) => o.keys)
      .filter((k) => !reached.some((b) => inArm(b, k.line)))
      .find(
        (k) => mentions(k.name.replace(/[_-]/g, ''), LIMITS) || /^max_?(turns|steps|iterations|time\w*)$/i.test(k.name),
      );
    const line = call?.fact.line ?? key?.line;
    return line === undefined ? [] : [{ strength: 'full', file: fn.file.path, line, note: 'limits the run', fn }];
  });
  const loops = new Set(path.loops.map((l) => l.id));
  const always = map.budgets
    .filter((b) => b.stops && b.byDefault && (loops.has(b.fn) || path.from.has(code.function(b.fn) as FunctionNode)))
    .map(
      (b): Signal => ({
        strength: 'full',
        file: b.site.file,
        line: b.site.line,
        note: `a limit on ${b.of} is on for every run of this loop`,
      }),
    );
  const queue = code.calls
    .filter((c) => start.fact.decorators.some((d) => TASK.test(d)) && c.fn.file === start.file)
    .filter((c) => c.fact.args.some((a) => a.name !== undefined && /time_?limit|timeout/i.test(a.name)))
    .map(
      (c): Signal => ({
        strength: 'full',
        file: start.file.path,
        line: c.fact.line,
        note: 'limits every job of the queue',
        fn: c.fn,
      }),
    );
  return queue.length > 0 ? queue.slice(0, 1) : [...set.slice(0, 2), ...always.slice(0, 1)];
}
