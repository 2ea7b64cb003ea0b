// From a design to files. Templates hold values, loops and conditions; every sentence was made by a rule before.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { stringify } from 'yaml';
import type { Catalogue, Design, DesignBudget, PrimitiveChoice } from '../contracts.js';
import { capital, count, list, money, whole } from './plan/say.js';

/** A file of the output folder, by its path in it. */
export interface Filled {
  path: string;
  text: string;
}

export interface FillOptions {
  /** Also one page. */
  summary: boolean;
  /** Also one list of work and tests for each phase. */
  issues: boolean;
}

export const SPECIFICATION = 'harness.design.yaml';

/** The files of a design, in the order to read them. Same design, same bytes. */
export function fill(design: Design, catalogue: Catalogue, options: FillOptions): Filled[] {
  const view = viewOf(design, catalogue);
  return [
    { path: 'ARCHITECTURE.md', text: render('ARCHITECTURE.md', view) },
    { path: SPECIFICATION, text: render('harness.design.yaml', { ...view, yaml: yamlOf(design) }) },
    ...(options.summary ? [{ path: 'SUMMARY.md', text: render('SUMMARY.md', view) }] : []),
    ...(options.issues
      ? design.phases.map((phase) => ({
          path: `ISSUES/phase-${phase.number}.md`,
          text: render('phase.md', { ...view, phase }),
        }))
      : []),
  ];
}

function yamlOf(design: Design): string {
  return stringify(design, { lineWidth: 110, aliasDuplicateObjects: false }).trimEnd();
}

/** What templates see: the design, with the primitives sorted by choice and the arrows of the diagram. */
function viewOf(design: Design, catalogue: Catalogue): Record<string, unknown> {
  const titled = (choice: PrimitiveChoice['choice']) =>
    design.primitives
      .filter((p) => p.choice === choice)
      .map((p) => ({ ...p, title: catalogue.primitives.find(({ id }) => id === p.id)?.title ?? p.id }));
  return {
    migration: null,
    ...design,
    specification: SPECIFICATION,
    firstPhase: design.phases[0],
    agentsInWords: design.agents.count === 1 ? '1 agent' : `1 agent, and ${design.agents.count} from phase 2 on`,
    now: titled('now'),
    later: titled('later'),
    notNeeded: titled('not-needed'),
    arrows: design.subsystems.flatMap(({ id, calls }) =>
      calls.map((call) => ({ from: id, to: call.id, with: call.with })),
    ),
  };
}

const engine = Handlebars.create();
engine.registerHelper('cell', (text: string) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' '));
engine.registerHelper('capital', (text: string) => capital(text));
engine.registerHelper('list', (items: string[]) => list(items));
engine.registerHelper('limited', ({ limit, unit }: DesignBudget) => limited(limit, unit));
engine.registerHelper('period', (weeks: number) => count(weeks, 'week'));
engine.registerHelper('titles', (items: { title: string }[]) => items.map(({ title }) => title));

/** '$0.15 per run', '1 minute per run', '9 model calls per run'. */
function limited(limit: number, unit: string): string {
  const dollars = unit.replace(/^US dollars /, '');
  if (dollars !== unit) return `${money(limit)} ${dollars}`;
  const amount = limit < 1 ? String(limit) : limit % 1 === 0 ? whole(limit) : limit.toFixed(1);
  return `${amount} ${limit === 1 ? unit.replace(/^(\w+)s /, '$1 ') : unit}`;
}

function render(name: string, view: Record<string, unknown>): string {
  const file = new URL(`../../templates/${name}.hbs`, import.meta.url);
  const template = engine.compile(readFileSync(file, 'utf8'), { strict: true, noEscape: true });
  return `${template(view).trimEnd()}\n`;
}
