import type { Criterion, JudgeContext, Judgement, UserCommand } from '../../contracts.js';
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
  const signals = largestFirst(map.commands).map(({ name, site, how }): Signal => {
    const fn = code.at(site.file, site.line);
    const note = how === 'compared' ? `only a condition knows ${name}` : `lists the command ${name}`;
    return {
      strength: how === 'compared' ? 'half' : 'full',
      file: site.file,
      line: site.line,
      note,
      ...(fn ? { fn } : {}),
    };
  });
  return decide(code, signals, {
    met: 'User commands are kept in a collection of their own, apart from the tools of the model.',
    partial: 'User commands are apart from the tools, but only conditions know them: nothing can list them.',
    absent: 'Neither a table of commands nor a command tree nor a comparison with slash commands was found.',
  });
}

/** Commands of the fullest file first: that is where the collection is; a lone command elsewhere says less. */
function largestFirst(commands: UserCommand[]): UserCommand[] {
  const many = (c: UserCommand): number =>
    commands.filter((d) => d.site.file === c.site.file && d.how === c.how).length + (c.how === 'table' ? 1 : 0);
  return [...commands].sort((a, b) => many(b) - many(a));
}
