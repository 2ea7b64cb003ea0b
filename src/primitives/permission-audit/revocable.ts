import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, cli, example } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { decisionZone, firmGates, noGate } from '../kit/permission.js';

const GRANTS = `
  import { existsSync, readFileSync, writeFileSync } from 'node:fs';

  export interface Grant {
    tool: string;
    /** Covers commands and paths that start with this. */
    prefix: string;
  }

  const FILE = '.agent/grants.json';

  export function listGrants(): Grant[] {
    return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Grant[]) : [];
  }

  export function addGrant(grant: Grant): void {
    writeFileSync(FILE, JSON.stringify([...listGrants(), grant]));
  }

  export function revokeGrant(index: number): void {
    writeFileSync(FILE, JSON.stringify(listGrants().filter((_, i) => i !== index)));
  }

  export function covers(tool: string, target: string): boolean {
    return listGrants().some((grant) => grant.tool === tool && target.startsWith(grant.prefix));
  }
`;

const GATE = `
  import { createInterface } from 'node:readline/promises';
  import { addGrant, covers } from './grants.js';

  export async function mayRun(tool: string, target: string): Promise<boolean> {
    if (tool === 'read_file' || covers(tool, target)) return true;
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question('Run ' + tool + ' ' + target + '? [y]es, [a]lways, [N]o ');
    terminal.close();
    if (answer === 'a') addGrant({ tool, prefix: target });
    return answer === 'y' || answer === 'a';
  }
`;

const COMMANDS = cli({
  imports: "import { listGrants, revokeGrant } from './grants.js';",
  before: `
    const [command, action, index] = process.argv.slice(2);
    if (command === 'grants') {
      if (action === 'revoke') revokeGrant(Number(index));
      console.table(listGrants());
      process.exit(0);
    }
  `,
});

const ASK = `
  import { createInterface } from 'node:readline/promises';

  export async function mayRun(tool: string, target: string): Promise<boolean> {
    if (tool === 'read_file') return true;
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question('Run ' + tool + ' ' + target + '? [y/N] ');
    terminal.close();
    return answer === 'y';
  }
`;

const LOGOUT = cli({
  imports: "import { rmSync } from 'node:fs';",
  before: `
    const revokeToken = () => rmSync('.agent/token', { force: true });
    if (prompt === 'logout') {
      revokeToken();
      process.exit(0);
    }
  `,
});

const GATED = agent({
  imports: "import { mayRun } from './permissions.js';",
  beforeTool: `
    if (!(await mayRun(call.name, input.command ?? input.path ?? ''))) {
      results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
      continue;
    }
  `,
});

export const criterion: Criterion = {
  id: 'permission-audit/revocable',
  title: 'Grants that can be taken back',
  statement: 'Remembered grants have a scope (command, path, session) and can be listed or revoked.',
  core: false,
  weight: 2,
  consequence: 'silent-harm',
  impact: 'One hasty "always allow" opens the door for good, and the user has forgotten that it is open.',
  fix: 'Store grants with a scope, show them in a command, and let the same command remove them. Let them end with the session unless the user says otherwise.',
  effort: 'hours',
  confirm: {
    given: 'a remembered grant for {tool} limited to one directory',
    when: 'the user revokes it and {tool} is asked for again',
    then: '{gate} asks again; before that, the grant did not cover another directory',
  },
  signals:
    'Functions of the decision that remember a grant beside functions that list or remove grants; a mode of permission that the user can switch back counts half.',
  judge,
  pass: example('grants with a prefix, listed and revoked by a command', {
    'src/grants.ts': GRANTS,
    'src/permissions.ts': GATE,
    'src/agent.ts': GATED,
    'src/cli.ts': COMMANDS,
  }),
  fail: example('no remembered grants; what is revoked is a login', {
    'docs/permissions.md': '# Permissions\n\nGrants can be listed with `grants` and taken back with `grants revoke`.\n',
    'src/permissions.ts': ASK,
    'src/agent.ts': GATED,
    'src/cli.ts': LOGOUT,
  }),
};

const GRANT = ['grant', 'approv', 'allow', 'permission', 'trust', 'whitelist', 'polic', 'consent'];
const REMOVE = ['revoke', 'remove', 'delete', 'clear', 'reset', 'forget', 'untrust', 'disallow'];
const LIST = ['=list', 'show', 'view', 'inspect', 'print', 'display'];
const REMEMBER = ['=add', 'remember', 'persist', '=save', 'store', 'record', 'always', 'update', 'grant'];

function judge(context: JudgeContext): Judgement {
  if (firmGates(context).length === 0) return absent(`No grants are remembered: ${noGate(context)}.`);
  const zone = new Set(decisionZone(context));
  const grants = context.code.functions.filter(
    (fn) =>
      fn.fact.kind !== 'module' &&
      !mentions(fn.fact.name, ['listener', 'handler', 'render', 'cache']) &&
      mentions(`${fn.fact.owner ?? ''} ${fn.fact.name}`, GRANT),
  );
  const kept = grants.filter((fn) => mentions(fn.fact.name, REMEMBER) && keeps(fn) && nearGate(fn, zone));
  const files = new Set(kept.map((fn) => fn.file));
  const undone = grants.filter((fn) => files.has(fn.file) && mentions(fn.fact.name, [...REMOVE, ...LIST]));
  const full = kept.length > 0 && undone.some((fn) => fn.wired);
  const signals = [...kept.slice(0, 1), ...undone.slice(0, 2)].map(
    (fn): Signal => ({
      strength: full ? 'full' : 'half',
      file: fn.file.path,
      line: fn.fact.line,
      note: undone.includes(fn) ? 'lists or removes grants' : 'remembers a grant',
      fn,
    }),
  );
  return decide(context.code, full ? signals : modes(context, zone), {
    met: 'Grants that are remembered can be listed or taken back.',
    partial: 'A mode that permits everything can be turned off again, but grants have no scope.',
    absent: 'No remembered grants with a scope were found that a function or command lists or takes back.',
  });
}

/** Writes, pushes or assigns something. */
function keeps(fn: FunctionNode): boolean {
  return (
    fn.assignments.length > 0 ||
    fn.calls.some((c) =>
      mentions(c.fact.name, [
        'write',
        'push',
        '=add',
        '=set',
        'insert',
        'append',
        '=save',
        'persist',
        'store',
        'publish',
        'update',
      ]),
    )
  );
}

function nearGate(fn: FunctionNode, zone: ReadonlySet<FunctionNode>): boolean {
  return zone.has(fn) || fn.callers.some((c) => zone.has(c)) || [...zone].some((z) => z.file === fn.file);
}

/** The mode that the decision reads is changed by what the user types, in the deciding code itself. */
function modes(_: JudgeContext, zone: ReadonlySet<FunctionNode>): Signal[] {
  const read = new Set(
    [...zone]
      .flatMap((fn) => [...fn.branches, ...fn.exits].map((x) => ('test' in x ? x.test : x.text)))
      .flatMap((t) => t.match(/[\w.]*\bmode\b/g) ?? []),
  );
  return [...zone].flatMap((fn) =>
    fn.assignments
      .filter(
        (a) =>
          a.target.includes('.') && read.has(a.target) && fn.fact.kind !== 'constructor' && fn.fact.name !== '__init__',
      )
      .map(
        (a) => ({ strength: 'half', file: fn.file.path, line: a.line, note: 'the user changes the mode', fn }) as const,
      ),
  );
}
