// How far each primitive got. A level is decided by core criteria first, so that extras cannot hide a missing core.
import type { Level, PrimitiveResult } from '../../contracts.js';
import { applies, type Judged, judged, type ScoreInput } from './input.js';
import { EARNED, STRONG_SHARE } from './weights.js';

/** One result per primitive, by number. */
export function levels(input: ScoreInput): PrimitiveResult[] {
  const all = judged(input);
  return input.catalogue.primitives.map((primitive) => {
    const own = all.filter((j) => j.primitive.id === primitive.id && j.verdict.verdict !== 'na');
    const { id, number, tier, title } = primitive;
    const level = levelOf(own);
    const why = level === 'na' ? notApplicable(input, id) : describe(level, own);
    return { id, number, tier, title, level, score: level === 'na' ? null : Math.round(share(own) * 100), why };
  });
}

/** Share of the criteria's weight that is earned, 0–1. */
export function share(own: readonly Judged[]): number {
  const weight = own.reduce((sum, j) => sum + j.criterion.weight, 0);
  return weight === 0 ? 0 : own.reduce((sum, j) => sum + j.criterion.weight * earned(j), 0) / weight;
}

function levelOf(own: readonly Judged[]): Level {
  if (own.length === 0) return 'na';
  if (share(own) === 0) return 'absent';
  if (own.some((j) => j.criterion.core && j.verdict.verdict !== 'met')) return 'partial';
  const others = own.filter((j) => !j.criterion.core);
  return others.length === 0 || share(others) >= STRONG_SHARE ? 'strong' : 'present';
}

function earned({ verdict }: Judged): number {
  return verdict.verdict === 'na' ? 0 : EARNED[verdict.verdict];
}

function notApplicable(input: ScoreInput, id: string): string {
  const entry = input.applicability.get(id);
  if (entry !== undefined && !applies(input, id)) return entry.reason;
  return 'None of its criteria applies to this harness.';
}

function describe(level: Level, own: readonly Judged[]): string {
  const met = own.filter((j) => j.verdict.verdict === 'met').length;
  const parts = [`${met} of ${own.length} criteria met.`];
  const open = own.filter((j) => j.verdict.verdict === 'absent' || j.verdict.verdict === 'partial');
  const core = open.filter((j) => j.criterion.core);
  if (core.length > 0) parts.push(`Open at the core: ${titles(core)}.`);
  else if (level !== 'strong' && open.length > 0) parts.push(`Still open: ${titles(open)}.`);
  const unseen = own.filter((j) => j.verdict.verdict === 'unknown');
  if (unseen.length > 0) parts.push(`Could not be judged, counts as nothing: ${titles(unseen)}.`);
  return parts.join(' ');
}

function titles(list: readonly Judged[]): string {
  return list.map((j) => j.criterion.title).join(', ');
}
