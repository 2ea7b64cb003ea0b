import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, cli, example, refuse } from '../kit/example.js';
import { ASK, STEPS } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, strongest } from '../kit/nearness.js';
import { type Stored, sessionWrites, stored } from '../kit/sessions.js';
import { STATE_FIELD, type StateSet, stateSets, WAITING } from '../kit/states.js';
import { readsBack, stateWrites } from '../kit/stored-states.js';

export const criterion: Criterion = {
  id: 'workflow-state/waiting',
  title: 'Waiting that survives a restart',
  statement: 'Waiting for an approval or for someone outside is a stored state that a restarted process still knows.',
  core: false,
  weight: 2,
  consequence: 'lost-or-doubled-work',
  impact:
    'An approval that comes an hour later finds nobody waiting for it: the request is lost, or is put to the user a second time as if it were new.',
  fix: 'Store the request with its id and arguments before asking, and list open requests when the process starts.',
  effort: 'day',
  confirm: {
    given: 'a call to {tool} that waits for an approval, and a process that is killed while it waits',
    when: 'a new process starts and the approval is given',
    then: '{effect} runs 1 time, with the arguments that were approved',
  },
  signals:
    'A set of states with one of waiting or approval, carried by what is written to storage and read back beside it; or the suspension of a framework with a durable checkpointer (half without one).',
  judge,
  pass: example('a request is stored before it is asked, and asked again after a restart', {
    'src/ask.ts': ASK,
    'src/steps.ts': STEPS,
    'src/cli.ts': cli({
      imports:
        "import { ask } from './ask.js';\nimport { enter, steps } from './steps.js';\nimport { tools } from './tools.js';",
      before: `
        for (const step of Object.values(steps).filter((each) => each.state === 'waiting')) {
          const approved = await ask('Still waiting: ' + step.tool + ' ' + JSON.stringify(step.input) + '. Run it now?');
          const result = approved
            ? await tools.find((tool) => tool.name === step.tool)!.run(step.input ?? {})
            : 'Refused.';
          enter({ ...step, state: 'done', result });
        }
      `,
    }),
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';\nimport { enter } from './steps.js';",
      beforeTool: `
        enter({ id: call.id, tool: call.name, state: 'waiting', input });
        const approved = await ask('Allow ' + call.name + '?');
        enter({ id: call.id, tool: call.name, state: approved ? 'running' : 'done' });
        ${refuse('!approved').replace(/\n/g, '\n        ')}
      `,
      afterTool: "enter({ id: call.id, tool: call.name, state: 'done', result: content });",
    }),
  }),
  fail: example('a question that blocks and leaves no trace', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      declare: '// Waiting for approval survives a restart: the call is pending until the user answers.',
      beforeTool: refuse("!(await ask('Allow ' + call.name + '?'))"),
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const sets = stateSets(context).filter((set) => set.variants.some((v) => mentions(v, WAITING)));
  const sessions = new Set(sessionWrites(context).map((w) => w.store));
  const writes = stateWrites(context, sets).filter(
    (write) =>
      (write.store.holds === 'state' || sessions.has(write.store)) &&
      holding(context, write, sets) !== undefined &&
      !entersAnother(write),
  );
  const stores = writes.flatMap((write) => signalsOf(context, write, holding(context, write, sets)));
  const signals = stores.length > 0 || sets.length === 0 ? stores : rowsThatWait(context);
  const kept = stored(context, (s) => s.medium === 'checkpointer').length > 0;
  const suspended = context.map.gates
    .filter((gate) => gate.kind === 'framework')
    .map(
      (gate): Signal => ({
        strength: kept ? 'full' : 'half',
        file: gate.site.file,
        line: gate.site.line,
        note: kept ? 'the run is suspended in a durable checkpoint' : 'the run is suspended, in memory only',
      }),
    );
  return decide(context.code, strongest([...signals, ...suspended], 2), {
    met: 'Waiting for an answer is a stored state, and a restarted process reads it back.',
    partial: 'Waiting has a state of its own, but a restarted process does not get it back.',
    absent:
      'No stored state of waiting was found: a question blocks the process, and nothing of it outlives a restart.',
  });
}

/** A statement or parameter that names states, none of them one of waiting. */
function entersAnother({ store, fn }: Stored): boolean {
  const said = fn.strings.filter((s) => s.line >= store.site.line && s.line <= store.site.line + 3);
  const set = said.map((s) => s.value.split(/\bwhere\b/i)[0] ?? '').join(' ');
  const types = fn.fact.params.filter((p) => STATE_FIELD.test(p.name)).map((p) => p.type ?? '');
  const states = [...`${set} ${types.join(' ')}`.matchAll(/["'](\w+)["']/g)].map((m) => m[1] ?? '');
  return states.length > 0 && !states.some((s) => mentions(s, WAITING));
}

/** Rows are asked for by a state of waiting, so the state is stored and found again. */
function rowsThatWait({ code }: JudgeContext): Signal[] {
  return code.functions
    .filter((fn) => fn.wired)
    .flatMap((fn) =>
      fn.strings
        .filter(({ value }) =>
          [...(/\bwhere\b[\s\S]*/i.exec(value)?.[0] ?? '').matchAll(/'(\w+)'/g)].some((m) =>
            mentions(m[1] ?? '', WAITING),
          ),
        )
        .map(
          ({ line }): Signal => ({
            strength: 'full',
            file: fn.file.path,
            line,
            note: `${nameOf(fn)} asks for rows that wait`,
            fn,
          }),
        ),
    );
}

function signalsOf(context: JudgeContext, write: Stored, set: StateSet | undefined): Signal[] {
  const strength = write.store.holds === 'state' && readsBack(context, write).length > 0 ? 'full' : 'half';
  const { file, line } = write.store.site;
  const { fn } = write;
  const stores: Signal = { strength, file, line, note: `${nameOf(fn)} stores a state of waiting`, fn };
  if (set === undefined) return [stores];
  return [stores, { strength: 'half', file: set.file, line: set.line, note: `${set.name} has a state of waiting`, fn }];
}

/** The set that a member of what is stored belongs to. */
function holding({ code }: JudgeContext, { store }: Stored, sets: StateSet[]): StateSet | undefined {
  const places = new Set(store.carries.map((c) => `${c.site.file}:${c.site.line}`));
  const members = code.types.flatMap(({ file, fact }) =>
    fact.members.filter((m) => places.has(`${file.path}:${m.line}`)),
  );
  const words = new Set(members.flatMap((m) => [m.name, ...(m.type ?? '').split(/\W+/)]));
  const own = sets.find((set) => words.has(set.name));
  const column = store.carries.some((c) => c.site.line === store.site.line && STATE_FIELD.test(c.name));
  return own ?? (column ? sets.find((set) => set.file === store.site.file) : undefined);
}
