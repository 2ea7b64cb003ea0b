// What was judged, how it stands, and the harness that was found in it.
import type { HarnessMap, Report, Tool } from '../../contracts.js';
import { abilities, headline, nameOf, place } from '../text/labels.js';
import { cells } from '../text/layout.js';
import { indented, labelled, type Page, tail } from './page.js';

const COLUMN = 14;
const MOST_TOOLS = 8;

/** Target, headline, score, and what holds it down. */
export function headSection(page: Page, report: Report): string[] {
  const { overall, caps } = report.score;
  const verdict = headline(report);
  const score = `${overall ?? 0}/100`;
  const gap = page.width - cells(verdict) - cells(score) - 2;
  const top =
    gap >= 2
      ? [`  ${page.paint.bold(verdict)}${' '.repeat(gap)}${page.paint.bold(score)}`]
      : [...indented(page, verdict, 2).map((line) => page.paint.bold(line)), `  ${page.paint.bold(score)}`];
  const free = caps.length === 0 ? ['  No cap holds the score down.'] : [];
  const holds = caps.flatMap((cap) => indented(page, `${held(cap.score, overall ?? 0)}: ${cap.why}`, 2));
  return [...targetLine(page, report), '', ...top, ...holds, ...free];
}

export function targetLine(page: Page, report: Report): string[] {
  const { tool, target } = report;
  const at = target.commit === undefined ? '' : ` at ${target.commit.slice(0, 12)}`;
  return indented(page, `${tool.name} ${tool.version} · ${target.path}${at}`, 0).map((line) => page.paint.dim(line));
}

function held(cap: number, overall: number): string {
  return overall === cap ? `Held at ${cap}` : `Cannot pass ${cap}`;
}

/** Shape, scope, and the places where it calls the model, loops and dispatches tools. */
export function foundSection(page: Page, report: Report): string[] {
  const { map, shape, scope } = report.harness;
  const row = (label: string, text: string) => labelled(page, label, text, 2, COLUMN);
  return [
    ...row('shape', shape),
    ...scope.flatMap(({ root, why }, i) =>
      row(i === 0 ? 'scope' : '', `${root === '' ? 'whole repository' : root}: ${why}`),
    ),
    ...firstOf(page, 'model call', map.modelCalls, (call) => call.via),
    ...firstOf(page, 'loop', map.loops, (loop) => nameOf(loop.fn)),
    ...firstOf(page, 'dispatch', map.dispatches, (dispatch) => nameOf(dispatch.fn)),
    ...firstOf(
      page,
      'gate',
      onPathFirst(map),
      (gate) => `${nameOf(gate.fn)}${gate.onPath ? '' : ' (not on the path)'}`,
    ),
    ...tools(page, map.tools),
  ];
}

function onPathFirst(map: HarnessMap): HarnessMap['gates'] {
  return [...map.gates.filter((g) => g.onPath), ...map.gates.filter((g) => !g.onPath)];
}

function firstOf<T extends { site: Tool['site'] }>(
  page: Page,
  label: string,
  items: T[],
  name: (item: T) => string,
): string[] {
  const [first] = items;
  if (first === undefined) return labelled(page, label, 'none found', 2, COLUMN);
  const more = items.length > 1 ? ` (+${items.length - 1} more)` : '';
  const named = name(first);
  const text = `${named === '' ? '' : `${named}  `}${place(first.site)}${more}`;
  return labelled(page, label, text, 2, COLUMN);
}

function tools(page: Page, all: Tool[]): string[] {
  if (all.length === 0) return labelled(page, 'tools', 'none found', 2, COLUMN);
  const weight = (tool: Tool) => ['never', 'sometimes', 'unknown', 'always', 'not-needed'].indexOf(tool.gated);
  const shown = [...all].sort((a, b) => weight(a) - weight(b)).slice(0, MOST_TOOLS);
  const rows = shown.flatMap((tool, i) => {
    const text = `${tool.name} (${abilities(tool)})  ${tail(place(tool.site), page.width - COLUMN)}`;
    return labelled(page, i === 0 ? `tools (${all.length})` : '', text, 2, COLUMN);
  });
  const more = all.length - shown.length;
  return more === 0 ? rows : [...rows, ...labelled(page, '', `and ${more} more`, 2, COLUMN)];
}
