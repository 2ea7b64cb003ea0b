// Where commands or code are put inside a sandbox or container: the call that starts one, told by the program or the module.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { literally, mentions } from '../../words.js';
import { nearestFirst } from './dispatch-steps.js';
import type { Signal } from './judgement.js';

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

/** Container or sandbox programs that are started, and modules that run things inside one. */
export function sandboxes(context: JudgeContext): Signal[] {
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
  const reads = (text: string): boolean => new RegExp(`\\b${literally(name)}\\b`).test(text);
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
