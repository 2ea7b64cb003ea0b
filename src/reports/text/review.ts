// What a second reader changed, in words that every report for people uses.
import type { Finding, Report, Reviewed, Verdict } from '../../contracts.js';

export interface Change {
  id: string;
  reviewed: Reviewed;
}

/** Criteria whose verdict the review changed, in the catalogue's order. */
export function changes({ criteria }: Report): Change[] {
  return criteria.filter(isChanged).map(({ id, reviewed }) => ({ id, reviewed }));
}

function isChanged(verdict: Verdict): verdict is Verdict & { reviewed: Reviewed } {
  return verdict.reviewed !== undefined && verdict.reviewed.static.verdict !== verdict.reviewed.verdict;
}

/** Criteria whose verdict the reader shares, each with a reason of its own. */
export function confirmations({ criteria }: Report): Change[] {
  return criteria.flatMap((verdict) => {
    const { id, reviewed } = verdict;
    return reviewed === undefined || isChanged(verdict) || reviewed.reason === '' ? [] : [{ id, reviewed }];
  });
}

/** 'absent → met', or 'met, confirmed' */
export function turn({ static: before, verdict }: Reviewed): string {
  return before.verdict === verdict ? `${verdict}, confirmed` : `${before.verdict} → ${verdict}`;
}

/** What a second reader found of a finding, each reason on its own. */
export function readerLines({ secondReader = [], criteria }: Finding): string[] {
  return secondReader.map(({ criterion, reason }) => (criteria.length === 1 ? reason : `${criterion}: ${reason}`));
}

/** Heads the questions that the reader left open. */
export const UNDECIDED = 'Not to be told from what was shown, so the static verdict stands';

/** Who was asked and what came of it; further sentences where something was out of the ordinary. */
export function reviewSummary({ review }: Report): string[] {
  if (review === undefined) return [];
  const { by, model, asked, accepted, changed, undecided, dropped, stop, sameFiles, usage } = review;
  const who = by === 'file' ? `${model} (answers from a file)` : `${model} (${by})`;
  const open = undecided.length === 0 ? '' : `${undecided.length} could not be decided, `;
  const came = `${accepted} of ${asked} answers accepted, ${open}${dropped.length} dropped, ${changed} verdicts changed`;
  return [
    `${who}: ${came}.`,
    ...(usage === undefined
      ? []
      : [
          `${usage.calls} calls, ${usage.input} tokens in (${usage.cacheRead} cached), ${usage.output} out${cost(usage.cost)}.`,
        ]),
    ...(stop.reason === 'completed' ? [] : [`It ended early (${stop.reason}): ${stop.why}.`]),
    ...(sameFiles
      ? []
      : ['The repository changed after the questions were written; quotes were checked against it as it is now.']),
  ];
}

function cost(dollars: number | null): string {
  return dollars === null ? '' : `, about $${dollars.toFixed(4)}`;
}
