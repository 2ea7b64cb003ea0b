import type { Codebase, Criterion, FunctionNode, JudgeContext, Judgement, Site, UserCommand } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'tool-registry/command-split',
  title: 'Commands apart from tools',
  statement:
    'What a user can start (slash commands, subcommands) is kept in a registry of its own, apart from the tools of the model.',
  core: false,
  weight: 2,
  consequence: 'hard-to-change',
  impact:
    'Sooner or later the model can do what only the user should, such as clearing the session or changing a permission, or the user cannot find what the program offers.',
  fix: 'List user commands in their own table with name, description and function, and do not build the model request from it.',
  effort: 'hours',
  confirm: {
    given: 'the list of user commands and the list of tools',
    when: 'a test takes the tools sent by {loop} in its first request to a fake model',
    then: 'the request holds {tool} and 0 names from the list of user commands',
  },
  signals:
    'A table or command tree of user commands, and whether it is a different collection from the one the model is offered.',
  judge,
  pass: example('a table of slash commands beside the tools', {
    'src/commands.ts': `
      import { tools } from './tools.js';

      export interface Command {
        name: string;
        description: string;
        run(): string;
      }

      export const commands: Command[] = [
        { name: '/help', description: 'List the commands.', run: () => commands.map((c) => c.name + ' ' + c.description).join('\\n') },
        { name: '/tools', description: 'List the tools.', run: () => tools.map((tool) => tool.name).join('\\n') },
        { name: '/exit', description: 'Leave.', run: () => process.exit(0) },
      ];
    `,
    'src/cli.ts': `
      #!/usr/bin/env node
      import { createInterface } from 'node:readline/promises';
      import { run } from './agent.js';
      import { commands } from './commands.js';

      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      while (true) {
        const line = await terminal.question('> ');
        const command = commands.find((each) => each.name === line.trim());
        console.log(command ? command.run() : await run(line));
      }
    `,
  }),
  fail: example('slash commands that only the documents promise', {
    'src/agent.ts': agent({
      declare: '// User commands such as /help and /clear are registered apart from the tools.',
    }),
    'docs/commands.md': `
      # Commands

      - /help lists all commands
      - /clear starts a new session
    `,
  }),
};

function judge({ code, map }: JudgeContext): Judgement {
  const kept = map.commands.filter((c) => c.how !== 'compared');
  const groups = grouped(kept.length > 0 ? kept : map.commands).sort((a, b) => weight(b) - weight(a));
  const whole = gathered(code, map.commands);
  const signals = [
    ...whole,
    ...groups.slice(0, whole.length > 0 ? 0 : MOST_MENUS).map((commands): Signal => {
      const { how, site } = commands[0] as UserCommand;
      const fn = standsIn(code, site);
      const strength = how === 'compared' ? 'half' : 'full';
      return { strength, file: site.file, line: site.line, note: says(commands), ...(fn ? { fn } : {}) };
    }),
  ];
  return decide(code, signals, {
    met: 'User commands are kept in a collection of their own, apart from the tools of the model.',
    partial: 'User commands are apart from the tools, but only conditions know them: nothing can list them.',
    absent: 'Neither a table of commands nor a command tree nor a comparison with slash commands was found.',
  });
}

/** Where a table stands at the top of a file, some reached function of the file tells that it is alive. */
function standsIn(code: Codebase, { file, line }: Site): FunctionNode | undefined {
  const fn = code.at(file, line);
  return fn?.fact.kind === 'module' ? (code.functions.find((f) => f.file.path === file && f.wired) ?? fn) : fn;
}

const MOST_MENUS = 1;

/** Commands of one file that are kept in the same way, in their order. */
function grouped(commands: UserCommand[]): UserCommand[][] {
  const groups = new Map<string, UserCommand[]>();
  for (const c of commands)
    groups.set(`${c.site.file} ${c.how}`, [...(groups.get(`${c.site.file} ${c.how}`) ?? []), c]);
  return [...groups.values()];
}

/** The fullest first, and what a person types in the conversation before what starts a program. */
function weight(commands: UserCommand[]): number {
  const slashed = commands.filter((c) => c.name.startsWith('/')).length;
  return commands.length + slashed * SLASHED + (commands[0]?.how === 'table' ? 1 : 0);
}

const SLASHED = 20;

function says(commands: UserCommand[]): string {
  const [first] = commands as [UserCommand];
  const names = commands.map((c) => c.name).filter((n) => /^\/?[a-z][\w-]*$/.test(n));
  const some =
    names.length === commands.length ? `: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}` : '';
  const count = commands.length === 1 ? '1 command of the user' : `${commands.length} commands of the user`;
  if (first.how === 'compared') return `the first of ${count} that only conditions know${some}`;
  return first.how === 'table' ? `here begin ${count}${some}` : `here begin ${count} in a command tree${some}`;
}

/** The list or function that brings most of the commands together, where each is declared on its own. */
function gathered(code: Codebase, commands: UserCommand[]): Signal[] {
  const tables = commands.filter((c) => c.how === 'table');
  const sites = new Set(tables.map((c) => `${c.site.file}:${c.site.line}`));
  const names = new Set(code.values.filter((v) => sites.has(`${v.file.path}:${v.fact.line}`)).map((v) => v.fact.name));
  const least = Math.max(3, names.size / 4);
  const found = code.functions
    .filter((fn) => fn.fact.kind !== 'module' && fn.wired)
    .map((fn) => ({ fn, count: fn.fact.idents.filter((i) => names.has(i)).length }))
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.count - a.count)[0];
  if (found === undefined) return [];
  const { fn, count } = found;
  const note = `${fn.fact.name} brings ${count} commands of the user together`;
  return [{ strength: 'full', file: fn.file.path, line: fn.fact.line, note, fn }];
}
