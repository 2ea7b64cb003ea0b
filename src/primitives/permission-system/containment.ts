import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { nearestFirst } from '../kit/dispatch-steps.js';
import { agent, example, tools } from '../kit/example.js';
import { inArm } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { sandboxes } from '../kit/sandboxes.js';

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
    when: '{files} is asked for "../secret.txt", for its absolute path, and for the link',
    then: 'all 3 are refused, and the file beside the workspace is neither read nor changed',
  },
  signals:
    'Functions that file tools call which resolve a path, compare it with a root and refuse; programs and modules that run commands or code inside a container or sandbox.',
  judge,
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

const RESOLVES =
  /^(resolve|realpath\w*|normalize|normpath|abspath|absolute|canonicalize|Abs|Clean|EvalSymlinks|relative|Rel|expanduser|canonicalize_\w+|resolve_?\w*path\w*|validate_?path\w*)$/i;
const COMPARES =
  /\b(startsWith|starts_with|startswith|HasPrefix|is_?relative_?to|relative_to|relative|Rel|strip_prefix|commonpath|samefile|\w*is_?(path_?)?(with)?in\w*|\w*within\w*|\w*is_?inside\w*|\w*(outside|escapes?)\w*|is_?sub_?path\w*|contains_?path|isPathAllowed|parents|IsLocal)\b/i;
const ROOT =
  /\b\w*(root|workspace\w*|cwd|base_?(dir|path)\w*|work_?(ing)?_?dir\w*|project_?(dir|path|root)|sandbox\w*|allowed_?(dir|path|root)\w*|boundary)\b/i;
function judge(context: JudgeContext): Judgement {
  const { map, code } = context;
  const boxes = sandboxes(context);
  const borders = pathBorders(context);
  const runs = map.capabilities.shell || map.capabilities.codeExecution;
  const strong = boxes.filter((b) => b.strength === 'full');
  const full = strong.length > 0 || (borders.length > 0 && !runs);
  const signals = [...boxes, ...borders].map(
    (s): Signal => ({ ...s, strength: full && (s.strength === 'full' || !runs) ? 'full' : 'half' }),
  );
  return decide(code, signals, {
    met:
      strong.length > 0
        ? 'Commands or code can run inside a sandbox or container.'
        : 'File tools refuse paths outside their border.',
    partial:
      borders.length > 0
        ? 'File tools refuse paths outside their border, but commands run unconfined.'
        : 'Commands are confined in part only.',
    absent: 'No tool refuses a path outside a workspace, and no command or code runs in a sandbox or container.',
  });
}

/** Functions that file tools call, which resolve a path, compare it with a root, and refuse. */
function pathBorders(context: JudgeContext): Signal[] {
  const { code, path } = context;
  const near = path.tools.size > 0 ? path.tools : path.from;
  const found = code.functions
    .filter((fn) => near.has(fn))
    .flatMap((fn) => {
      const branch = fn.branches.find(
        (b) => b.kind !== 'catch' && refuses(fn, b) && COMPARES.test(b.test) && about(fn, b.test),
      );
      if (branch === undefined || !resolves(fn)) return [];
      return [
        {
          strength: 'half',
          file: fn.file.path,
          line: branch.line,
          note: 'refuses a path outside the border',
          fn,
        } as const,
      ];
    });
  return nearestFirst(context, found);
}

function about(fn: FunctionNode, test: string): boolean {
  return (
    ROOT.test(test) ||
    mentions(test, ['path', 'within', 'workspace', 'inside', 'outside']) ||
    mentions(fn.fact.name, ['path', 'workspace', 'inside', 'within'])
  );
}

function refuses(fn: FunctionNode, branch: BranchFact): boolean {
  if (branch.exit === 'throw') return true;
  return (
    branch.exit === 'return' &&
    fn.exits.some(
      (e) =>
        inArm(branch, e.line) &&
        e.kind === 'return' &&
        /err|Err|fail|denied|invalid|null|None|false|False/.test(e.text),
    )
  );
}

function resolves(fn: FunctionNode): boolean {
  return [fn, ...fn.callees].some((f) => f.calls.some((c) => RESOLVES.test(c.fact.name)));
}
