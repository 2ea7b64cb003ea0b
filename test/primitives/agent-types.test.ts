// Which lines the judges of agent types cite: the limit that bounds a run, the start of a child and where its history
// begins, and of classes the place that keeps what each agent is given.
import { describe, expect, it } from 'vitest';
import { agent, pythonTools, tools } from '../../src/primitives/kit/example.js';
import { cited } from '../support/cited.js';

const TYPES = `
  export interface AgentType {
    name: string;
    prompt: string;
    maxTurns: number;
  }

  export const agentTypes: Record<string, AgentType> = {
    main: { name: 'main', prompt: 'You write code.', maxTurns: 50 },
    explore: { name: 'explore', prompt: 'You answer questions.', maxTurns: 10 },
  };
`;

describe('agent-types/enforced', () => {
  it('follows a limit that is taken from the type and compared in another function', async () => {
    const { verdict, places } = await cited('agent-types/enforced', {
      'src/agent-types.ts': TYPES,
      'src/settings.ts': `
        import { agentTypes } from './agent-types.js';

        export function migrate(update: (old: Record<string, unknown>) => void): void {
          update({ maxTurns: agentTypes.main?.maxTurns });
        }
      `,
      'src/cli.ts': `
        #!/usr/bin/env node
        import { run } from './agent.js';
        import { migrate } from './settings.js';

        migrate((old) => console.error(old.maxTurns));
        console.log(await run(process.argv.slice(2).join(' '), process.argv[3] ?? 'main'));
      `,
      'src/agent.ts': agent({
        imports: "import { agentTypes } from './agent-types.js';",
        params: ', agentName: string',
        declare: `
          function isOver(turn: number, maxTurns: number): boolean {
            if (turn >= maxTurns) return true;
            return false;
          }
        `,
        begin:
          "const definition = agentTypes[agentName];\nconst maxTurns = definition?.maxTurns ?? 5;\nlet turn = 0;\nmessages.push({ role: 'user', content: definition?.prompt ?? '' });",
        turn: "if (isOver(turn, maxTurns)) return 'Out of turns.';\nturn += 1;",
      }),
    });
    expect(verdict).toBe('met');
    expect(places.some((p) => p.startsWith('src/settings.ts') || p.startsWith('src/cli.ts'))).toBe(false);
    expect(places).toContain('src/agent.ts: if (turn >= maxTurns) return true;');
  });
});

describe('agent-types/isolated', () => {
  it('cites where the history of the child begins beside where it is started', async () => {
    const { verdict, places } = await cited('agent-types/isolated', {
      'small_agent/agent.py': `
        import anthropic

        from small_agent.tools import TOOLS


        class Agent:
            def __init__(self, session=None):
                self.client = anthropic.Anthropic()
                self.session = session or {"messages": []}

            def delegate(self, task):
                child = Agent()
                return child.run(task)

            def run(self, prompt):
                messages = self.session["messages"]
                messages.append({"role": "user", "content": prompt})
                while True:
                    reply = self.client.messages.create(
                        model="claude-sonnet-4-5",
                        max_tokens=1000,
                        messages=messages,
                        tools=[{"name": n, "description": t["description"], "input_schema": t["input_schema"]} for n, t in TOOLS.items()],
                    )
                    messages.append({"role": "assistant", "content": reply.content})
                    calls = [block for block in reply.content if block.type == "tool_use"]
                    if not calls:
                        return reply.content[0].text
                    results = []
                    for call in calls:
                        if call.name == "delegate":
                            content = self.delegate(call.input["task"])
                        else:
                            content = TOOLS[call.name]["run"](**call.input)
                        results.append({"type": "tool_result", "tool_use_id": call.id, "content": content})
                    messages.append({"role": "user", "content": results})


        def run(prompt: str) -> str:
            return Agent().run(prompt)
      `,
      'small_agent/tools.py': pythonTools({
        more: `
          "delegate": {
              "name": "delegate",
              "description": "Hand a task to another agent.",
              "input_schema": {"type": "object", "properties": {"task": {"type": "string"}}, "required": ["task"]},
              "run": lambda task: task,
          },
        `,
      }),
    });
    expect(verdict).toBe('met');
    expect(places).toEqual([
      'small_agent/agent.py: child = Agent()',
      'small_agent/agent.py: self.session = session or {"messages": []}',
    ]);
  });
});

describe('agent-types/own-tools', () => {
  it('says one condition once', async () => {
    const depth = "if (depth >= maxDepth) return 'Too deep.';";
    const { places } = await cited('agent-types/own-tools', {
      'src/tools.ts': tools({
        imports: "import { run } from './agent.js';",
        declare: `
          const maxDepth = 1;
          function checkDelegate(depth: number): string {
            ${depth}
            return '';
          }
          async function delegateTool(task: string, depth: number): Promise<string> {
            ${depth}
            checkDelegate(depth);
            return run(task);
          }
        `,
        more: `
          {
            name: 'delegate',
            description: 'Hand a question to another agent.',
            input_schema: { type: 'object', properties: { task: { type: 'string' } }, required: ['task'] },
            run: ({ task }) => delegateTool(task, 0),
          },
        `,
      }),
    });
    expect(places).toHaveLength(1);
  });
});
