// Which lines the judges of the permission audit cite: the record of a decision and not of a run, the refusal itself, the
// types that are decided with, and the place where somebody else decides.
import { describe, expect, it } from 'vitest';
import { agent } from '../../src/primitives/kit/example.js';
import { ASK } from '../../src/primitives/kit/example-parts.js';
import { cited } from '../support/cited.js';

const REFUSED = `
  if (!(await ask('Run ' + call.name + '?'))) {
    results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
    continue;
  }
`;
const IMPORT = "import { ask } from './ask.js';";

describe('permission-audit/recorded', () => {
  it('takes how a tool went for no decision, and cites the refusal that the model gets', async () => {
    const { verdict, places } = await cited('permission-audit/recorded', {
      'src/ask.ts': ASK,
      'src/agent.ts': agent({
        imports: `${IMPORT}\nimport { appendFileSync } from 'node:fs';`,
        beforeTool: REFUSED,
        afterTool:
          "const outcome = content.length > 0 ? 'ok' : 'empty';\nappendFileSync('tools.log', JSON.stringify({ tool: call.name, input, outcome }));",
      }),
    });
    expect(verdict).toBe('partial');
    expect(places).toEqual([expect.stringContaining("content: 'Denied.'")]);
  });

  it('counts no write that stands, however deep, in the arm of one outcome', async () => {
    const { verdict } = await cited('permission-audit/recorded', {
      'src/permissions.ts': `
        import { appendFileSync } from 'node:fs';
        import { ask } from './ask.js';

        export async function authorize(tool: string, input: unknown): Promise<boolean> {
          const allowed = await ask('Run ' + tool + '?');
          if (allowed) {
            if (tool !== '') appendFileSync('always.jsonl', JSON.stringify({ tool, input, decision: 'always' }));
          }
          return allowed;
        }
      `,
      'src/ask.ts': ASK,
      'src/agent.ts': agent({
        imports: "import { authorize } from './permissions.js';",
        beforeTool: REFUSED.replace("ask('Run ' + call.name + '?')", 'authorize(call.name, input)'),
      }),
    });
    expect(verdict).toBe('partial');
  });

  it('finds the record of a call whose type carries the decision', async () => {
    const { verdict, places } = await cited('permission-audit/recorded', {
      'src/ask.ts': ASK,
      'src/telemetry.ts': `
        import { appendFileSync } from 'node:fs';

        export class ToolCallEvent {
          function_name: string;
          decision?: string;
          constructor(call: { name: string; outcome: string }) {
            this.function_name = call.name;
            this.decision = call.outcome;
          }
        }

        export function logToolCall(event: ToolCallEvent): void {
          appendFileSync('events.jsonl', JSON.stringify(event) + '\\n');
        }
      `,
      'src/agent.ts': agent({
        imports: `${IMPORT}\nimport { logToolCall, ToolCallEvent } from './telemetry.js';`,
        beforeTool: REFUSED,
        afterTool: "logToolCall(new ToolCallEvent({ name: call.name, outcome: 'accept' }));",
      }),
    });
    expect(verdict).toBe('met');
    expect(places).toContain('src/telemetry.ts: this.decision = call.outcome;');
  });
});

describe('permission-audit/first-class', () => {
  it('takes the type that is answered, and not the class that answers or a list that is searched', async () => {
    const { places } = await cited('permission-audit/first-class', {
      'src/desk.ts': `
        import { ask } from './ask.js';

        export interface Ruling {
          tool: string;
          granted: boolean;
        }

        export class Desk {
          asked = 0;
          limit = 9;
          async rule(tool: string): Promise<Ruling> {
            this.asked += 1;
            return { tool, granted: await ask('Run ' + tool + '?') };
          }
        }
      `,
      'src/ask.ts': ASK,
      'src/agent.ts': agent({
        imports: "import { Desk } from './desk.js';",
        begin: 'const desk = new Desk();',
        beforeTool: `
          const ruling = await desk.rule(call.name);
          if (!ruling.granted) {
            results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
            continue;
          }
        `,
      }),
    });
    expect(places).toEqual(['src/desk.ts: export interface Ruling {']);
  });
});

describe('permission-audit/handlers', () => {
  it('cites the refusal where nobody can be asked, not the match of a rule', async () => {
    const { places } = await cited('permission-audit/handlers', {
      'src/ask.ts': ASK,
      'src/policy.ts': `
        import { ask } from './ask.js';

        export interface Rule {
          tool: string;
          subagent?: string;
        }

        export async function authorize(rule: Rule, tool: string, subagent: string, interactive: boolean): Promise<boolean> {
          if (rule.subagent !== subagent) return false;
          if (!interactive) throw new Error(tool + ' needs a person, and there is none.');
          return ask('Run ' + tool + '?');
        }
      `,
      'src/agent.ts': agent({
        imports: "import { authorize } from './policy.js';",
        begin: 'const attended = process.stdin.isTTY;',
        beforeTool: REFUSED.replace(
          "ask('Run ' + call.name + '?')",
          "authorize({ tool: call.name }, call.name, '', attended)",
        ),
      }),
    });
    expect(places).toEqual([expect.stringContaining('if (!interactive) throw')]);
  });
});
