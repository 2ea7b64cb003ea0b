// Code that exists but is never reached gives a false sense of safety, so it is a finding of its own.
import type { Evidence, Finding, HarnessMap } from '../../contracts.js';
import { distinct, readerOf } from './gap.js';
import type { Judged, ScoreInput } from './input.js';
import { gaps } from './moot.js';
import { fill, type Names } from './scenario.js';
import { gradeGap } from './severity.js';

/** One finding per criterion whose code was found but is not wired, with both ends cited where they are known. */
export function unwiredFindings(input: ScoreInput, names: Names): Finding[] {
  return gaps(input).flatMap((gap) => {
    const { unwired } = gap.verdict;
    if (unwired === undefined) return [];
    const missing = unwired.missing ?? placeFor(gap, input.map);
    return [
      {
        id: `unwired:${gap.criterion.id}`,
        kind: 'unwired' as const,
        ...gradeGap(gap.criterion, gap.verdict, input),
        title: `${gap.criterion.title}: present but not wired`,
        consequence: gap.criterion.consequence,
        criteria: [gap.criterion.id],
        evidence: distinct([unwired.defined, ...(missing === null ? [] : [missing])]),
        impact: `It looks as if this were solved, yet nothing that runs reaches it. ${gap.criterion.impact}`,
        fix: `Call ${place(unwired.defined)} from ${missing === null ? 'the path that needs it' : place(missing)}, or delete it.`,
        confirm: [fill(gap.criterion.confirm, names)],
        ...readerOf([gap]),
      },
    ];
  });
}

/** Tools and permissions belong at the dispatch site; everything else beside the loop. */
function placeFor({ primitive }: Judged, map: HarnessMap): Evidence | null {
  const atDispatch = ['tool-registry', 'permission-system', 'permission-audit', 'tool-pool'].includes(primitive.id);
  const [dispatch] = map.dispatches;
  const [loop] = map.loops;
  if (atDispatch && dispatch !== undefined) return { ...dispatch.site, note: 'tools are dispatched here without it' };
  return loop === undefined ? null : { ...loop.site, note: 'the loop runs here without it' };
}

function place({ file, line }: Evidence): string {
  return `${file}:${line}`;
}
