import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { absent, decide } from '../kit/judgement.js';
import { firmGates, noGate } from '../kit/permission.js';
import { records } from '../kit/permission-record.js';

const ASK = `
  import { createInterface } from 'node:readline/promises';

  export async function ask(tool: string, input: Record<string, string>): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question('Run ' + tool + ' ' + JSON.stringify(input) + '? [y/N] ');
    terminal.close();
    return answer === 'y';
  }
`;

const AUDIT = `
  import { appendFileSync } from 'node:fs';
  import { ask } from './ask.js';

  export async function authorize(tool: string, input: Record<string, string>): Promise<boolean> {
    if (tool === 'read_file') return true;
    const allowed = await ask(tool, input);
    const outcome = allowed ? 'allowed' : 'denied';
    appendFileSync('audit.jsonl', JSON.stringify({ tool, input, outcome, by: 'user', at: new Date().toISOString() }) + '\\n');
    return allowed;
  }
`;

export const criterion: Criterion = {
  id: 'permission-audit/recorded',
  title: 'Decisions on record',
  statement: 'Each permission that is given or refused leaves a record with tool, arguments or target, and outcome.',
  core: true,
  weight: 5,
  consequence: 'blind-operator',
  impact: 'After an incident nobody can tell whether a person said yes, a rule was too wide, or nobody was asked.',
  fix: 'Write the record in the gate itself, on both branches, before the call goes on.',
  effort: 'hours',
  confirm: {
    given: '{gate} allows one call of {tool} and refuses another',
    when: 'both calls have been handled',
    then: 'the audit holds 2 records with tool, arguments and outcome, one allowed and one denied',
  },
  signals:
    'Writes that receive the decision on both outcomes, in the gate or where its answer is used; a refusal that only becomes the result of the call counts half.',
  judge,
  pass: example('a line for each yes and each no', {
    'src/ask.ts': ASK,
    'src/permissions.ts': AUDIT,
    'src/agent.ts': agent({
      imports: "import { authorize } from './permissions.js';",
      beforeTool: `
        if (!(await authorize(call.name, input))) {
          results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
          continue;
        }
      `,
    }),
  }),
  fail: example('a question whose answer is forgotten', {
    'docs/security.md': '# Security\n\nEvery grant and denial is recorded in the audit trail with its arguments.\n',
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: `
        // The decision is audited.
        if (call.name !== 'read_file' && !(await ask(call.name, input))) return 'Stopped.';
      `,
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  if (firmGates(context).length === 0) return absent(`There are no decisions to record: ${noGate(context)}.`);
  return decide(context.code, records(context), {
    met: 'Both outcomes of a decision are written to a record.',
    partial:
      'A refusal lands in the transcript as the result of the call; what was permitted leaves no record of a decision.',
    absent: 'Neither the gate nor what it returns to writes down what was decided.',
  });
}
