// How code stands to its design, in the words that terminal and Markdown share.
import type { DesignCheck, Drift, PhaseCheck } from '../../contracts.js';

/** 'phase 2 of 3', or that all are done. */
export function standing({ phase, phases }: DesignCheck): string {
  const last = phases.at(-1)?.number ?? 0;
  return phase > last ? `all ${phases.length} phases are done` : `the code is in phase ${phase} of ${last}`;
}

/** 'in-progress: 3 of 18 promises met, 1 partly met, 14 missing'. */
export function progress({ status, promises }: PhaseCheck): string {
  const of = (wanted: string) => promises.filter((promise) => promise.status === wanted).length;
  const others = ['partly-met', 'missing', 'contradicted', 'unknown']
    .filter((s) => of(s) > 0)
    .map((s) => `, ${of(s)} ${STATUS[s] ?? s}`);
  return `${status}: ${of('met')} of ${promises.length} promises met${others.join('')}`;
}

/** Statuses as they are read; the others read as they are. */
export const STATUS: Readonly<Record<string, string>> = { 'partly-met': 'partly met' };

export const DRIFT: Readonly<Record<Drift['kind'], string>> = {
  'undeclared-tool': 'not in the design',
  'undeclared-effect': 'does more than designed',
  'looser-approval': 'asks less than designed',
};
