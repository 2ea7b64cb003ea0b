import type { AgentType, Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example, tools } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { delegatingTools, vary } from '../kit/variations.js';

const TYPES = `
  export interface AgentType {
    prompt: string;
  }

  export const agentTypes: Record<string, AgentType> = {
    main: { prompt: 'You are a coding assistant.' },
    explore: { prompt: 'You find files and answer questions about them. You change nothing.' },
    verify: { prompt: 'You check whether the work meets the request. Report what fails.' },
  };

  export function agentType(name: string): AgentType {
    const type = agentTypes[name];
    if (type === undefined) throw new Error('no such agent: ' + name + '; there are ' + Object.keys(agentTypes).join(', '));
    return type;
  }
`;

const DELEGATE = `
  {
    name: 'delegate',
    description: 'Hand a task to an agent of type explore or verify.',
    input_schema: {
      type: 'object',
      properties: { agent: { type: 'string' }, task: { type: 'string' } },
      required: ['agent', 'task'],
    },
    run: ({ agent, task }) => run(task, agent),
  },
`;

export const criterion: Criterion = {
  id: 'agent-types/declared',
  title: 'Named types',
  statement: 'The kinds of agents, or the modes of the one agent, have names and stand in code as data or classes.',
  core: true,
  weight: 4,
  consequence: 'hard-to-change',
  impact: 'Nobody can say which kinds of agents may run, so nobody can say what a run may do.',
  fix: 'Write one table with a row per type, and start agents from that table only; an unknown name is an error.',
  effort: 'hours',
  confirm: {
    given: 'the table of agent types',
    when: 'an agent of an undeclared type is requested',
    then: 'the request is refused with a list of the declared names, and no agent starts',
  },
  signals:
    'A declared set of named types or modes (a record, objects, subclasses, an enum, arms of a switch), or graph nodes that each ask a model.',
  judge,
  pass: example('a table of named types', {
    'src/agent-types.ts': TYPES,
    'src/tools.ts': tools({ imports: "import { run } from './agent.js';", more: DELEGATE }),
    'src/agent.ts': vary(
      agent({
        imports: "import { agentType } from './agent-types.js';",
        params: ", agent = 'main'",
        start: 'const type = agentType(agent);',
      }),
      { "'You are a coding assistant.'": 'type.prompt' },
    ),
  }),
  fail: example('helpers in whatever role the model makes up', {
    'README.md': '# Small agent\n\nAgent types: explore, plan, verify, guide.\n',
    'src/tools.ts': delegatingTools(),
  }),
};

/** Declarations first, then closed sets of names, then names that only conditions know. */
const ORDER: AgentType['how'][] = ['object', 'table', 'class', 'role', 'arm', 'mode', 'node'];

function judge({ code, map }: JudgeContext): Judgement {
  const signals = [...map.agentTypes]
    .sort((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how))
    .map(({ name, site, how, group }): Signal => {
      const fn = code.at(site.file, site.line);
      const beside = map.agentTypes.filter((t) => t.site.file === site.file && t.site.line === site.line);
      const names = [...new Set(beside.map((t) => t.name))].slice(0, 4).join(', ');
      const note =
        how === 'node' ? `${name} is a node that asks a model` : `names ${names}${group === '' ? '' : ` in ${group}`}`;
      return {
        strength: how === 'node' ? 'half' : 'full',
        file: site.file,
        line: site.line,
        note,
        ...(fn ? { fn } : {}),
      };
    });
  return decide(code, signals, {
    met: 'Agent types or modes have names and are declared in code.',
    partial: 'Roles are told apart, but only as nodes of a graph.',
    absent: 'No table, class, closed set or switch that names agents or modes was found.',
  });
}
