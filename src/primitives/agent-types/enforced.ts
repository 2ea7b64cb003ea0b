import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { holdsRecord, recordTypes } from '../kit/agent-flow.js';
import { LIMITS, limitUses, ownBounds, takenFrom } from '../kit/agent-limits.js';
import { childStarts, fieldsOfAgent } from '../kit/agents.js';
import { nearestFirst } from '../kit/dispatch-steps.js';
import { agent, example, tools } from '../kit/example.js';
import { comparesAmounts } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { deciding } from '../kit/permission.js';
import { agentOffering, vary } from '../kit/variations.js';

const TYPES = `
  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.', maxTurns: 100, canSpawn: true },
    worker: { prompt: 'You do one task and report.', maxTurns: 10, canSpawn: false },
  };

  export type AgentName = keyof typeof agentTypes;
`;

const POLITE = `
  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.' },
    worker: { prompt: 'You do one task and report. Use at most 10 turns and never start further agents.' },
  };

  export type AgentName = keyof typeof agentTypes;
`;

const DELEGATE = tools({
  imports: "import { run } from './agent.js';",
  more: `
    {
      name: 'delegate',
      description: 'Hand a task to a worker.',
      input_schema: { type: 'object', properties: { task: { type: 'string' } }, required: ['task'] },
      run: ({ task }) => run(task, 'worker'),
    },
  `,
});

const PROMPT = { "'You are a coding assistant.'": 'agentTypes[agent].prompt' };

export const criterion: Criterion = {
  id: 'agent-types/enforced',
  title: 'Limits in code',
  statement:
    'Code, not the prompt, holds a type to its constraints: how many turns, how deep, reading only, or no agents of its own.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact:
    'Agents that start agents without end turn one question into a bill; a sentence in the prompt does not stop them.',
  fix: 'Pass the depth to each child and refuse beyond the limit; set turns by type; take the spawn tool from children.',
  effort: 'hours',
  confirm: {
    given: 'a type with 3 turns and depth 1, and a fake model that always asks for another sub-agent',
    when: 'the agent runs',
    then: 'no second level starts, and it stops after 3 model calls with a stop reason',
  },
  signals:
    'Comparisons with a limit of the type or with a depth, read-only flags that refuse, and removal of the spawn tool for children.',
  judge,
  pass: example('turns and spawning limited in the loop', {
    'src/agent-types.ts': TYPES,
    'src/tools.ts': DELEGATE,
    'src/agent.ts': vary(
      agentOffering("allTools.filter((tool) => tool.name !== 'delegate' || agentTypes[agent].canSpawn)", {
        imports: `
          import { type AgentName, agentTypes } from './agent-types.js';
          import { tools as allTools } from './tools.js';
        `,
        params: ", agent: AgentName = 'main'",
        begin: 'let turns = 0;',
        turn: `
          if (turns >= agentTypes[agent].maxTurns) return 'Stopped after ' + turns + ' turns.';
          turns += 1;
        `,
      }),
      PROMPT,
    ),
  }),
  fail: example('limits that stand in the prompt', {
    'src/agent-types.ts': POLITE,
    'src/tools.ts': DELEGATE,
    'src/agent.ts': vary(
      agent({
        imports: "import { type AgentName, agentTypes } from './agent-types.js';",
        params: ", agent: AgentName = 'main'",
      }),
      PROMPT,
    ),
  }),
};

/** Words of agents that work for another one. */
const AGENT = ['subagent', 'delegat', 'spawn', 'child', 'agent', 'worker'];

/** Limits that the start of a child names. */
function limitsGiven(fn: FunctionNode): number[] {
  const limit = /max_?(steps|turns|iterations|rounds|depth)|depth\s*[:=]?\s*\w*\.?depth\s*\+/i;
  const calls = fn.calls.filter((c) =>
    limit.test(`${c.fact.name} ${c.fact.args.map((a) => `${a.name ?? ''} ${a.text}`).join(' ')}`),
  );
  return calls.map((c) => c.fact.line);
}

interface Arm {
  fn: FunctionNode;
  b: BranchFact;
}

function judge(context: JudgeContext): Judgement {
  const { code, path } = context;
  const runs = (fn: FunctionNode): boolean => path.from.has(fn) || path.to.has(fn) || path.tools.has(fn);
  const arms = code.functions.filter(runs).flatMap((fn) => fn.branches.map((b) => ({ fn, b })));
  const keys = limitKeys(context);
  const bounds = limitUses(context);
  const records = recordTypes(context);
  const ofRecord = ({ fn, b }: Arm): boolean =>
    records.length === 0 ||
    takenFrom(fn, b, keys) ||
    [...b.test.matchAll(/(\w+)\??\.(\w+)/g)].some(([, h, k]) => keys.has(k ?? '') && holdsRecord(fn, h ?? '', records));
  const typed = arms
    .filter(({ b }) => b.idents.some((i) => keys.has(i)) && (comparesAmounts(b) || b.exit !== 'none'))
    .filter(ofRecord);
  const found = childFileFirst(context, [...typed, ...depthArms(context, arms)]);
  const limits = found.filter(({ b }, i) => found.findIndex((other) => other.b.test === b.test) === i).slice(0, 2);
  const filtered = code.functions.filter(
    (fn) =>
      PICKS.test(fn.file.calls[fn.fact.argumentOf ?? -1]?.name ?? '') &&
      runs(fn.parent ?? fn) &&
      fn.fact.idents.some((i) => keys.has(i)),
  );
  const signals: Signal[] = [
    ...withheld(context, arms).map(({ fn, b }) => at('full', fn, b.line, 'a tool outside of the own list is refused')),
    ...given(context).map(({ fn, line }) => at('full', fn, line, 'the child is started with a limit')),
    ...ownBounds(context)
      .slice(0, 1)
      .map(({ fn, line, part }) => at('full', fn, line, `${part} of each agent bounds its run`)),
    ...bounds.slice(0, 2).map(({ fn, line, part }) => at('full', fn, line, `${part} of the type bounds its run`)),
    ...limits
      .filter((l) => bounds.every((u) => u.line !== l.b.line))
      .map(({ fn, b }) => at('full', fn, b.line, 'a limit of the agent is enforced')),
    ...filtered.slice(0, 2).map((fn) => at('full', fn, fn.fact.line, 'a limit of the type filters what it may do')),
    ...refusedArms(context, arms).map(({ fn, b }) => at('half', fn, b.line, 'a restricted agent is refused here')),
  ];
  return decide(code, signals, {
    met: 'Limits of an agent type or child are enforced in code.',
    partial: 'Some actions are refused to children, but no limit of a type is enforced.',
    absent: 'No turn or depth limit, read-only rule or spawning rule of an agent type was found in code.',
  });
}

/** Calls whose callback says what stays. */
const PICKS = /(filter|find|some|every|includes|retain)$/;

function at(strength: Signal['strength'], fn: FunctionNode, line: number, note: string): Signal {
  return { strength, file: fn.file.path, line, note, fn };
}

/** Names of limits that the declarations of agents carry. */
function limitKeys(context: JudgeContext): Set<string> {
  const names = context.map.agentTypes.flatMap((t) => fieldsOfAgent(context, t).map((f) => f.name));
  return new Set(names.filter((k) => mentions(k, LIMITS) || /read_?only/i.test(k)));
}

/** Files where a child agent is started. */
function startFiles({ map }: JudgeContext): Set<string> {
  return new Set(map.tools.flatMap((t) => t.starts?.site.file ?? []));
}

function childFileFirst(context: JudgeContext, arms: Arm[]): Arm[] {
  const files = startFiles(context);
  const away = ({ fn }: Arm): number => Number(!files.has(fn.file.path));
  return nearestFirst(context, arms).sort((a, c) => away(a) - away(c));
}

/** A depth is compared where agents are started; elsewhere it is the depth of a folder or an expression. */
function depthArms(context: JudgeContext, arms: Arm[]): Arm[] {
  const { map } = context;
  const starting = new Set(map.tools.flatMap((t) => [t.run, t.starts?.fn]));
  const files = startFiles(context);
  const ofAgents = (fn: FunctionNode): boolean =>
    starting.has(fn.id) || (files.has(fn.file.path) && mentions(fn.words, AGENT)) || mentions(fn.fact.name, AGENT);
  const deep = ({ b }: Arm): boolean => b.idents.some((i) => mentions(i, ['depth', 'nesting']));
  return map.capabilities.subagents ? arms.filter((a) => comparesAmounts(a.b) && deep(a) && ofAgents(a.fn)) : [];
}

/** Deciding code refuses what a read-only agent or a sub-agent asks for. */
function refusedArms(context: JudgeContext, arms: Arm[]): Arm[] {
  if (!context.map.capabilities.subagents) return [];
  const refused = arms.filter(
    ({ fn, b }) =>
      /(self|this)\.\w*(read_?only|sub_?agent)|sub_?agent/i.test(b.test) &&
      b.kind !== 'case' &&
      leaves(b) &&
      deciding(fn),
  );
  return childFileFirst(context, refused).slice(0, 2);
}

/** The agent's own list of tools is asked before a call runs. */
function withheld(context: JudgeContext, arms: Arm[]): Arm[] {
  const files = startFiles(context);
  const own = arms.filter(
    ({ fn, b }) =>
      leaves(b) &&
      b.idents.some((i) => /^(allowed|permitted|granted)_?tool(s|_?names)$/i.test(i)) &&
      (mentions(fn.fact.owner ?? '', AGENT) || files.has(fn.file.path)),
  );
  return own.slice(0, 1);
}

function leaves({ exit }: BranchFact): boolean {
  return exit === 'return' || exit === 'throw';
}

/** Where a start of a child names a limit. */
function given(context: JudgeContext): { fn: FunctionNode; line: number }[] {
  const starts = childStarts(context).flatMap((start) => context.code.function(start.fn) ?? []);
  return starts.flatMap((fn) => limitsGiven(fn).map((line) => ({ fn, line }))).slice(0, 1);
}
