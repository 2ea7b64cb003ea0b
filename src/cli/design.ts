// `harness design`: from a brief, or an interview, to the files of a design.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Brief, Interview, PartialBrief, Question, Report } from '../contracts.js';
import { contradictions } from '../design/brief/contradictions.js';
import { readBrief, writeBrief } from '../design/brief/file.js';
import { fill } from '../design/fill.js';
import { migrate } from '../design/migrate.js';
import { plan } from '../design/plan.js';
import { next } from '../design/questions.js';
import { type ExitCode, HarnessError } from '../errors.js';
import { checkFolder, writeFiles } from './design-output.js';
import type { Engine } from './evaluate.js';
import { read, write } from './files.js';
import type { Io } from './io.js';
import { targetDirectory } from './target.js';

/** What the command line asks for. */
export interface DesignFlags {
  brief?: string;
  output: string;
  force: boolean;
  summary: boolean;
  issues: boolean;
  resume: boolean;
  from?: string;
}

/** Where answers are kept while an interview goes on; removed by nobody but the user. */
const DRAFT = 'harness.brief.yaml';

/** Designs, writes the files and says which. `interview` is there only when somebody can be asked. */
export async function runDesign(
  flags: DesignFlags,
  engine: Engine,
  io: Io,
  interview: (() => Promise<Interview>) | undefined,
): Promise<ExitCode> {
  checkFolder(io, flags.output, flags.force);
  const given = start(flags, io);
  const brief = await complete(given, flags, io, interview);
  const design = plan(brief, engine.catalogue);
  const report = flags.from === undefined ? undefined : await current(flags.from, engine, io);
  const whole = report === undefined ? design : migrate(design, report);
  const written = writeFiles(io, flags.output, fill(whole, engine.catalogue, flags));
  for (const file of written) io.out(`wrote ${file}\n`);
  return 0;
}

/** The answers there are before anybody is asked. */
function start({ brief, resume }: DesignFlags, io: Io): PartialBrief {
  if (brief !== undefined && resume) {
    throw new HarnessError(
      '--brief and --resume cannot go together',
      'a brief continues by itself: leave out --resume',
      2,
    );
  }
  if (brief !== undefined) return readBrief(read(io, brief), brief);
  const saved = existsSync(resolve(io.cwd, DRAFT));
  if (resume && !saved) {
    throw new HarnessError(`nothing to resume: there is no ${DRAFT} here`, 'begin with harness design', 2);
  }
  if (!resume && saved) {
    throw new HarnessError(
      `${DRAFT} holds the answers of an interview`,
      `continue with --resume, or move ${DRAFT} away to begin anew`,
      2,
    );
  }
  return resume ? readBrief(read(io, DRAFT), DRAFT) : {};
}

/** The whole brief: as given, or with what was asked. @throws HarnessError (exit code 2) that lists what is missing */
async function complete(
  given: PartialBrief,
  { brief }: DesignFlags,
  io: Io,
  interview: (() => Promise<Interview>) | undefined,
): Promise<Brief> {
  const missing = next(given);
  const against = contradictions(given);
  if (missing.length === 0 && against.length === 0) return { version: 1, ...given } as Brief;
  if (interview !== undefined) {
    const ask = await interview();
    return ask(given, { save: (answers) => write(io, brief ?? DRAFT, writeBrief(answers)) });
  }
  const [contradiction, ...others] = against;
  if (contradiction !== undefined) {
    const rest = others.map(({ says, ask }) => `\n  ${says}\n    ${ask}`).join('');
    throw new HarnessError(
      `the answers contradict each other: ${contradiction.says}`,
      `${contradiction.ask}${rest}`,
      2,
    );
  }
  throw unanswered(given, brief, io.confirm !== undefined);
}

function unanswered(given: PartialBrief, brief: string | undefined, atTerminal: boolean): HarnessError {
  const missing = next(given);
  const list = missing.map((question) => `\n    ${question.id}: ${question.ask}${usually(question, given)}`).join('');
  const noOne = atTerminal ? 'this version asks no questions itself' : 'there is no terminal to ask in';
  const what = brief === undefined ? 'there is no brief' : `${missing.length} answers are missing in ${brief}`;
  return new HarnessError(
    `${what}, and ${noOne}`,
    `write the answers to a file and give it with --brief; harness design --questions explains them:${list}`,
    2,
  );
}

function usually(question: Question, given: PartialBrief): string {
  const usual = question.default?.(given);
  return usual === undefined || usual === '' ? '' : ` (usually: ${JSON.stringify(usual)})`;
}

async function current(path: string, engine: Engine, io: Io): Promise<Report> {
  const root = targetDirectory(io, path);
  return engine.evaluate(root, { tool: engine.tool, catalogue: engine.catalogue });
}
