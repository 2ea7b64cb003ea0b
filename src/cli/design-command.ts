// `harness design` as commander wants it told.
import { type Command, Option } from 'commander';
import { type ExitCode, HarnessError } from '../errors.js';
import type { DesignFlags, Terminal } from './design.js';
import type { Engine } from './evaluate.js';
import { type Io, widthFor } from './io.js';
import { questionsJson, questionsText } from './questions.js';
import { amount, price } from './review-options.js';
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
  const command = program
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
  addProposalOptions(command);
}

function addProposalOptions(command: Command): void {
  command
    .optionsGroup('Help by a model (nothing is sent without --provider):')
    .option('--provider <id>', 'let a model propose answers from the description: anthropic, openai')
    .option('-y, --yes', 'spend the estimate without asking', false)
    .option('--model <name>', 'model to ask')
    .option('--base-url <url>', 'address of a compatible server')
    .addOption(new Option('--max-cost <dollars>', 'do not ask when it may cost more (default: 0.5)').argParser(amount))
    .addOption(new Option('--price <in,out>', 'dollars per million tokens, for a model unknown here').argParser(price))
    .addOption(new Option('--timeout <seconds>', 'how long to wait for the answer (default: 60)').argParser(seconds));
}

function seconds(value: string): number {
  const number = Number(value);
  if (value !== '' && Number.isFinite(number) && number > 0) return number;
  throw new HarnessError(`no number of seconds: ${value}`, 'such as 120', 2);
}

const HELP = `
Examples:
  harness design                                       ask, then write to harness-design/
  harness design --brief brief.yaml --output design    without questions
  harness design --questions --format json             what a brief must answer
  harness design --brief brief.yaml --from ./repo      from the code as it is
  harness design --provider anthropic                  a model proposes answers, you confirm them
  harness design --brief part.yaml --provider openai --yes
  harness evaluate . --design design/harness.design.yaml
`;
