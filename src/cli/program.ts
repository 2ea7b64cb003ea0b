// The commands, their options and their help, as commander wants them told.
import { Command, Option } from 'commander';
import type { Catalogue, Reporter, Severity } from '../contracts.js';
import { HarnessError } from '../errors.js';
import { catalogueJson, findPrimitive, overview, primitivePage } from './catalogue.js';
import { addDesignCommand, type DesignSetup } from './design-command.js';
import { type EvaluateFlags, type FailOn, runEvaluate } from './evaluate.js';
import { explain } from './explain.js';
import { widthFor } from './io.js';
import { addMcpCommand } from './mcp.js';
import { addReviewOptions, REVIEW_HELP } from './review-options.js';
import { addSkillCommand } from './skill.js';
import { known } from './suggest.js';

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export interface Setup extends DesignSetup {
  reporters: readonly Reporter[];
  /** Path of the script that runs. */
  script: string;
}

/** The whole command line. It throws CommanderError or HarnessError for wrong usage and never exits. */
export function buildProgram(setup: Setup): Command {
  const { io, engine } = setup;
  const program = new Command('harness')
    .description(
      'Judges agent harnesses: the part around the model, by twelve primitives, with evidence and without an LLM.',
    )
    .version(engine.tool.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addOption(new Option('--debug', 'show where an error happened'))
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => undefined, getOutHelpWidth: () => 80 })
    .addHelpText('after', HELP);
  evaluateCommand(program, setup);
  addDesignCommand(program, setup);
  catalogueCommand(program, setup);
  explainCommand(program, setup);
  addSkillCommand(program, { io, version: engine.tool.version, done: setup.done });
  addMcpCommand(program, setup);
  return program;
}

function evaluateCommand(program: Command, setup: Setup): void {
  const { io, engine, reporters } = setup;
  const command = program
    .command('evaluate')
    .summary('judge the harness of a repository')
    .description('Finds the agent harness in a repository and judges it. Nothing of the repository is executed.')
    .argument('[path]', 'folder of the repository (default: .)')
    .addOption(formatOption(reporters.map((r) => r.id)))
    .option('-o, --output <file>', 'write the report to a file')
    .option('--scope <dir>', 'judge this folder as the harness; may be repeated', collect, [])
    .option('--primitive <id>', 'show only this primitive; may be repeated', primitives(engine.catalogue), [])
    .option('--min-severity <severity>', `leave out findings below it: ${SEVERITIES.join(', ')}`, severity, 'low')
    .option(
      '--fail-on <what>',
      'exit 1 on a finding this severe, or on drift from --design; may be repeated',
      failOn,
      [],
    )
    .option('--save-facts <file>', 'keep what was gathered, to judge it again later')
    .option('--facts <file>', 'judge saved facts instead of a path')
    .option('--design <file>', 'hold the code to a harness.design.yaml: promises by phase, and drift')
    .option('--phase <number>', 'exit 1 when a promise of --design up to this phase is not met', phase)
    .option('-q, --quiet', 'no progress and no notes on standard error', false)
    .addOption(new Option('--debug', 'show where an error happened'))
    .addOption(new Option('--width <columns>', 'columns of the terminal report').argParser(columns).hideHelp())
    .addHelpText('after', `${EVALUATE_HELP}${REVIEW_HELP}`)
    .action(async (path: string | undefined, options: Options) =>
      setup.done(await runEvaluate(path, flags(options, reporters), engine, io)),
    );
  addReviewOptions(command);
}

function catalogueCommand(program: Command, { engine, io, done }: Setup): void {
  program
    .command('catalogue')
    .summary('tell what the twelve primitives are')
    .description('Lists the twelve primitives, or tells everything about one.')
    .argument('[primitive]', 'id of a primitive, such as permission-system')
    .addOption(formatOption(['terminal', 'json']))
    .addHelpText('after', '\nExamples:\n  harness catalogue\n  harness catalogue session-persistence\n')
    .action((id: string | undefined, { format }: { format: string }) => {
      const width = widthFor(io);
      if (format === 'json') io.out(catalogueJson(engine.catalogue, id));
      else io.out(id === undefined ? overview(engine.catalogue, width) : primitivePage(engine.catalogue, id, width));
      done(0);
    });
}

function explainCommand(program: Command, { engine, io, done }: Setup): void {
  program
    .command('explain')
    .summary('tell how one criterion is judged and proved')
    .description('Tells what a criterion asks, what its verdict rests on, how to fix it, and the test that proves it.')
    .argument('<criterion>', 'id of a criterion or practice, such as permission-system/gate')
    .addHelpText(
      'after',
      '\nExamples:\n  harness explain permission-system/gate\n  harness explain practice/model-swap\n',
    )
    .action((id: string) => {
      io.out(explain(engine.catalogue, id, widthFor(io)));
      done(0);
    });
}

interface Options extends Omit<EvaluateFlags, 'reporter'> {
  format: string;
}

function flags({ format, ...rest }: Options, reporters: readonly Reporter[]): EvaluateFlags {
  return { ...rest, reporter: reporters.find((r) => r.id === format) as Reporter };
}

function formatOption(formats: string[]): Option {
  const [first = ''] = formats.includes('terminal') ? ['terminal'] : formats;
  return new Option('-f, --format <format>', `how to report: ${formats.join(', ')}`)
    .argParser((value) => known('format', value, formats, `formats are ${formats.join(', ')}`))
    .default(first);
}

function severity(value: string): Severity {
  return known('severity', value, SEVERITIES, `severities are ${SEVERITIES.join(', ')}`);
}

function failOn(value: string, before: FailOn[]): FailOn[] {
  const values: readonly FailOn[] = [...SEVERITIES, 'drift'];
  return [...before, known('demand', value, values, `demands are ${values.join(', ')}`)];
}

function phase(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new HarnessError(`no number of a phase: ${value}`, 'such as 1', 2);
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function primitives(catalogue: Catalogue): (value: string, before: string[]) => string[] {
  return (value, before) => [...before, findPrimitive(catalogue, value).id];
}

function columns(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new HarnessError(`no number of columns: ${value}`, 'such as 80', 2);
  return count;
}

const HELP = `
Examples:
  harness evaluate                        judge the repository in this folder
  harness evaluate ../agent -f markdown   everything, as Markdown
  harness design --brief brief.yaml       plan a harness before it is built
  harness catalogue permission-system     what a primitive is and why it matters
  harness explain permission-system/gate  how one criterion is judged

Exit codes:
  0  done
  1  what --fail-on or --phase demands does not hold
  2  wrong usage
  3  nothing to evaluate: no agent harness was found
  4  the analysis could not be completed
`;

const EVALUATE_HELP = `
Examples:
  harness evaluate ./repo
  harness evaluate ./repo --format json --output report.json
  harness evaluate ./repo --scope packages/core --primitive permission-system
  harness evaluate ./repo --save-facts facts.json
  harness evaluate --facts facts.json --format markdown
  harness evaluate . --fail-on critical
  harness evaluate . --design harness-design/harness.design.yaml
  harness evaluate . --design harness-design/harness.design.yaml --phase 1 --fail-on drift
`;
