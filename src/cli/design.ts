// `harness design`: from a brief, or an interview, to the files of a design.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Brief, Contradiction, PartialBrief, Question, Report } from '../contracts.js';
import { type Draft, draftAt, readDraft } from '../design/ask/draft.js';
import type { ScreenIo } from '../design/ask/screen.js';
import { contradictions } from '../design/brief/contradictions.js';
import { readBrief, writeBrief } from '../design/brief/file.js';
import { fill, SPECIFICATION } from '../design/fill.js';
import { migrate } from '../design/migrate.js';
import { plan } from '../design/plan.js';
import { completed } from '../design/propose/complete.js';
import type { Propose } from '../design/propose/proposal.js';
import { next } from '../design/questions.js';
import { type ExitCode, HarnessError } from '../errors.js';
import { checkDesign } from '../evaluate/design-check.js';
import { checkFolder, leftover, writeFiles } from './design-output.js';
import { type ProposalFlags, proposer } from './design-proposal.js';
import type { Engine } from './evaluate.js';
import { read } from './files.js';
import type { Io } from './io.js';
import { targetDirectory } from './target.js';

/** What the command line asks for. */
export interface DesignFlags extends ProposalFlags {
  brief?: string;
  output: string;
  force: boolean;
  summary: boolean;
  issues: boolean;
  resume: boolean;
  from?: string;
}

/** Somebody who can be asked: the terminal's two streams. */
export type Terminal = ScreenIo;

/** Where the answers of an interview are kept; removed by nobody but the user. */
const DRAFT = 'harness.brief.yaml';

/** Designs, writes the files and says which. The terminal is there only when somebody can be asked. */
export async function runDesign(
  flags: DesignFlags,
  engine: Engine,
  io: Io,
  terminal: Terminal | undefined,
): Promise<ExitCode> {
  checkFolder(io, flags.output, flags.force);
  const propose = await proposer(flags, io, terminal !== undefined);
  const given = start(flags, io);
  const begun = terminal === undefined ? await filled(given, propose, io) : given;
  const brief = await complete(begun, flags, io, terminal, propose);
  if (brief === undefined) return STOPPED;
  const design = plan(brief, engine.catalogue);
  const report = flags.from === undefined ? undefined : await current(flags.from, engine, io);
  const whole = report === undefined ? design : migrate(design, report, checkDesign(design, report, engine.catalogue));
  const files = fill(whole, engine.catalogue, flags);
  const kept = begun === given ? [] : [{ path: 'brief.yaml', text: writeBrief(brief) }];
  const written = writeFiles(io, flags.output, [...files, ...kept]);
  for (const file of written) io.out(`wrote ${file}\n`);
  io.out(`to check code with it: harness evaluate <its folder> --design ${join(flags.output, SPECIFICATION)}\n`);
  for (const file of leftover(io, flags.output, files)) io.err(`note: ${file} is of an earlier design and was left\n`);
  return 0;
}

/** The brief with what a model or the rules read from its description, all of it listed; as given without --provider. */
async function filled(draft: Draft, propose: Propose | undefined, io: Io): Promise<Draft> {
  if (propose === undefined) return draft;
  const abort = new AbortController();
  const release = io.onInterrupt(() => abort.abort());
  const consent = async (says: string): Promise<boolean> => {
    io.err(`${says}\n`);
    return true;
  };
  const heard = await propose(draft.brief, { consent, wait: (work) => work(abort.signal) }).finally(release);
  if ('note' in heard) io.err(`note: ${heard.note}\n`);
  const { brief, lines } = completed(draft.brief, 'proposal' in heard ? heard.proposal : undefined);
  for (const line of lines) io.err(`${line}\n`);
  return { brief };
}

/** The user left the interview: nothing failed, and nothing is done. */
const STOPPED: ExitCode = 130;

/** The answers there are before anybody is asked. */
function start({ brief, resume }: DesignFlags, io: Io): Draft {
  if (brief !== undefined && resume) {
    throw new HarnessError(
      '--brief and --resume cannot go together',
      `--resume reads ${DRAFT}; leave out one of them`,
      2,
    );
  }
  if (brief !== undefined) return { brief: readBrief(read(io, brief), brief) };
  if (!resume) return { brief: {} };
  if (!isThere(io)) {
    throw new HarnessError(`nothing to resume: there is no ${DRAFT} here`, 'begin with harness design', 2);
  }
  return readDraft(read(io, DRAFT), DRAFT);
}

function isThere(io: Io): boolean {
  return existsSync(resolve(io.cwd, DRAFT));
}

/**
 * The whole brief: as given, or with what was asked; undefined when the user left.
 * @throws HarnessError (exit code 2) that lists what is missing when there is nobody to ask
 */
async function complete(
  draft: Draft,
  flags: DesignFlags,
  io: Io,
  terminal: Terminal | undefined,
  propose: Propose | undefined,
): Promise<Brief | undefined> {
  const given = draft.brief;
  const against = contradictions(given);
  const open = next(given).length > 0 || against.length > 0;
  if (!open && (draft.unfinished === undefined || terminal === undefined)) return { ...given, version: 1 } as Brief;
  if (terminal !== undefined) return ask(draft, flags, io, terminal, propose);
  throw against.length > 0 ? contradictory(against) : unanswered(given, flags.brief);
}

async function ask(
  draft: Draft,
  { resume, yes }: DesignFlags,
  io: Io,
  terminal: Terminal,
  propose: Propose | undefined,
): Promise<Brief | undefined> {
  if (!resume && isThere(io)) {
    throw new HarnessError(
      `${DRAFT} holds the answers of an interview`,
      `go on with --resume, or move ${DRAFT} away to begin anew`,
      2,
    );
  }
  const { interview } = await import('../design/ask/interview.js');
  const help = propose === undefined ? {} : { propose: yes ? consented(propose) : propose };
  return interview(draft, { ...terminal, file: DRAFT, ...draftAt(resolve(io.cwd, DRAFT)), ...help });
}

/** With --yes nobody is asked before it is sent. */
function consented(propose: Propose): Propose {
  return (brief, asking) => propose(brief, { ...asking, consent: async () => true });
}

function contradictory([first, ...others]: Contradiction[]): HarnessError {
  const rest = others.map(({ says, ask }) => `\n  ${says}\n    ${ask}`).join('');
  return new HarnessError(`the answers contradict each other: ${first?.says ?? ''}`, `${first?.ask ?? ''}${rest}`, 2);
}

function unanswered(given: PartialBrief, brief: string | undefined): HarnessError {
  const missing = next(given);
  const list = missing.map((question) => `\n    ${question.id}: ${question.ask}${usually(question, given)}`).join('');
  const what = brief === undefined ? 'there is no brief' : `${missing.length} answers are missing in ${brief}`;
  return new HarnessError(
    `${what}, and there is no terminal to ask in`,
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
