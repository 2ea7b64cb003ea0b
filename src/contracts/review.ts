// What a second reader is asked, what it answers, and what came of it. A packet is written by the tool and answered by
// a model or a person; nothing in an answer is believed that the tool cannot check itself.
import type { JudgeContext } from './codebase.js';
import type { Target } from './facts.js';
import type { Severity } from './report.js';
import type { Confidence, Evidence, EvidenceLevel, Verdict, VerdictValue } from './verdict.js';

/** One line of the target, as the reader copied it. */
export interface Quote {
  file: string;
  line: number;
  text: string;
}

/** Consecutive lines as they are shown to the reader: secrets, comments and prose taken out, line numbers kept. */
export interface CodeExcerpt {
  file: string;
  from: number;
  lines: string[];
}

/** Lines of a file, both ends included. */
export interface CodeRange {
  file: string;
  from: number;
  to: number;
}

/** One criterion put to the reader, without the code. */
export interface ReviewHead {
  criterion: string;
  title: string;
  /** What must be true, in the catalogue's words. */
  statement: string;
  /** Which facts a verdict rests on, in the catalogue's words. */
  signals: string;
  /** Why this one is asked and others are not. */
  asked: 'low-confidence' | 'high-consequence';
  /** The same in words: what the doubt rests on, or how severe a gap here is for this harness. */
  because: string;
  /** What the static analysis says. */
  verdict: VerdictValue;
  confidence: Confidence;
  level: EvidenceLevel;
  why: string;
  evidence: Evidence[];
}

/** One criterion with the code that matters to it. */
export interface ReviewQuestion extends ReviewHead {
  excerpts: CodeExcerpt[];
}

/** The same where the code stands once for all questions. */
export interface WrittenQuestion extends ReviewHead {
  /** Ranges of the packet's `code`. */
  excerpts: CodeRange[];
}

/** What a packet says of itself and of the code, however its questions are written down. */
interface PacketHead {
  version: 2;
  /** SHA-256 of the packet's other parts: answers name the packet they belong to. */
  digest: string;
  tool: { name: string; version: string };
  target: Target;
  /** Files that are shown, with the SHA-256 of their content. */
  files: { path: string; digest: string }[];
  /** How to answer. */
  instructions: string;
}

/** Everything a reader needs, for a model or a coding agent. Same repository, same packet. */
export interface ReviewPacket extends PacketHead {
  questions: ReviewQuestion[];
}

/** A packet as --review-packet writes it: functions that many questions turn on stand in it once. */
export interface WrittenPacket extends PacketHead {
  questions: WrittenQuestion[];
  /** By file and line; no line twice. */
  code: CodeExcerpt[];
}

/** `unknown`: the reader cannot tell from what is shown, so nothing changes. */
export type ReviewVerdict = 'met' | 'partial' | 'absent' | 'unknown';

export interface ReviewAnswer {
  criterion: string;
  verdict: ReviewVerdict;
  /** One or two sentences. */
  reason: string;
  quotes: Quote[];
  /** Where the missing thing should stand; it lets a verdict fall where there is nothing to quote. */
  place: { file: string; line: number } | null;
}

/** The answers to a packet: what --review takes from a file. */
export interface ReviewAnswers {
  version: 1;
  /** The packet's digest. */
  packet: string;
  /** The packet's tool and commit: answers about another are refused. */
  tool: { name: string; version: string };
  commit?: string;
  /** Who answered: a model's name, or a person's. */
  model: string;
  answers: ReviewAnswer[];
}

/** What an accepted answer did to a verdict. */
export interface Reviewed {
  /** The verdict before the review. */
  static: { verdict: VerdictValue; confidence: Confidence; level: EvidenceLevel; why: string };
  /** The verdict that counts; equal to the static one when the reader agrees. */
  verdict: VerdictValue;
  reason: string;
  /** Quotes that stand in the target, with the line as it is there. */
  quotes: Evidence[];
  model: string;
}

/** Tokens as the provider counted them. `input` includes what was read from and written to its cache. */
export interface ReviewUsage {
  calls: number;
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  /** US dollars; null when the price of the model is not known. */
  cost: number | null;
}

/** Why the review ended. */
export type ReviewStop = 'completed' | 'token-budget' | 'cost-budget' | 'breaker' | 'cancelled';

/** The review as a whole; what it did to a criterion stands with the criterion. */
export interface ReviewOutcome {
  /** Provider id, or 'file'. */
  by: string;
  model: string;
  packet: string;
  /** False when the repository changed after the packet was written; citations were checked against what is there now. */
  sameFiles: boolean;
  asked: number;
  accepted: number;
  changed: number;
  /** Questions that the reader could not decide on what was shown: the static verdict stands. */
  undecided: { criterion: string; reason: string }[];
  /** Answers that were not believed, and why. */
  dropped: { criterion: string; why: string }[];
  stop: { reason: ReviewStop; why: string };
  /** Absent when the answers came from a file. */
  usage?: ReviewUsage;
}

/** What a review works on: everything known when judging is done. */
export interface Judgements {
  target: Target;
  context: JudgeContext;
  verdicts: readonly Verdict[];
  /** Criterion id → how severe its absence is in this harness. */
  stakes: Readonly<Record<string, Severity>>;
}

/** Stands between judging and scoring, so that score, findings and upgrade path follow what it changes. */
export type Review = (judged: Judgements) => Promise<{ verdicts: Verdict[]; outcome?: ReviewOutcome }>;
