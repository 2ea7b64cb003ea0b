import type { Criterion, FunctionNode, JudgeContext, Judgement, Site } from '../../contracts.js';
import { mentions } from '../../words.js';
import { childStarts } from '../kit/agents.js';
import { agent, example, tools } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { vary } from '../kit/variations.js';

const RESEARCH = `
  {
    name: 'research',
    description: 'Let the research agent answer a question.',
    input_schema: { type: 'object', properties: { question: { type: 'string' } }, required: ['question'] },
    run: ({ question }) => run(question, 'research'),
  },
`;

const TYPES = `
  export const agentTypes = {
    main: { prompt: 'You are a coding assistant.' },
    research: { prompt: 'You answer one question with sources.' },
  };

  export type AgentName = keyof typeof agentTypes;
`;

const ROLES = {
  imports: "import { type AgentName, agentTypes } from './agent-types.js';",
  params: ", agent: AgentName = 'main'",
};

const PROMPT = { "'You are a coding assistant.'": 'agentTypes[agent].prompt' };

export const criterion: Criterion = {
  id: 'agent-types/isolated',
  title: 'A context of its own',
  statement: 'A sub-agent works on its own message history and hands back only its result.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact: 'The search notes of a worker fill the window of the parent, which then forgets the task of the user.',
  fix: 'Start the child with a fresh message list that holds only its prompt and task, and return its last message as the result of the tool.',
  effort: 'hours',
  confirm: {
    given: 'a sub-agent that makes 5 tool calls',
    when: 'it returns to {loop}',
    then: 'the history of the parent grew by 1 call and 1 result, and none of the 5 inner calls is in it',
  },
  signals:
    'The function that starts a sub-agent: a new message list goes in, and only a text or result object comes out.',
  judge,
  pass: example('a fresh history in, one answer out', {
    'src/agent-types.ts': TYPES,
    'src/tools.ts': tools({ imports: "import { run } from './agent.js';", more: RESEARCH }),
    'src/agent.ts': vary(agent(ROLES), PROMPT),
  }),
  fail: example('agents that talk into one shared history', {
    'src/agent-types.ts': TYPES,
    'src/tools.ts': tools({ imports: "import { run } from './agent.js';", more: RESEARCH }),
    'src/agent.ts': vary(
      agent({
        ...ROLES,
        declare: '/** Each agent has an isolated context. */\nconst messages: Anthropic.MessageParam[] = [];',
      }),
      {
        ...PROMPT,
        "  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: prompt }];":
          "  messages.push({ role: 'user', content: prompt });",
      },
    ),
  }),
};

const HISTORY = ['message', 'histor', 'session', 'memory', 'conversation', 'transcript'];
/** A message of the child is no history, nor is a summary, an id or a message on a screen. */
const NOT_HISTORY = [
  'assistant',
  'user',
  'error',
  'current',
  'last',
  'new',
  '=id',
  'path',
  'dir',
  'summary',
  'compact',
  'bus',
  'model',
  'name',
  'token',
  'text',
  'content',
  'prompt',
  'input',
  'stream',
  'delta',
  'chunk',
];
const NEAR = 3;

function judge(context: JudgeContext): Judgement {
  const { code, path } = context;
  const starts = childStarts(context);
  if (starts.length === 0)
    return absent('No agent starts another: nothing was found that gives a child a context of its own.');
  const begun = starts.flatMap((s) => code.at(s.site.file, s.site.line) ?? []);
  const made = constructors(context, starts);
  const owners = new Set(made.flatMap((fn) => fn.fact.owner ?? []));
  const own = path.loops.filter((fn) => owners.has(fn.fact.owner ?? ''));
  const loops = [...code.reach(begun, NEAR)].flatMap(([fn, way]) => (path.loops.includes(fn) ? way : []));
  const builders = [...begun, ...own]
    .flatMap((fn) => fn.callees)
    .filter((fn) => mentions(fn.fact.name, ['build', 'creat', 'make', 'new', 'spawn', 'start', 'fork']));
  const places = [...new Set([...begun, ...builders, ...loops, ...made, ...own])];
  const all = places.filter((fn) => fn.inScope).flatMap((fn) => freshAt(fn) ?? []);
  // That an agent is made says less than where its history begins.
  const begins = all.filter(({ line }) => starts.every((s) => s.site.line !== line));
  const fresh = begins.length > 0 ? begins : all;
  const signals: Signal[] = fresh.map(({ fn, line }) => ({
    strength: 'full',
    file: fn.file.path,
    line,
    note: 'the child begins with a history of its own',
    fn,
  }));
  const started = starts.map(
    (s): Signal => ({ strength: 'full', file: s.site.file, line: s.site.line, note: 'a child agent is started' }),
  );
  return decide(code, signals.length > 0 ? [...started.slice(0, 1), ...signals.slice(0, 1)] : [], {
    met: 'A child agent works in a history of its own and hands back its result.',
    partial: 'A child has its own history, but nothing reaches it.',
    absent: 'Agents are started, but no history of their own was found for them.',
  });
}

/** Constructors of the classes that a start makes. */
function constructors({ code }: JudgeContext, starts: { site: Site }[]): FunctionNode[] {
  return starts.flatMap(({ site }) => {
    const calls = code.at(site.file, site.line)?.calls.filter((c) => c.fact.line === site.line) ?? [];
    return calls.flatMap((c) =>
      c.targets.filter((t) => t.fact.kind === 'constructor' || t.fact.name === '__init__' || t.fact.name === 'new'),
    );
  });
}

/** Where the function makes an empty history, or an agent or session that has one. */
function freshAt(fn: FunctionNode): { fn: FunctionNode; line: number }[] | undefined {
  const isHistory = (name: string): boolean => mentions(name, HISTORY) && !mentions(name, NOT_HISTORY);
  const last = (path: string): string => path.split('.').at(-1) ?? '';
  const emptied = fn.calls.find((c) => /^(reset|clear)$/.test(c.fact.name) && isHistory(last(c.fact.receiver)));
  const session = fn.calls.find(
    (c) =>
      /^(new|create|fresh|default)$/i.test(c.fact.name) &&
      /^[A-Z]/.test(c.fact.receiver.split(/[.:]+/).at(-1) ?? '') &&
      isHistory(c.fact.receiver.split(/[.:]+/).at(-1) ?? ''),
  );
  const assigned = fn.assignments.find(
    (a) =>
      !a.target.includes('[') &&
      isHistory(last(a.target)) &&
      (a.kind === 'array' || a.kind === 'object' || a.kind === 'new' || NEW.test(a.text)),
  );
  const constructed = fn.calls.find(
    (c) =>
      c.fact.isNew &&
      c.targets.length > 0 &&
      !/(Error|Exception|Event|Tool|Invocation|Registry)(::new)?$/.test(c.fact.callee) &&
      mentions(c.fact.callee, ['agent', 'session', 'conversation', 'runtime', 'executor', 'chat']),
  );
  const line = session?.fact.line ?? emptied?.fact.line ?? assigned?.line ?? constructed?.fact.line;
  return line === undefined ? undefined : [{ fn, line }];
}

/** An empty list, a fresh record, a constructor. */
const NEW = /^(?:[\w.]+\s*(?:or|\?\?|\|\|)\s*)?(\[|\{|vec!|Vec::new|new |[A-Z]\w*(::new)?\(|list\(|dict\()/;
