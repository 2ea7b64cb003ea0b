import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { distance, FAR, nameOf, onScreen, onScreenFile } from '../kit/nearness.js';
import { atWork, phasesOf, type StateSet, stateSets, withoutType } from '../kit/states.js';
import { looseStates, offered, type Transition, transitions } from '../kit/transitions.js';

export const criterion: Criterion = {
  id: 'workflow-state/explicit-states',
  title: 'Named states of work',
  statement:
    'Work is modelled with named states (planned, waiting, running, done, failed) in data of its own, apart from the transcript.',
  core: true,
  weight: 5,
  consequence: 'lost-or-doubled-work',
  impact:
    'Nobody, neither code nor user, can tell a step that is under way from one that is done or one that failed; the model guesses from the chat.',
  fix: 'Give each unit of work (a tool call, a task) a record with an id and a state from a closed set, and change it at the dispatch site.',
  effort: 'day',
  confirm: {
    given: 'a fake model that calls {tool} once with success and once with an error',
    when: '{dispatch} handles both calls and a test notes every change of state',
    then: 'the first goes from running to done and the second from running to failed',
  },
  signals:
    'An enum, union or status field whose names tell before, during and after work apart, at least two of them entered by reached code on the path of the loop or its tools; half for the named nodes of a state graph.',
  judge,
  pass: example('a record with a state for each tool call', {
    'src/steps.ts': `
      export type StepState = 'planned' | 'running' | 'done' | 'failed';

      export interface Step {
        id: string;
        tool: string;
        state: StepState;
      }

      export const steps = new Map<string, Step>();

      export function advance(id: string, tool: string, state: StepState): void {
        steps.set(id, { id, tool, state });
      }
    `,
    'src/agent.ts': agent({
      imports: "import { advance } from './steps.js';",
      declare: `
        async function perform(id: string, name: string, input: Record<string, string>): Promise<string> {
          advance(id, name, 'running');
          try {
            const content = await tools.find((tool) => tool.name === name)!.run(input);
            advance(id, name, 'done');
            return content;
          } catch (error) {
            advance(id, name, 'failed');
            return 'Error: ' + String(error);
          }
        }
      `,
      reply:
        "for (const block of reply.content) if (block.type === 'tool_use') advance(block.id, block.name, 'planned');",
      invoke: 'await perform(call.id, call.name, input)',
    }),
  }),
  fail: example('a plan that only the prompt keeps', {
    'src/agent.ts': agent({
      declare: `
        // States: planned, awaiting approval, executing, done, failed.
        const PLAN = 'Keep a list of steps. Mark each as planned, executing, done or failed, and repeat it in every answer.';
      `,
      begin: "messages.push({ role: 'user', content: PLAN });",
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const sets = stateSets(context).flatMap((set) => {
    const own = transitions(context, set).filter((t) => t.fn.wired);
    const entered =
      own.length > 0 || set.type !== undefined ? [...own, ...offered(context, set).filter((t) => t.fn.wired)] : own;
    return phasesOf(entered.map((t) => withoutType(t.variant, set.name))) < 2 ? [] : [{ set, entered }];
  });
  const declared = byNearness(context, sets).flatMap(({ set, entered }): Signal[] => {
    const [first] = entered;
    if (first === undefined) return [];
    const given = offered(context, set).some((t) => t.fn === first.fn && t.line === first.line);
    const strength = given || atWork(context, first.fn) ? 'full' : 'half';
    return [
      {
        strength,
        file: set.file,
        line: set.line,
        note: `${set.name}: ${set.variants.slice(0, 6).join(', ')}`,
        fn: first.fn,
      },
      {
        strength,
        file: first.fn.file.path,
        line: first.line,
        note: given
          ? `${nameOf(first.fn)} offers the states to the model, which moves the work along`
          : `${nameOf(first.fn)} enters ${first.variant}`,
        fn: first.fn,
      },
    ];
  });
  const loose = [...looseStates(context).values()].flatMap((all): Signal[] => {
    const entered = all.filter((t) => t.fn.wired && atWork(context, t.fn) && !onScreen(t.fn));
    const first = entered[0];
    if (first === undefined || phasesOf(entered.map((t) => t.variant)) < 2) return [];
    return [
      {
        strength: 'full',
        file: first.fn.file.path,
        line: first.line,
        note: `${nameOf(first.fn)} enters ${first.variant}`,
        fn: first.fn,
      },
    ];
  });
  const graphs = context.map.loops
    .filter((loop) => loop.kind === 'graph')
    .map((loop): Signal => ({ strength: 'half', ...loop.site, note: 'named nodes of a state graph' }));
  // One set is enough: its declaration and the place where the work enters one of its states.
  const full = declared.filter((s) => s.strength === 'full').slice(0, 2);
  const met = full.length > 0;
  const name = met ? (full[0]?.note.replace(/:.*/, '') ?? '') : 'a status field';
  const cited = met ? full : loose.length > 0 ? loose.slice(0, 2) : [...declared, ...graphs].slice(0, 2);
  return decide(context.code, cited, {
    met: `${name === 'a status field' ? 'A status field' : name} names the states of work, and they are entered on the path of the loop or its tools.`,
    partial: 'States of work have names, but only as nodes of a graph or away from the path of the loop and its tools.',
    absent:
      'No closed set of states of work (before, during, after) was found that anything enters: neither an enum or union nor a status field.',
  });
}

interface Entered {
  set: StateSet;
  entered: Transition[];
}

/** Sets that the run itself moves through first; within each, the transition nearest to the loop. Screens come last. */
function byNearness(context: JudgeContext, sets: Entered[]): Entered[] {
  const far = (fn: FunctionNode): number => distance(context, fn) + (onScreen(fn) ? FAR : 0);
  const folder = (path: string): string => path.slice(0, path.lastIndexOf('/'));
  // What moves the work stands beside the declaration of its states; others only report one.
  const aside = (set: StateSet, { fn }: Transition): number =>
    Number(folder(fn.file.path) !== folder(set.file) || onScreen(fn) || !atWork(context, fn));
  const first = ({ entered, set }: Entered): number =>
    (entered[0] === undefined ? FAR : far(entered[0].fn)) + (onScreenFile(set.file) ? FAR : 0);
  const covers = ({ set, entered }: Entered): number =>
    onScreenFile(set.file) ? 0 : phasesOf(entered.map((t) => withoutType(t.variant, set.name)));
  return sets
    .map(({ set, entered }) => ({
      set,
      entered: [...entered].sort((a, b) => aside(set, a) - aside(set, b) || far(a.fn) - far(b.fn)),
    }))
    .sort((a, b) => covers(b) - covers(a) || first(a) - first(b));
}
