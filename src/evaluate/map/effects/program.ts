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
const ON = /shell\s*[:=]\s*(true|True)/;

/** The one program that a process call starts; undefined when the caller decides what runs. */
export function fixedProgram({ callee, args }: CallFact): string | undefined {
  if (args.some((a) => (a.name === 'shell' && !/^(false|False)$/.test(a.text)) || ON.test(a.text))) return undefined;
  const given = args.filter((a) => a.name === undefined);
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
