import type { Criterion } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

const GATE = `
  import { createInterface } from 'node:readline/promises';
  import { remember } from './decisions.js';

  export async function authorize(tool: string, input: Record<string, string>): Promise<boolean> {
    if (tool === 'read_file') return true;
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const allowed = (await terminal.question('Run ' + tool + '? [y/N] ')) === 'y';
    terminal.close();
    remember({ tool, target: JSON.stringify(input), outcome: allowed ? 'allowed' : 'denied' });
    return allowed;
  }
`;

const TYPE = `
  export interface Decision {
    tool: string;
    target: string;
    outcome: 'allowed' | 'denied';
  }
`;

const DATABASE = `
  import Database from 'better-sqlite3';

  const database = new Database('agent.db');
  database.exec('CREATE TABLE IF NOT EXISTS decisions (at TEXT, tool TEXT, target TEXT, outcome TEXT)');
  const insert = database.prepare('INSERT INTO decisions VALUES (?, ?, ?, ?)');

  export function remember(decision: Decision): void {
    insert.run(new Date().toISOString(), decision.tool, decision.target, decision.outcome);
  }
`;

const MEMORY = `
  const decisions: Decision[] = [];

  /** Stores the decision durably in the audit database. */
  export function remember(decision: Decision): void {
    decisions.push(decision);
  }
`;

const GATED = {
  'src/permissions.ts': GATE,
  'src/agent.ts': agent({
    imports: "import { authorize } from './permissions.js';",
    beforeTool: `
      if (!(await authorize(call.name, input))) {
        results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
        continue;
      }
    `,
  }),
};

export const criterion: Criterion = {
  id: 'permission-audit/durable',
  title: 'Decisions survive a restart',
  statement: 'The record of permission decisions is stored so that a new process can read it.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact: 'The question "who allowed this?" is asked the next morning, when the process is long gone.',
  fix: 'Append decisions to a file or table when they are made, beside the event log or in it.',
  effort: 'hours',
  confirm: {
    given: 'a process that refuses {tool} and is then killed',
    when: 'a new process lists the decisions',
    then: 'the refusal is listed with tool, target, outcome and time',
  },
  signals: 'File appends, database inserts or session-store writes that receive permission decisions.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('decisions in a table', { ...GATED, 'src/decisions.ts': DATABASE + TYPE }),
  fail: example('decisions in an array', { ...GATED, 'src/decisions.ts': MEMORY + TYPE }),
};
