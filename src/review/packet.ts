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
import { INSTRUCTIONS } from './instructions.js';
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

/** Questions in the catalogue's order. A packet may hold none. */
export async function buildPacket(judged: Judgements, options: PacketOptions): Promise<ReviewPacket> {
  const questions: ReviewQuestion[] = [];
  for (const { criteria } of options.catalogue.primitives) {
    for (const criterion of criteria) {
      const question = await questionFor(criterion, judged, options);
      if (question !== undefined) questions.push(question);
    }
  }
  const paths = [...new Set(questions.flatMap((q) => q.excerpts.map((e) => e.file)))].sort();
  const files = await Promise.all(
    paths.map(async (path) => ({ path, digest: (await options.sources(path))?.digest ?? '' })),
  );
  const { target } = judged;
  const body = { version: 1 as const, tool: options.tool, target, files, instructions: INSTRUCTIONS, questions };
  return { ...body, digest: sha256(JSON.stringify(body)) };
}

async function questionFor(
  criterion: Criterion,
  judged: Judgements,
  { sources, secrets }: PacketOptions,
): Promise<ReviewQuestion | undefined> {
  const verdict = judged.verdicts.find((v) => v.id === criterion.id);
  const asked = verdict && reasonToAsk(criterion, verdict);
  if (verdict === undefined || asked === undefined) return undefined;
  const { title, statement, signals } = criterion;
  return {
    criterion: criterion.id,
    title,
    statement,
    signals,
    asked,
    verdict: verdict.verdict,
    confidence: verdict.confidence,
    level: verdict.level,
    why: visible(await redact(verdict.why, secrets)),
    evidence: await cited(verdict, sources, secrets),
    excerpts: await excerptsFor(placesFor(verdict, judged.context), judged.context.code, sources),
  };
}

/** Evidence with its lines as a reader may see them. */
async function cited({ evidence }: Verdict, sources: Sources, secrets: readonly string[]): Promise<Evidence[]> {
  return Promise.all(
    evidence.map(async ({ file, line, note }) => ({
      file,
      line,
      text: (await sources(file))?.shown[line - 1]?.trim().slice(0, 160) ?? '',
      note: visible(await redact(note, secrets)),
    })),
  );
}
