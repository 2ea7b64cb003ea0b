import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { kindByFields, kindOf, whileSettingUp } from '../kit/decision-records.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { complains, firstOfEach, holdsValue, isProper, recorded, recordsLeft, standing } from '../kit/logs.js';

const LOG = `
  import { appendFileSync } from 'node:fs';

  export function record(type: string, details: Record<string, unknown>): void {
    appendFileSync('events.jsonl', JSON.stringify({ type, at: Date.now(), ...details }) + '\\n');
  }
`;

const GATE = `
  import { createInterface } from 'node:readline/promises';
  import { record } from './log.js';

  export async function mayRun(tool: string, input: Record<string, string>): Promise<boolean> {
    if (tool === 'read_file') return true;
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const allowed = (await terminal.question('Run ' + tool + '? [y/N] ')) === 'y';
    terminal.close();
    record(allowed ? 'permission_granted' : 'permission_denied', { tool, input });
    return allowed;
  }
`;

export const criterion: Criterion = {
  id: 'event-log/decisions',
  title: 'Decisions in the log',
  statement:
    'Two or more kinds of the choices that shape a run are logged: which context was loaded, which tools or settings were set up, which model or route was taken, which permission was given or refused.',
  core: false,
  weight: 3,
  consequence: 'blind-operator',
  impact:
    'Two runs of the same request behave differently and nobody can say why: a missing context file and a wrong model look the same from outside.',
  fix: 'Log at the forks that exist already: after context and registry are built, where the model is picked, and at the gate.',
  effort: 'hours',
  confirm: {
    given: 'a run whose {gate} refuses {tool}',
    when: '{loop} ends',
    then: 'the log names the model in use, the context files that were loaded, and the refusal with tool and reason: at least 2 kinds of decision records',
  },
  signals:
    'Log calls next to context loading, registry or configuration set-up, model choice and permission decisions.',
  judge,
  pass: example('context, tools and permissions leave a record', {
    'src/log.ts': LOG,
    'src/permissions.ts': GATE,
    'src/agent.ts': agent({
      imports: `
        import { existsSync, readFileSync } from 'node:fs';
        import { record } from './log.js';
        import { mayRun } from './permissions.js';
      `,
      start: `
        const notes = existsSync('AGENTS.md') ? readFileSync('AGENTS.md', 'utf8') : '';
        record('context_loaded', { file: 'AGENTS.md', characters: notes.length });
        record('registry_initialised', { tools: tools.map((tool) => tool.name) });
      `,
      history: "{ role: 'user', content: notes }, ",
      beforeTool: `
        if (!(await mayRun(call.name, input))) {
          results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied by the user.', is_error: true });
          continue;
        }
      `,
    }),
  }),
  fail: example('only tool calls leave a record', {
    'docs/logging.md': '# Logging\n\nContext loading, routing, model choice and permission decisions are logged.\n',
    'src/log.ts': LOG,
    'src/agent.ts': agent({
      imports: "import { record } from './log.js';",
      afterTool: "record('tool_finished', { tool: call.name, characters: content.length });",
    }),
  }),
};

/** Steps from the main loop within which a record is its own. */
const NEAR = 6;

function judge(context: JudgeContext): Judgement {
  const far = standing(context);
  const all = recordsLeft(context)
    .filter((l) => l.kind !== 'console')
    .sort((a, b) => far(a.node) - far(b.node));
  const setUp = whileSettingUp(context);
  const told = all.flatMap((r) => {
    const named = kindOf(r);
    // What a user's command installs or switches off is no set-up of the run.
    const aside = named === 'set-up' && !setUp(r) && far(r.node) >= NEAR;
    const kind = (aside ? undefined : named) ?? kindByFields(context, r, setUp);
    return kind === undefined ? [] : [{ ...r, kindOf: kind }];
  });
  const proper = onePerKind(told.filter((r) => isProper(r) && r.node.wired));
  const text = onePerKind(told.filter((r) => r.attached && holdsValue(r) && !complains(r)));
  const full = proper.length > 1;
  const half = proper.length === 1 || text.length > 1 ? text : [];
  const signals: Signal[] = (full ? proper : half).map((r) =>
    recorded(r, full ? 'full' : 'half', `${r.kindOf} is recorded`),
  );
  return decide(context.code, signals, {
    met: `Decisions leave records: ${proper.map((r) => r.kindOf).join(', ')}.`,
    partial: 'Some decisions are logged, as text or of one kind only.',
    absent: 'No record of loaded context, tool set-up, model choice or permission was found in the log.',
  });
}

const onePerKind = <R extends { kindOf: string }>(list: R[]): R[] => firstOfEach(list, (r) => r.kindOf);
