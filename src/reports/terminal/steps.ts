// What to do next, and the test that proves it.
import type { Report, UpgradeStep } from '../../contracts.js';
import { EFFORT } from '../text/labels.js';
import { indented, labelled, type Page } from './page.js';

const MOST = 3;
const COLUMN = 12;

/** The next three steps. */
export function stepsSection(page: Page, report: Report): string[][] {
  const { upgradePath } = report;
  if (upgradePath.length === 0) return [];
  const shown = upgradePath.slice(0, MOST);
  const of =
    shown.length < upgradePath.length ? `the first ${shown.length} of ${upgradePath.length}, in this order` : '';
  const heading = `${page.paint.bold('NEXT STEPS')}  ${page.paint.dim(of)}`.trimEnd();
  return [[heading], ...shown.map((step) => row(page, step))];
}

function row(page: Page, step: UpgradeStep): string[] {
  const field = (label: string, text: string) => labelled(page, label, text, 5, COLUMN);
  const [test] = step.confirm;
  const [first = '', ...rest] = indented(page, `${step.title} (${EFFORT[step.effort]})`, 5);
  return [
    `  ${`${step.step}.`.padEnd(3)}${page.paint.bold(first.trimStart())}`,
    ...rest.map((line) => page.paint.bold(line)),
    ...(step.touch.length === 0 ? [] : field('touch', step.touch.join(', '))),
    ...field('done', step.done),
    ...(test === undefined
      ? []
      : [...field('given', test.given), ...field('when', test.when), ...field('then', test.then)]),
  ];
}
