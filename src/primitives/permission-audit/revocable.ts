import type { Criterion } from '../../contracts.js';
import { agent, cli, example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
  signals: 'A store of remembered grants with a scope, and a function or command that lists or removes them.',
  judge: () => unknown('This criterion has no judge yet.'),
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
