import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { firmGates, noGate } from '../kit/permission.js';
import { lasting, records } from '../kit/permission-record.js';
import { eachTurnFirst, keepers, sessionWrites } from '../kit/sessions.js';

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
  signals:
    'Lasting writes that the record of a decision reaches; a stored session that holds refusals as results counts half.',
  judge,
  pass: example('decisions in a table', { ...GATED, 'src/decisions.ts': DATABASE + TYPE }),
  fail: example('decisions in an array', { ...GATED, 'src/decisions.ts': MEMORY + TYPE }),
};

function judge(context: JudgeContext): Judgement {
  if (firmGates(context).length === 0) return absent(`There are no decisions to keep: ${noGate(context)}.`);
  const recorded = records(context);
  const own = recorded.filter((r) => r.strength === 'full' && r.fn !== undefined && lasting(context, r.fn, r.line));
  const sessions = sessionWrites(context).filter((write) => write.store.duringRun);
  const store = keepers(eachTurnFirst(context, sessions))[0]?.store;
  const carried: Signal[] =
    store === undefined || recorded.length === 0
      ? []
      : [
          { strength: 'half', file: store.site.file, line: store.site.line, note: 'the transcript is stored' },
          ...halved(recorded),
        ];
  return decide(context.code, own.length > 0 ? own : carried, {
    met: 'The record of a decision is written to lasting storage.',
    partial: recorded.some((r) => r.strength === 'full')
      ? 'Decisions are recorded, but no write of that record to lasting storage could be followed; the session is stored.'
      : 'Only what the transcript says about a refusal is stored, with the session.',
    absent: 'No file, table or session store receives what was decided.',
  });
}

function halved(signals: Signal[]): Signal[] {
  return signals.map((s) => ({ ...s, strength: 'half' }));
}
