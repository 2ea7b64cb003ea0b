// `harness design` as commander wants it told.
import { type Command, Option } from 'commander';
import { type ExitCode, HarnessError } from '../errors.js';
import type { DesignFlags, Terminal } from './design.js';
import type { Engine } from './evaluate.js';
import { type Io, widthFor } from './io.js';
import { questionsJson, questionsText } from './questions.js';
import { known } from './suggest.js';

export interface DesignSetup {
  engine: Engine;
  io: Io;
  /** Given only when somebody sits at it. */
  terminal?: Terminal;
  /** Receives the exit code of the command that ran. */
  done(code: ExitCode): void;
}

interface Options extends DesignFlags {
  questions: boolean;
  format?: string;
}

const FORMATS = ['text', 'json'];

export function addDesignCommand(program: Command, { engine, io, terminal, done }: DesignSetup): void {
  program
    .command('design')
    .summary('plan the harness of a product before it is built')
    .description('Asks about a product, or reads a brief, and writes an architecture that evaluate can check later.')
    .option('-b, --brief <file>', 'answers as YAML; nothing that stands in it is asked')
    .option('-o, --output <folder>', 'where the design goes', 'harness-design')
    .option('--force', 'write over files of the same name', false)
    .option('--summary', 'also write SUMMARY.md, one page', false)
    .option('--issues', 'also write ISSUES/phase-N.md, a list of work for each phase', false)
    .option('--from <repo>', 'start from the code of a repository: what to keep, build and settle')
    .option('--resume', 'continue an interview that was interrupted', false)
    .option('--questions', 'print the questions and stop', false)
    .addOption(
      new Option('-f, --format <format>', `how to print the questions: ${FORMATS.join(', ')}`).argParser((value) =>
        known('format', value, FORMATS, `formats are ${FORMATS.join(', ')}`),
      ),
    )
    .addOption(new Option('--debug', 'show where an error happened'))
    .addHelpText('after', HELP)
    .action(async ({ questions, format, ...flags }: Options) => {
      if (format !== undefined && !questions) {
        throw new HarnessError('--format belongs to --questions', 'leave it out, or add --questions', 2);
      }
      if (questions) io.out(format === 'json' ? questionsJson() : questionsText(widthFor(io)));
      // Templates and their engine are loaded when something is designed, not for every command.
      done(questions ? 0 : await (await import('./design.js')).runDesign(flags, engine, io, terminal));
    });
}

const HELP = `
Examples:
  harness design                                       ask, then write to harness-design/
  harness design --brief brief.yaml --output design    without questions
  harness design --questions --format json             what a brief must answer
  harness design --brief brief.yaml --from ./repo      from the code as it is
  harness evaluate . --design design/harness.design.yaml
`;
