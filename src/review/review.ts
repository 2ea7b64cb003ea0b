// The review as its caller sees it: open it on judgements, hand the packet to someone, take answers back, and get
// verdicts with everything that was changed or dropped.
import type { Judgements, ReviewAnswer, ReviewOutcome, ReviewPacket, ReviewQuestion, Verdict } from '../contracts.js';
import { applyAnswer, type CheckedAnswer, checkAnswer } from './apply.js';
import { knownSecrets } from './known-secrets.js';
import { buildPacket, type PacketOptions } from './packet.js';
import { type Relevance, relevanceFor } from './relevance.js';
import { openSources } from './sources.js';

export { written } from './written.js';

export interface ReviewSetup extends Pick<PacketOptions, 'tool' | 'catalogue'> {
  /** Text of a file of the target; undefined when there is none. */
  read: (path: string) => string | undefined;
  /** The user's environment: what it keeps under names of secrets is taken out of what is sent. */
  env: Readonly<Record<string, string | undefined>>;
}

/** What came of asking, before it is applied. */
export interface Heard extends Pick<ReviewOutcome, 'by' | 'model' | 'sameFiles' | 'dropped' | 'stop' | 'usage'> {
  answers: readonly CheckedAnswer[];
}

/** A review under way. */
export interface OpenReview {
  packet: ReviewPacket;
  /** Looks up an answer's citations in the target as it is now. */
  check(answer: ReviewAnswer): Promise<CheckedAnswer>;
  /** Applies the answers. */
  conclude(heard: Heard): { verdicts: Verdict[]; outcome: ReviewOutcome };
}

/** Reads the target's files once and builds the packet. */
export async function openReview(judged: Judgements, { tool, catalogue, read, env }: ReviewSetup): Promise<OpenReview> {
  const { facts } = judged.context.code;
  const paths = [...facts.files, ...facts.documents].map((f) => f.path);
  const secrets = knownSecrets(paths, read, env);
  const sources = openSources({ facts, read, secrets });
  const packet = await buildPacket(judged, { tool, catalogue, sources, secrets });
  return {
    packet,
    check: (answer) => checkAnswer(answer, judged.context, sources, relevance(answer, packet, judged)),
    conclude: (heard) => conclude(judged.verdicts, packet, heard),
  };
}

/** Nothing bears on a question that was not asked. */
function relevance({ criterion }: ReviewAnswer, packet: ReviewPacket, judged: Judgements): Relevance {
  const question = packet.questions.find((q) => q.criterion === criterion);
  const verdict = judged.verdicts.find((v) => v.id === criterion);
  return question === undefined || verdict === undefined
    ? () => false
    : relevanceFor(question, verdict, judged.context);
}

function conclude(
  verdicts: readonly Verdict[],
  packet: ReviewPacket,
  { answers, by, model, sameFiles, dropped, stop, usage }: Heard,
): { verdicts: Verdict[]; outcome: ReviewOutcome } {
  const refused = [...dropped];
  const undecided: ReviewOutcome['undecided'] = [];
  const questions = new Map(packet.questions.map((q) => [q.criterion, q]));
  const byCriterion = new Map(answers.map((a) => [a.answer.criterion, a]));
  const settled = verdicts.map((verdict) => {
    const heard = byCriterion.get(verdict.id);
    const question = questions.get(verdict.id);
    if (heard === undefined || question === undefined) return verdict;
    const applied = applyAnswer(verdict, question, heard, model);
    if ('undecided' in applied) undecided.push({ criterion: verdict.id, reason: applied.undecided });
    else if ('dropped' in applied) refused.push({ criterion: verdict.id, why: applied.dropped });
    else return applied;
    return verdict;
  });
  const accepted = settled.filter((v) => v.reviewed !== undefined);
  return {
    verdicts: settled,
    outcome: {
      by,
      model,
      packet: packet.digest,
      sameFiles,
      asked: packet.questions.length,
      accepted: accepted.length,
      changed: accepted.filter((v) => v.reviewed?.static.verdict !== v.verdict).length,
      undecided,
      dropped: inOrder(refused, packet.questions),
      stop,
      ...(usage === undefined ? {} : { usage }),
    },
  };
}

/** In the order of the questions; what was never asked comes last. */
function inOrder(dropped: ReviewOutcome['dropped'], questions: readonly ReviewQuestion[]): ReviewOutcome['dropped'] {
  const order = new Map(questions.map((q, i) => [q.criterion, i]));
  const rank = (criterion: string) => order.get(criterion) ?? questions.length;
  return [...dropped].sort((a, b) => rank(a.criterion) - rank(b.criterion) || (a.criterion < b.criterion ? -1 : 1));
}
