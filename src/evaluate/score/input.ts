// What scoring needs, and the few look-ups that its parts share.
import type { Catalogue, Criterion, HarnessMap, Primitive, Verdict } from '../../contracts.js';

/** Why a primitive applies to this harness, or does not. */
export interface Applicability {
  applies: boolean;
  reason: string;
}

/** Everything known when judging is done. Scoring is a pure function of it. */
export interface ScoreInput {
  catalogue: Catalogue;
  map: HarnessMap;
  /** One per criterion of the twelve; practices stay outside the score. */
  verdicts: readonly Verdict[];
  /** By primitive id. A primitive without an entry is taken to apply. */
  applicability: ReadonlyMap<string, Applicability>;
  /** Lines of the harness's product code, when known. */
  codeLines?: number;
}

/** A criterion with its verdict and the primitive it belongs to. */
export interface Judged {
  primitive: Primitive;
  criterion: Criterion;
  verdict: Verdict;
}

/** Criteria that have a verdict and whose primitive applies, in the catalogue's order. */
export function judged(input: ScoreInput): Judged[] {
  const byId = new Map(input.verdicts.map((v) => [v.id, v]));
  return input.catalogue.primitives
    .filter((primitive) => applies(input, primitive.id))
    .flatMap((primitive) =>
      primitive.criteria.flatMap((criterion) => {
        const verdict = byId.get(criterion.id);
        return verdict === undefined ? [] : [{ primitive, criterion, verdict }];
      }),
    );
}

export function applies(input: ScoreInput, primitive: string): boolean {
  return input.applicability.get(primitive)?.applies ?? true;
}

export function verdictOf(input: ScoreInput, criterion: string): Verdict['verdict'] | undefined {
  return input.verdicts.find((v) => v.id === criterion)?.verdict;
}
