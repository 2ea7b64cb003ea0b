import type { Criterion } from '../../contracts.js';
import { agent, example, tools } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'permission-system/containment',
  title: 'Contained effects',
  statement: 'What tools can touch is bounded by a sandbox, a container, or a border of paths that code enforces.',
  core: false,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'A single wrong path reaches SSH keys, other projects or the home folder; the damage of a mistake is the whole machine instead of one folder.',
  fix: 'Resolve every path (links too) and refuse what lies outside the workspace, and run shell commands in a container or an operating system sandbox.',
  effort: 'days',
  confirm: {
    given: 'a workspace folder, a file beside it, and a link in the workspace that points to that file',
    when: '{tool} is asked for "../secret.txt", for its absolute path, and for the link',
    then: 'all 3 are refused, and the file beside the workspace is neither read nor changed',
  },
  signals:
    'Path checks that refuse before a file effect, and shell or code effects that run inside a container or sandbox.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('files inside the workspace, commands inside a container', {
    'src/workspace.ts': `
      import { realpathSync } from 'node:fs';
      import { basename, dirname, join, resolve, sep } from 'node:path';

      export const root = realpathSync(process.cwd());

      export function inside(path: string): string {
        const full = resolve(root, path);
        const real = join(realpathSync(dirname(full)), basename(full));
        if (!real.startsWith(root + sep)) throw new Error('Outside the workspace: ' + path);
        return real;
      }
    `,
    'src/tools.ts': tools({
      imports: "import { execFileSync } from 'node:child_process';\nimport { inside, root } from './workspace.js';",
      runRead: "({ path }) => readFileSync(inside(path), 'utf8')",
      runWrite: "({ path, content }) => (writeFileSync(inside(path), content), 'written')",
      runBash: `
        ({ command }) => {
          const sandbox = ['run', '--rm', '--network', 'none', '-v', root + ':/work', '-w', '/work', 'node:20'];
          return execFileSync('docker', [...sandbox, 'sh', '-c', command], { encoding: 'utf8' });
        }
      `,
    }),
  }),
  fail: example('paths that are resolved and never checked', {
    'src/tools.ts': tools({
      imports: "import { resolve } from 'node:path';",
      declare: '// Sandbox: tools stay inside the workspace.',
      runRead: "({ path }) => readFileSync(resolve(process.cwd(), path), 'utf8')",
      runWrite: "({ path, content }) => (writeFileSync(resolve(process.cwd(), path), content), 'written')",
    }),
    'src/agent.ts': agent({ begin: "messages.push({ role: 'user', content: 'Never leave the workspace folder.' });" }),
  }),
};
