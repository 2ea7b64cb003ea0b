import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { raised, setters } from '../kit/cancel-acts.js';
import { catches, hungUp, nearLoop, readers } from '../kit/cancel-notices.js';
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

function judge(context: JudgeContext): Judgement {
  const near = nearLoop(context);
  const set = setters(context);
  const reads = readers(context, near);
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

/** A signal that only parts behind the loop read, or questions at which the person may step in. */
function half(context: JudgeContext, reads: Signal[], set: Signal[]): Signal[] {
  const { code, path } = context;
  const weak = (s: Signal): Signal => ({ ...s, strength: 'half' });
  const behind =
    set.length > 0
      ? readers(
          context,
          [...path.from.keys(), ...path.tools.keys()].filter((fn) => fn.inScope),
        )
      : [];
  const questions = code.calls
    .filter((c) => path.from.has(c.fn) && isAnswered(c))
    .map(
      ({ fact, fn }): Signal => ({
        strength: 'half',
        file: fn.file.path,
        line: fact.line,
        note: 'the run waits here for what the person answers',
        fn,
      }),
    );
  const signalled = behind.length > 0 ? [...behind.slice(0, 2), ...set.slice(0, 2)] : [];
  return [
    ...(context.map.kind === 'agent-library' ? reads.slice(0, 2) : []),
    ...signalled,
    ...questions.slice(0, 2),
  ].map(weak);
}
