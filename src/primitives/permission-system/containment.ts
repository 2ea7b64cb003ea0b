import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { nearestFirst } from '../kit/dispatch-steps.js';
import { agent, example, tools } from '../kit/example.js';
import { inArm } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';

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
const BOXES: ReadonlySet<string> = new Set([
  'docker',
  'podman',
  'bwrap',
  'bubblewrap',
  'firejail',
  'sandbox-exec',
  '/usr/bin/sandbox-exec',
  'nsjail',
  'singularity',
  'apptainer',
  'runsc',
  'gvisor',
  'lxc',
  'nerdctl',
]);
const HALF_BOXES: ReadonlySet<string> = new Set(['unshare', 'chroot']);
const STARTS =
  /^(spawn\w*|exec\w*|run|Popen|check_output|check_call|call|Command|CommandContext|new|create_subprocess\w*|system|output)$/;
/** What stands behind the program's name on such a command line. */
const BOX_WORDS =
  /^(run|exec|create|--rm|--ro-bind|--bind|--network|--net=none|-p|--unshare-\w+|--die-with-parent|--volume|-v)$/;
const BOX_MODULES =
  /^(docker|dockerode|@?e2b.*|modal|daytona.*|@daytona.*|@vercel\/sandbox|wasmtime|pyodide|landlock|seccompiler|libseccomp|@anthropic-ai\/sandbox-runtime|testcontainers|isolated-vm|github\.com\/docker\/.*|bollard|nix::sched|runloop.*|blaxel.*)$/;

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

/** Container or sandbox programs that are started, and modules that run things inside one. */
function sandboxes(context: JudgeContext): Signal[] {
  const { code } = context;
  const at = (strength: Signal['strength'], fn: FunctionNode, line: number, box: string): Signal => ({
    strength,
    file: fn.file.path,
    line,
    note: `what runs is put inside ${box}`,
    fn,
  });
  const inFunctions = code.functions.flatMap((fn) => {
    if (mentions(fn.fact.name, ['probe', 'detect', 'availab', 'check', 'support', 'clean', 'remov', 'stop', 'destroy']))
      return [];
    const offered = fn.calls.filter((c) => c.module !== undefined && BOX_MODULES.test(c.module));
    const module = [RUNS_BOX, STARTS_BOX].flatMap((how) => offered.find((c) => how.test(c.fact.callee)) ?? [])[0];
    const inside = fn.calls.find((c) => /containers?\.(run|create)$/.test(c.fact.callee));
    if (module !== undefined)
      return [
        at(
          'full',
          fn,
          (RUNS_BOX.test(module.fact.callee) ? module : (inside ?? module)).fact.line,
          `what ${(module.module ?? '').split('.')[0]} starts`,
        ),
      ];
    const full = programs(fn).find((p) => BOXES.has(p.name));
    if (full !== undefined) return [at('full', fn, full.line, full.name)];
    const half = programs(fn).find((p) => HALF_BOXES.has(p.name));
    return half === undefined ? [] : [at('half', fn, half.line, half.name)];
  });
  return nearestFirst(context, [...inFunctions, ...configured(code)]);
}

/** Calls that run a box come before those that reach the service or name an image. */
const RUNS_BOX = /(^|\.)(create|run|exec\w*|start|launch)$|Sandbox\b(?!.*image)/i;

/** Calls of such a module that make or use a box. */
const STARTS_BOX = /create|run|sandbox|container|exec|from_env|docker|image|launch|start/i;

/** Looking after boxes is not running in one: removing, listing, probing. */
const TENDS =
  /^(rm|remove|stop|kill|list|ls|ps|images?|inspect|info|version|--version|device|config|pull|build|prune|true)$/;

function tends(fn: FunctionNode, line: number): boolean {
  const call = fn.calls.find((c) => c.fact.line === line && STARTS.test(c.fact.name));
  const words = fn.strings.filter((s) => call !== undefined && call.fact.line <= s.line && s.line <= call.fact.endLine);
  return (
    call !== undefined && words.some((s) => TENDS.test(s.value)) && !words.some((s) => /^(run|exec)$/.test(s.value))
  );
}

/** Programs a function starts or names as the first word of a command line, with what follows it. */
function programs(fn: FunctionNode): { name: string; line: number }[] {
  const started = fn.calls
    .filter((c) => STARTS.test(c.fact.name) && !tends(fn, c.fact.line))
    .flatMap((c) => c.fact.args.slice(0, 1).map((a) => ({ name: firstWord(a.text), line: c.fact.line })));
  const keyed = fn.objects.flatMap((o) =>
    o.keys
      .filter((k) => /^(program|command|cmd|executable|binary)$/.test(k.name))
      .map((k) => ({ name: firstWord(k.text), line: k.line })),
  );
  const lines = fn.strings.filter((s) => fn.strings.some((next) => BOX_WORDS.test(next.value)) && s.length < 30);
  const named = lines.filter((s) => !tends(fn, s.line) && !fn.branches.some((b) => b.line === s.line));
  return [...keyed, ...started, ...named.map((s) => ({ name: s.value, line: s.line }))];
}

function firstWord(text: string): string {
  return /[\w./-]+/.exec(text)?.[0] ?? '';
}

/** Where the function reads the setting, or else where it starts a program. */
function startedAt(fn: FunctionNode, name: string): number {
  const reads = (text: string): boolean => new RegExp(`\\b${name}\\b`).test(text);
  return (
    fn.assignments.find((a) => reads(a.text))?.line ??
    fn.calls.find((c) => c.fact.args.some((a) => reads(a.text)))?.fact.line ??
    fn.calls.find((c) => STARTS.test(c.fact.name))?.fact.line ??
    fn.fact.line
  );
}

/** A settings type whose executable is such a program by default, beside methods that start it. */
function configured(code: JudgeContext['code']): Signal[] {
  return code.types.flatMap(({ file, fact }) => {
    const member = fact.members.find(
      (m) =>
        m.value !== undefined &&
        /exec|binary|program|runtime|command/i.test(m.name) &&
        [...BOXES].some((b) => new RegExp(`\\b${b}\\b`).test(m.value as string)),
    );
    const starting = code.functions.filter((f) => f.file === file && f.calls.some((c) => STARTS.test(c.fact.name)));
    const fn = starting.find((f) => member !== undefined && f.fact.idents.includes(member.name)) ?? starting[0];
    return member === undefined || fn === undefined
      ? []
      : [
          {
            strength: 'full',
            file: file.path,
            line: startedAt(fn, member.name),
            note: `${member.name} is started around what runs`,
            fn,
          } as const,
        ];
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
