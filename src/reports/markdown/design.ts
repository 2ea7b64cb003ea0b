// Every promise of a design with what became of it, and what the code does beyond the design.
import type { Evidence, Report } from '../../contracts.js';
import { DRIFT, progress, STATUS, standing } from '../text/design.js';
import { code, inline, row } from './escape.js';

export function design({ design: check }: Report): string[] {
  if (check === undefined) return [];
  return [
    '## Against the design',
    '',
    `${inline(check.product)}: ${standing(check)}.`,
    ...check.phases.flatMap((phase) => [
      '',
      `### Phase ${phase.number}: ${inline(phase.title)}`,
      '',
      `${progress(phase)}.`,
      '',
      row('promise', 'status', 'why'),
      row('---', '---', '---'),
      ...phase.promises.map((p) =>
        row(code(p.criterion), STATUS[p.status] ?? p.status, `${inline(p.why)}${places(p.evidence)}`),
      ),
    ]),
    '',
    '### Drift',
    '',
    ...(check.drift.length === 0 ? ['No tool does more than the design says.'] : []),
    ...check.drift.map((d) => `- ${code(d.tool)} ${DRIFT[d.kind]}. ${inline(d.why)}${places([d.evidence])}`),
    ...check.taken.flatMap(({ tool, capability, because, evidence }) => [
      '',
      `${code(tool)} is taken for ${code(capability)}: ${inline(because)}${places([evidence])}.`,
    ]),
    ...(check.notBuilt.length === 0 ? [] : ['', `Not built yet: ${check.notBuilt.map(code).join(', ')}.`]),
  ];
}

function places(evidence: readonly Evidence[]): string {
  const [first] = evidence;
  return first === undefined ? '' : ` (${code(`${first.file}:${first.line}`)})`;
}
