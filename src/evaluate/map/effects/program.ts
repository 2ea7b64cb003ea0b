// A call that always starts the same program is less than a shell: the model gives arguments, not commands.
import type { CallFact } from '../../../contracts.js';

/** Programs that run what their arguments say, or destroy by themselves: a shell in all but name. */
const SHELLS = new Set(
  'sh bash zsh dash fish ksh cmd powershell pwsh python python2 python3 node deno bun ruby perl php lua env xargs sudo su doas ssh docker podman kubectl osascript npx npm pnpm yarn uvx uv make awk find tmux screen rm eval'.split(
    ' ',
  ),
);
const NAMES_PROGRAM =
  /(^|[.:])(spawn|spawnSync|execFile|execFileSync|execa|execaSync|Command|CommandContext|new|create_subprocess_exec)$/;
/** A variable named after one program: `rgPath`, `git_bin`, `this.ffmpegPath`. */
const KEPT_IN = /^&?(?:[\w$]+\.)*_?([a-z][a-z0-9]*?)_?(?:[Pp]ath|[Bb]in|[Bb]inary|[Ee]xe|[Ee]xecutable)$/;
/** What such a variable is called when it may hold any program. */
const ANY = new Set(
  'shell exec bin command cmd tool script program file full base abs real user process run'.split(' '),
);
const ON = /shell\s*[:=]\s*(true|True)/;

/** The one program that a process call starts; undefined when the caller decides what runs. */
export function fixedProgram({ callee, args }: CallFact): string | undefined {
  if (args.some((a) => (a.name === 'shell' && !/^(false|False)$/.test(a.text)) || ON.test(a.text))) return undefined;
  const given = args.filter((a) => a.name === undefined);
  const kept = keptProgram(callee, given);
  if (kept !== undefined) return kept;
  const named = NAMES_PROGRAM.test(callee) ? given.find((a) => a.kind === 'string')?.text : undefined;
  const [first] = given;
  const listed = first?.kind === 'array' ? /^\[\s*["']([^"']+)["']/.exec(first.text)?.[1] : undefined;
  const program = listed ?? (first?.kind === 'string' || /Context$/.test(callee) ? named : undefined);
  const name = program
    ?.split('/')
    .at(-1)
    ?.replace(/\.exe$/i, '');
  return name === undefined || !/^[\w.+-]+$/.test(name) || SHELLS.has(name.toLowerCase()) ? undefined : name;
}

/** The program that a variable is named after: `spawn(rgPath, args)`, `run([git_bin, "diff"])`. */
function keptProgram(callee: string, given: CallFact['args']): string | undefined {
  const [first, second] = given;
  const at = /Context$/.test(callee) ? second : first;
  const variable =
    at?.kind === 'array' ? /^\[\s*([\w$.]+)\s*,/.exec(at.text)?.[1] : NAMES_PROGRAM.test(callee) ? at?.text : undefined;
  const name = KEPT_IN.exec(variable ?? '')?.[1]?.toLowerCase();
  return name === undefined || ANY.has(name) || SHELLS.has(name) ? undefined : name;
}

/** Asks a program whether it is there, and nothing else: `spawnSync(cmd, ["--version"])`. */
export function isProbe({ args }: CallFact): boolean {
  return args.some((a) => /^(\[[^,\]]*,?\s*)?["'`]?(--version|--help|-V)["'`]?\s*\]?$/.test(a.text));
}
