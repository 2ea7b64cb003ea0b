import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example } from '../kit/example.js';
import { STEPS } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { distance, FAR, nameOf, strongest } from '../kit/nearness.js';
import { type Stored, stored } from '../kit/sessions.js';
import { type StateSet, stateSets } from '../kit/states.js';
import { readsBack, stateWrites } from '../kit/stored-states.js';

export const criterion: Criterion = {
  id: 'workflow-state/persisted',
  title: 'States on disk',
  statement: 'The states of work are stored durably, so that a process that starts again knows which step it is in.',
  core: true,
  weight: 5,
  consequence: 'lost-or-doubled-work',
  impact:
    'After a restart the agent is at the beginning again, with half of the work already done in the world, and does that half a second time.',
  fix: 'Write each change of state to a file or table before going on, and read the records back when the process starts.',
  effort: 'hours',
  confirm: {
    given: 'a process that is killed while {tool} runs as the second of 3 steps',
    when: 'a new process loads the states',
    then: 'step 1 is done, step 2 is running or interrupted, and step 3 is not done',
  },
  signals:
    'Writes whose data carries a state of work, on the path of the loop or its tools, with a read beside them that is not itself a tool; or a durable checkpointer under a state graph.',
  judge,
  pass: example('step records in a file, read back at start', {
    'src/steps.ts': STEPS,
    'src/agent.ts': agent({
      imports: "import { enter, steps } from './steps.js';",
      begin: `
        const open = Object.values(steps).filter((step) => step.state === 'running');
        for (const step of open) console.error('Interrupted last time: ' + step.tool + ' ' + step.id);
      `,
      beforeTool: "enter({ id: call.id, tool: call.name, state: 'running' });",
      afterTool: "enter({ id: call.id, tool: call.name, state: 'done', result: content });",
    }),
  }),
  fail: example('states in a map that dies with the process', {
    'src/agent.ts': agent({
      declare: `
        type StepState = 'running' | 'done';

        // Persisted, so that a restarted process knows which step it is in.
        const steps = new Map<string, StepState>();
      `,
      beforeTool: "steps.set(call.id, 'running');",
      afterTool: "steps.set(call.id, 'done');",
    }),
  }),
};

const STATES = [
  'status',
  'state',
  'phase',
  'stage',
  'task',
  'todo',
  'step',
  '=job',
  '=jobs',
  'progress',
  'checkpoint',
  'workflow',
  '=run',
];

function judge(context: JudgeContext): Judgement {
  const sets = stateSets(context);
  const writes = clearest(stateWrites(context, sets), sets);
  const signals = writes.flatMap((write): Signal[] => {
    const back = readsBack(context, write).filter(({ fn }) => !onlyTool(context, fn));
    const kept = write.store.holds === 'state' && back.length > 0;
    const at = write.store.site;
    const reads = ({ fn }: Stored): number => (READS.test(nameOf(fn)) ? 1 : 0) + (distance(context, fn) < FAR ? 2 : 0);
    return [
      { strength: kept ? 'full' : 'half', ...at, note: `${nameOf(write.fn)} stores the state of work`, fn: write.fn },
      ...[...back]
        .sort((a, b) => reads(b) - reads(a))
        .slice(0, 1)
        .map(
          ({ store, fn }): Signal => ({
            strength: kept ? 'full' : 'half',
            ...store.site,
            note: `${nameOf(fn)} reads it back`,
            fn,
          }),
        ),
    ];
  });
  const keepers = stored(context, (s) => s.medium === 'checkpointer');
  const graph = context.map.loops.find((loop) => loop.kind === 'graph');
  const kept = keepers.map(
    ({ store, fn }): Signal => ({
      strength: graph === undefined ? 'half' : 'full',
      ...store.site,
      note: 'a durable checkpointer of the framework',
      fn,
    }),
  );
  const by = writes[0]?.fn ?? keepers[0]?.fn;
  const who = by === undefined ? '' : nameOf(by);
  return decide(context.code, strongest([...signals, ...kept]), {
    met: `${who} stores the states of work, and they are read back at start.`,
    partial: `${who} stores some states of work, but nothing outside the tools reads them back as states.`,
    absent:
      'No write of states of work to a file, a database or a durable checkpointer was found on the path of the loop or its tools.',
  });
}

const READS = /^_?(get|load|read|list|fetch|find|restore|resume|open|latest|all)/i;

/** Writes that say by name, statement or data that they store a state; the rest only pass one along. */
function clearest(writes: Stored[], sets: StateSet[]): Stored[] {
  const names = new Set(sets.map((s) => s.name));
  const says = ({ store, fn }: Stored): number => {
    const typed = fn.fact.params.some((p) => (p.type ?? '').split(/\W+/).some((t) => names.has(t)));
    const said = mentions(`${nameOf(fn)} ${store.site.text}`, STATES);
    return (typed ? 2 : 0) + (said ? 1 : 0);
  };
  const clear = writes.filter((w) => says(w) > 0);
  return (clear.length > 0 ? clear : writes).sort((a, b) => says(b) - says(a));
}

/** Runs only when the model asks for it, so a restarted process does not know by itself. */
function onlyTool({ path }: JudgeContext, fn: FunctionNode): boolean {
  return path.tools.has(fn) && !path.to.has(fn) && fn.callers.every((c) => path.tools.has(c));
}
