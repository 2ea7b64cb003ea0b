// `harness evaluate`: from the command line to a report and an exit code.
import { basename } from 'node:path';
import type { Catalogue, Design, EvaluateOptions, Facts, Report, Reporter, Severity } from '../contracts.js';
import { type ExitCode, HarnessError } from '../errors.js';
import { checkDesign } from '../evaluate/design-check.js';
import { readDesign } from '../evaluate/design-file.js';
import { type Demands, exitCode } from '../evaluate/gate.js';
import { compareSeverity } from '../evaluate/score/severity.js';
import { checkWritable, read, readFacts, write } from './files.js';
import { type Io, wantsColor, widthFor } from './io.js';
import { type Progress, progressOn } from './progress.js';
import { restrict } from './restrict.js';
import { checkReview, type ReviewFlags, reviewOption } from './review.js';
import { scopeFolders, targetDirectory } from './target.js';

/** A severity, or more than the design says. */
export type FailOn = Severity | 'drift';

/** What the command line asks for; values are known to be valid. */
export interface EvaluateFlags extends ReviewFlags {
  reporter: Reporter;
  minSeverity: Severity;
  scope: string[];
  primitive: string[];
  quiet: boolean;
  output?: string;
  saveFacts?: string;
  facts?: string;
  design?: string;
  failOn: FailOn[];
  phase?: number;
  width?: number;
}

/** The pipeline, given by the caller so that a command can be tested without a repository. */
export interface Engine {
  evaluate(root: string, options: EvaluateOptions): Promise<Report>;
  evaluateFacts(facts: Facts, options: EvaluateOptions): Promise<Report>;
  catalogue: Catalogue;
  tool: { name: string; version: string };
}

/** Evaluates, writes the report, and answers with the exit code. @throws HarnessError for what the user can mend. */
export async function runEvaluate(
  path: string | undefined,
  flags: EvaluateFlags,
  engine: Engine,
  io: Io,
): Promise<ExitCode> {
  for (const file of [flags.output, flags.saveFacts, flags.reviewPacket, flags.log])
    if (file !== undefined) checkWritable(io, file);
  checkReview(flags);
  const design = designOf(flags, engine, io);
  const progress = progressOn(io, flags.quiet);
  let report: Report;
  try {
    report =
      flags.facts === undefined
        ? await fresh(path ?? '.', flags, engine, io, progress)
        : await replay(path, flags, engine, io, progress);
  } finally {
    progress.clear();
  }
  const checked = design === undefined ? report : { ...report, design: checkDesign(design, report, engine.catalogue) };
  if (!flags.dryRun || !report.harness.found) deliver(checked, flags, io);
  return exitCode(checked, demands(flags));
}

/** The design that the code is held to, if any. @throws HarnessError (exit code 2) */
function designOf({ design: file, failOn, phase }: EvaluateFlags, engine: Engine, io: Io): Design | undefined {
  if (file === undefined) {
    const needs = phase !== undefined ? '--phase' : failOn.includes('drift') ? '--fail-on drift' : undefined;
    if (needs === undefined) return undefined;
    throw new HarnessError(`${needs} holds the code to a design`, 'add --design harness.design.yaml', 2);
  }
  const design = readDesign(read(io, file), file, engine.catalogue);
  const numbers = design.phases.map(({ number }) => number);
  if (phase !== undefined && !numbers.includes(phase)) {
    throw new HarnessError(`${file} has no phase ${phase}`, `its phases are ${numbers.join(', ')}`, 2);
  }
  return design;
}

function demands({ failOn, phase }: EvaluateFlags): Demands {
  const severities = failOn.filter((one) => one !== 'drift').sort(compareSeverity);
  const mildest = severities.at(-1);
  return {
    noDrift: failOn.includes('drift'),
    ...(mildest === undefined ? {} : { failOn: mildest }),
    ...(phase === undefined ? {} : { phase }),
  };
}

async function fresh(path: string, flags: EvaluateFlags, engine: Engine, io: Io, progress: Progress): Promise<Report> {
  const root = targetDirectory(io, path);
  const { saveFacts } = flags;
  return engine.evaluate(root, {
    tool: engine.tool,
    catalogue: engine.catalogue,
    onProgress: progress.show,
    ...(flags.scope.length === 0 ? {} : { scope: scopeFolders(io, root, flags.scope) }),
    ...(saveFacts === undefined
      ? {}
      : { onFacts: (facts: Facts) => write(io, saveFacts, `${JSON.stringify(facts)}\n`) }),
    ...(await reviewOption(root, flags, { ...engine, io, progress })),
  });
}

async function replay(
  path: string | undefined,
  flags: EvaluateFlags,
  engine: Engine,
  io: Io,
  progress: Progress,
): Promise<Report> {
  const file = flags.facts ?? '';
  if (path !== undefined) throw new HarnessError('a path and --facts cannot go together', 'leave out one of them', 2);
  if (flags.saveFacts !== undefined) {
    throw new HarnessError(
      '--facts and --save-facts cannot go together',
      `${basename(file)} already holds the facts`,
      2,
    );
  }
  const facts = readFacts(io, file);
  const scope = flags.scope.map((folder) => folder.replace(/\/+$/, ''));
  const unknown = scope.find((folder) => !facts.files.some((f) => f.path.startsWith(`${folder}/`)));
  if (unknown !== undefined) {
    throw new HarnessError(`no such folder in the facts: ${unknown}`, 'name it relative to the evaluated path', 2);
  }
  return engine.evaluateFacts(facts, {
    tool: engine.tool,
    catalogue: engine.catalogue,
    onProgress: progress.show,
    ...(scope.length === 0 ? {} : { scope }),
  });
}

function deliver(report: Report, flags: EvaluateFlags, io: Io): void {
  const { output, reporter, minSeverity } = flags;
  const text = reporter.render(restrict(report, flags.primitive), {
    width: widthFor(io, flags.width),
    color: output === undefined && wantsColor(io),
    minSeverity,
  });
  if (output === undefined) io.out(text);
  else write(io, output, text);
  if (output !== undefined && !flags.quiet) io.err(`wrote ${output}\n`);
}
