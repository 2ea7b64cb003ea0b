// Promises by phase and drift. The phase in progress is shown in full, the others as a line each.
import type { PhaseCheck, Report } from '../../contracts.js';
import { DRIFT, progress, STATUS, standing } from '../text/design.js';
import { cited, indented, labelled, type Page } from './page.js';

export function designSection(page: Page, { design }: Report): string[] {
  if (design === undefined) return [];
  const unbuilt = design.notBuilt.length === 0 ? [] : [`Not built yet: ${design.notBuilt.join(', ')}.`];
  return [
    ...indented(page, `${design.product}: ${standing(design)}.`, 2),
    ...design.phases.flatMap((phase) => phaseLines(page, phase, phase.number === design.phase)),
    ...design.taken.flatMap(({ tool, capability, because, evidence }) => [
      ...indented(page, `${tool} is taken for ${capability}: ${because}.`, 2),
      ...cited(page, evidence, 4),
    ]),
    ...unbuilt.flatMap((line) => indented(page, line, 2)),
    ...design.drift.flatMap((drift) => [
      ...labelled(page, 'DRIFT', `${drift.tool} ${DRIFT[drift.kind]}. ${drift.why}`, 2, 9),
      ...cited(page, drift.evidence, 9),
    ]),
  ];
}

function phaseLines(page: Page, phase: PhaseCheck, inFull: boolean): string[] {
  const open = phase.promises.filter((promise) => promise.status !== 'met');
  return [
    ...labelled(page, `Phase ${phase.number}`, progress(phase), 2, 12),
    ...(inFull
      ? open.flatMap((p) => labelled(page, STATUS[p.status] ?? p.status, `${p.criterion}: ${p.why}`, 4, 18))
      : []),
  ];
}
