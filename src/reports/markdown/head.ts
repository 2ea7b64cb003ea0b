// The top of the document: how the harness stands, what was found of it, and the twelve in a table.
import type { Report, Site, Tool } from '../../contracts.js';
import { abilities, headline, LEVEL_WORD, nameOf, place, TIER_TITLE, tally } from '../text/labels.js';
import { code, inline, row } from './escape.js';

export function head(report: Report): string[] {
  const { overall, caps } = report.score;
  return [
    `# Harness report: ${inline(report.target.path)}`,
    '',
    `**${headline(report)}. Score ${overall ?? 0} of 100.** Findings: ${tally(report.findings)}.`,
    ...(caps.length === 0
      ? ['', 'No cap holds the score down.']
      : ['', ...caps.map((cap) => `- Cannot pass ${cap.score}: ${inline(cap.why)}`)]),
    '',
    origin(report),
  ];
}

export function notFound(report: Report): string[] {
  return [
    `# Harness report: ${inline(report.target.path)}`,
    '',
    '**No agent harness found here.** Nothing was graded.',
    '',
    'What was looked for:',
    '',
    ...report.harness.map.lookedFor.map((what) => `- ${inline(what)}`),
    '',
    origin(report),
  ];
}

function origin({ tool, target }: Report): string {
  const at = target.commit === undefined ? '' : ` at commit ${code(target.commit)}`;
  return `Made by ${tool.name} ${tool.version}${at}.`;
}

/** What was found of the harness, and the twelve. */
export function overview(report: Report): string[] {
  const { map, shape, scope } = report.harness;
  return [
    '## What was found',
    '',
    inline(shape),
    '',
    ...scope.map(({ root, why }) => `- Scope ${root === '' ? 'whole repository' : code(root)}: ${inline(why)}`),
    ...sites('Model call', map.modelCalls, (call) => call.via),
    ...sites('Loop', map.loops, (loop) => nameOf(loop.fn)),
    ...sites('Dispatch', map.dispatches, (dispatch) => nameOf(dispatch.fn)),
    ...sites('Gate', map.gates, (gate) => `${nameOf(gate.fn)}${gate.onPath ? '' : ' (not on the path)'}`),
    ...tools(map.tools),
    '',
    '## The twelve at a glance',
    '',
    row('#', 'Primitive', 'Tier', 'Level', 'Score', 'Why'),
    row('--:', '---', '---', '---', '--:', '---'),
    ...report.primitives.map((p) =>
      row(
        String(p.number),
        inline(p.title),
        TIER_TITLE[p.tier],
        LEVEL_WORD[p.level],
        p.score === null ? '–' : String(p.score),
        inline(p.why),
      ),
    ),
  ];
}

function sites<T extends { site: Site }>(label: string, found: T[], name: (item: T) => string): string[] {
  return found.map((item) =>
    [`- ${label}`, code(name(item)), code(place(item.site))].filter((p) => p !== '').join(' '),
  );
}

function tools(all: Tool[]): string[] {
  if (all.length === 0) return [];
  return [
    '',
    row('Tool', 'Can do', 'Declared at'),
    row('---', '---', '---'),
    ...all.map((tool) => row(code(tool.name), inline(abilities(tool)), code(place(tool.site)))),
  ];
}
