// What a user can start, as opposed to what the model can ask for: tables of commands, command trees of CLI libraries,
// and slash commands that only a condition knows.
import type { Codebase, KeyFact, ObjectNode, UserCommand, ValueNode } from '../../contracts.js';
import { mentions } from '../../words.js';

const ABOUT_COMMANDS = ['command', 'subcommand', 'slash', 'cmd'];
/** Lists of shell commands are data for a permission check, not a menu. */
const NOT_A_MENU = [
  'tool',
  'safe',
  'allow',
  'deny',
  'danger',
  'block',
  'shell',
  'bash',
  'read',
  'git',
  'forbid',
  'destructive',
  'script',
  'hook',
  'test',
  'build',
  'install',
  'verif',
  'exec',
  'process',
  'key',
  'binding',
  'type',
  'types',
  'editor',
  'spawn',
  'trust',
  'approv',
];
const NAME = /^(name|command|cmd|trigger|use|id|slash|label)$/i;
const SAYS = /^(description|desc|summary|help|short|handler|action|run|execute|usage|hint)$/i;
const SLASH = /^\/[a-z?][\w:-]*$/i;
const INPUT = [
  'input',
  'line',
  'text',
  'command',
  'cmd',
  'message',
  'msg',
  'prompt',
  'query',
  'trim',
  'slash',
  'answer',
  'user',
  'raw',
];
const ADDRESS = ['path', 'url', 'uri', 'route', 'request', 'req', 'endpoint', 'file', 'dir', 'method'];

/** The user's commands, by file, line and name. */
export function findCommands(code: Codebase): UserCommand[] {
  const tables = [...fromObjects(code), ...fromValues(code)];
  const found = [...several(tables), ...several(fromLibraries(code)), ...several(compared(code))];
  const first = new Map(found.map((c) => [`${c.site.file}\0${String(c.site.line).padStart(7, '0')}\0${c.name}`, c]));
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, c]) => c);
}

/** One command alone is the program itself. */
function several(commands: UserCommand[]): UserCommand[] {
  return commands.length > 1 ? commands : [];
}

function aboutMenu(name: string): boolean {
  return mentions(name, ABOUT_COMMANDS) && !mentions(name, NOT_A_MENU);
}

function literal(key: KeyFact | undefined): string | undefined {
  return key?.kind === 'string' && /^\/?[\w?][\w :<>[\].-]*$/.test(key.text) ? key.text : undefined;
}

/** `{ name: '/help', description, run }` in a collection, or of a type, that is called after commands. */
function fromObjects(code: Codebase): UserCommand[] {
  return code.objects.flatMap((object) => {
    const { fact, file } = object;
    const name = literal(fact.keys.find((k) => NAME.test(k.name)));
    if (name === undefined || !fact.keys.some((k) => SAYS.test(k.name))) return [];
    const slashed = SLASH.test(name) && name.startsWith('/');
    if (!slashed && !belongsToMenu(object)) return [];
    return [{ name, site: code.site(file.path, fact.line), how: 'table' }];
  });
}

function belongsToMenu({ fact, file }: ObjectNode): boolean {
  const outer = fact.parent === undefined ? undefined : file.objects[fact.parent];
  const places = [fact.typeName, fact.in, outer?.in, outer?.typeName].flatMap((text) => text ?? []);
  if (places.some(aboutMenu)) return true;
  const value = file.values.find((v) => v.object !== undefined && file.objects[v.object] === fact);
  return value?.type !== undefined && aboutMenu(value.type);
}

/** A record or list called after commands, or a record whose keys are slash commands; a bare list may hold folders. */
function fromValues(code: Codebase): UserCommand[] {
  return code.values.flatMap((value) => {
    if (
      mentions(`${value.fact.owner ?? ''} ${value.file.path.replace(/^.*\//, '')}`, ['key', 'binding']) ||
      isOne(value)
    )
      return [];
    const menu = value.fact.kind === 'object' || mentions(value.fact.name, ABOUT_COMMANDS);
    const slashed = menu ? value.fact.items.filter((item) => SLASH.test(item)) : [];
    const names = slashed.length > 1 ? slashed : aboutMenu(value.fact.name) ? rowsOf(value) : [];
    return names.map((name) => ({ name, site: code.site(value.file.path, value.fact.line), how: 'table' as const }));
  });
}

/** A single command: its keys are what one command has. */
function isOne({ file, fact }: ValueNode): boolean {
  const own = fact.object === undefined ? undefined : file.objects[fact.object];
  const keys = own?.keys.map((k) => k.name) ?? [];
  return keys.some((k) => NAME.test(k)) && keys.some((k) => SAYS.test(k));
}

/** Keys of a record; for a list of rows without keys, one entry per row. */
function rowsOf({ file, fact }: ValueNode): string[] {
  if (fact.kind === 'object') return fact.items.length > 1 ? fact.items : [];
  if (fact.kind !== 'array') return [];
  const rows = file.objects.filter((o) => o.context === 'element' && o.in === fact.name);
  const bare = rows.filter((o) => o.keys.length === 0);
  if (bare.length > 1) return bare.map((o) => `${o.typeName ?? 'row'} ${o.line}`);
  const nested = /^\s*\[\s*[[({]/.test(fact.text);
  return nested && fact.items.length > 3 ? fact.items.filter((item) => /^[a-z][\w-]*$/.test(item)) : [];
}

const ADDS_COMMAND =
  /^(add_parser|addCommand|AddCommand|add_command|registerCommand|register_command|RegisterCommand|registerSlashCommand|add_typer|subcommand)$/;
const COMMAND_DECORATOR = /\.(command|slash_command|group)(\(|$)/;

/** Command trees: commander, yargs, argparse, click, typer, cobra, clap. */
function fromLibraries(code: Codebase): UserCommand[] {
  const calls = code.calls.filter(({ fact }) => {
    if (fact.name === 'command' && fact.receiver !== '') return fact.args[0]?.kind === 'string';
    return ADDS_COMMAND.test(fact.name) && fact.args.length > 0;
  });
  const decorated = code.functions.filter((fn) => fn.fact.decorators.some((d) => COMMAND_DECORATOR.test(d)));
  const cobra = code.objects.filter(
    (o) => /(^|\.)Command$/.test(o.fact.typeName ?? '') && o.fact.keys.some((k) => k.name === 'Use'),
  );
  const clap = code.types.filter((t) => t.fact.bases.some((b) => /(^|::)Subcommand$/.test(b)));
  const sites: [string, string, number][] = [
    ...calls.map((c): [string, string, number] => [c.fact.args[0]?.text ?? c.fact.name, c.fn.file.path, c.fact.line]),
    ...decorated.map((fn): [string, string, number] => [fn.fact.name, fn.file.path, fn.fact.line]),
    ...cobra.map((o): [string, string, number] => [
      o.fact.keys.find((k) => k.name === 'Use')?.text ?? '',
      o.file.path,
      o.fact.line,
    ]),
    ...clap.flatMap((t) => t.fact.variants.map((v): [string, string, number] => [v, t.file.path, t.fact.line])),
  ];
  return sites.map(([name, file, line]) => ({ name, site: code.site(file, line), how: 'framework' }));
}

/** `if user_input == "/help"`. */
function compared(code: Codebase): UserCommand[] {
  return code.functions.flatMap((fn) =>
    fn.branches
      .filter((b) => b.kind !== 'else' && !mentions(b.idents.join(' '), ADDRESS) && mentions(b.idents.join(' '), INPUT))
      .flatMap((b) =>
        b.literals
          .filter((l) => SLASH.test(l))
          .map((name) => ({ name, site: code.site(fn.file.path, b.line), how: 'compared' as const })),
      ),
  );
}
