import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { usedAs } from '../kit/agent-flow.js';
import { typesWith } from '../kit/agents.js';
import { pythonAgent, pythonExample, pythonTools } from '../kit/example.js';
import { withClosures } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { vary } from '../kit/variations.js';

const MODES = `
  from dataclasses import dataclass
  from pathlib import Path


  @dataclass(frozen=True)
  class AgentType:
      name: str
      system_prompt: str


  PROMPTS = Path(__file__).parent / "prompts"

  AGENT_TYPES = {
      name: AgentType(name, (PROMPTS / f"{name}.md").read_text()) for name in ("coder", "explorer", "reviewer")
  }
`;

const NAMES = `
  from dataclasses import dataclass


  @dataclass(frozen=True)
  class AgentType:
      name: str
      max_turns: int


  # Every agent type brings its own prompt.
  AGENT_TYPES = {name: AgentType(name, turns) for name, turns in (("coder", 50), ("explorer", 10), ("reviewer", 5))}
`;

const DELEGATE = {
  declare: `
    def delegate(agent, task):
        from small_agent.agent import run

        return run(task, agent)
  `,
  more: `
    "delegate": {
        "name": "delegate",
        "description": "Hand a task to an agent: coder, explorer or reviewer.",
        "input_schema": {
            "type": "object",
            "properties": {"agent": {"type": "string"}, "task": {"type": "string"}},
            "required": ["agent", "task"],
        },
        "run": delegate,
    },
  `,
};

export const criterion: Criterion = {
  id: 'agent-types/own-prompt',
  title: 'A prompt for each type',
  statement: 'Each type is started with a system prompt of its own.',
  core: false,
  weight: 2,
  consequence: 'hard-to-change',
  impact: 'A reviewer that reads the instructions of an author writes code instead of reviewing it.',
  fix: 'Put the prompt, or the name of its file, into the row of the type and pass it where the agent is started.',
  effort: 'hours',
  confirm: {
    given: 'two declared types',
    when: 'one agent of each is started with a fake model',
    then: 'the system prompts of the two requests differ and are those of the table',
  },
  signals: 'A prompt or instructions field for each type that reaches the model call of that agent.',
  judge,
  pass: pythonExample('a prompt file for each type', {
    'small_agent/agent_types.py': MODES,
    'small_agent/prompts/coder.md': 'You write code that passes its tests.\n',
    'small_agent/prompts/explorer.md': 'You answer questions about the code. You change nothing.\n',
    'small_agent/prompts/reviewer.md': 'You look for mistakes in a change. You fix nothing.\n',
    'small_agent/tools.py': pythonTools(DELEGATE),
    'small_agent/agent.py': vary(
      pythonAgent({
        imports: 'from small_agent.agent_types import AGENT_TYPES',
        params: ', agent: str = "coder"',
        start: 'agent_type = AGENT_TYPES[agent]',
      }),
      { '"You are a coding assistant."': 'agent_type.system_prompt' },
    ),
  }),
  fail: pythonExample('types that share one prompt', {
    'small_agent/agent_types.py': NAMES,
    'small_agent/tools.py': pythonTools(DELEGATE),
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.agent_types import AGENT_TYPES',
      params: ', agent: str = "coder"',
      start: 'agent_type = AGENT_TYPES[agent]\nturns = 0',
      turn: 'if turns >= agent_type.max_turns:\n    return "Stopped at the turn limit."\nturns += 1',
    }),
  }),
};

const PROMPT_WORDS = ['prompt', 'instruction', 'persona', 'template', 'system'];

function judge(context: JudgeContext): Judgement {
  const { code } = context;
  const signals = [
    ...typesWith(context, PROMPT_WORDS, 'has its own prompt'),
    ...usedAs(context, PROMPT_WORDS, 'of the type becomes the prompt'),
    ...nodePrompts(context),
  ];
  return decide(code, signals, {
    met: 'Each type of agent has a prompt of its own.',
    partial: 'Only some types of agents have a prompt of their own.',
    absent: 'The types of agents share one prompt: no prompt or instructions field was found on them.',
  });
}

/** Nodes of a graph whose functions each build a prompt, by different names. */
function nodePrompts({ code, map }: JudgeContext): Signal[] {
  const nodes = map.agentTypes
    .filter((t) => t.how === 'node')
    .flatMap(({ site }) => {
      const call = code
        .at(site.file, site.line)
        ?.calls.find((c) => c.fact.line === site.line && /^add_?node$/i.test(c.fact.name));
      const name = call?.fact.args[1]?.text;
      return code.functions.filter((fn) => fn.fact.name === name && fn.file.path === site.file);
    });
  const prompted = [...new Set(nodes)].flatMap((fn) => {
    const names = withClosures(fn)
      .flatMap((f) => f.fact.idents)
      .filter((i) => mentions(i, PROMPT_WORDS));
    const line = promptLine(fn);
    return line === undefined ? [] : [{ fn, line, key: names.join(' ') }];
  });
  const own = new Set(prompted.map((p) => p.key)).size;
  return prompted.map(({ fn, line }) => ({
    strength: own > 1 ? 'full' : 'half',
    file: fn.file.path,
    line,
    note: `${fn.fact.name} uses its own prompt`,
    fn,
  }));
}

/** The line on which the function puts its prompt together. */
function promptLine(fn: FunctionNode): number | undefined {
  const all = withClosures(fn);
  const assigned = all.flatMap((f) => f.assignments).find((a) => mentions(a.target, ['prompt', 'instruction']));
  const called = all
    .flatMap((f) => f.calls)
    .find((c) => mentions(`${c.fact.callee} ${c.fact.args.map((a) => a.text).join(' ')}`, ['prompt']));
  return assigned?.line ?? called?.fact.line;
}
