// The review packet: the questions, what the tool thinks, and the code that matters. It is the same for a model and for
// a coding agent, and the same repository gives the same packet.
import type {
  Catalogue,
  Criterion,
  Evidence,
  Judgements,
  ReviewPacket,
  ReviewQuestion,
  Verdict,
} from '../contracts.js';
import { excerptsFor } from './excerpts.js';
import { ANSWER_FILE, INSTRUCTIONS } from './instructions.js';
import { placesFor } from './places.js';
import { redact } from './redact.js';
import { reasonToAsk } from './select.js';
import { type Sources, sha256 } from './sources.js';
import { visible } from './visible.js';

export interface PacketOptions {
  tool: { name: string; version: string };
  catalogue: Catalogue;
  sources: Sources;
  /** Values to take out of every text. */
  secrets: readonly string[];
}

const LONGEST_LINE = 160;

/** Questions in the catalogue's order. A packet may hold none. */
export async function buildPacket(judged: Judgements, options: PacketOptions): Promise<ReviewPacket> {
  const drafts: ReviewQuestion[] = [];
  for (const { criteria } of options.catalogue.primitives) {
    for (const criterion of criteria) {
      const draft = await questionFor(criterion, judged, options);
      if (draft !== undefined) drafts.push(draft);
    }
  }
  const questions = await withoutSecrets(drafts, options.secrets);
  const paths = [...new Set(questions.flatMap((q) => q.excerpts.map((e) => e.file)))].sort();
  const files = await Promise.all(
    paths.map(async (path) => ({ path, digest: (await options.sources(path))?.digest ?? '' })),
  );
  const { target } = judged;
  const instructions = `${INSTRUCTIONS}\n\n${ANSWER_FILE}`;
  const body = { version: 2 as const, tool: options.tool, target, files, instructions, questions };
  return { ...body, digest: sha256(JSON.stringify(body)) };
}

async function questionFor(
  criterion: Criterion,
  judged: Judgements,
  { catalogue, sources }: PacketOptions,
): Promise<ReviewQuestion | undefined> {
  const { id, title, statement, signals } = criterion;
  const found = judged.verdicts.find((v) => v.id === id);
  const asked = found && reasonToAsk(found, judged);
  if (found === undefined || asked === undefined) return undefined;
  const { verdict, confidence, level, why } = found;
  return {
    criterion: id,
    title,
    statement,
    signals,
    ...asked,
    verdict,
    confidence,
    level,
    why,
    evidence: await cited(found, sources),
    excerpts: await excerptsFor(placesFor(found, criterion, catalogue, judged.context), judged.context.code, sources),
  };
}

/** Evidence with its lines as a reader may see them. */
function cited({ evidence }: Verdict, sources: Sources): Promise<Evidence[]> {
  return Promise.all(
    evidence.map(async ({ file, line, note }) => {
      const text = (await sources(file))?.shown[line - 1]?.trim().slice(0, LONGEST_LINE) ?? '';
      return { file, line, text, note };
    }),
  );
}

/** Reasons and notes name things of the target. All are looked through at once: the detector is slow to start. */
async function withoutSecrets(
  drafts: readonly ReviewQuestion[],
  secrets: readonly string[],
): Promise<ReviewQuestion[]> {
  const texts = drafts.flatMap(({ why, evidence }) => [why, ...evidence.map((e) => e.note)]);
  const cleaned = (await redact(texts.map(oneLine).join('\n'), secrets)).split('\n').map(visible);
  const next = () => cleaned.shift() ?? '';
  return drafts.map((q) => ({ ...q, why: next(), evidence: q.evidence.map((e) => ({ ...e, note: next() })) }));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
