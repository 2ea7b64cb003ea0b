// An empty room is not graded: say that nothing was found, what was looked for, and what could not be seen.
import type { Report } from '../../contracts.js';
import { targetLine } from './head.js';
import { indented, labelled, type Page, titled } from './page.js';
import { unseenSection } from './rest.js';

export function nothingFound(page: Page, report: Report): string[][] {
  const { lookedFor } = report.harness.map;
  return [
    targetLine(page, report),
    [
      ...indented(page, 'no agent harness found here', 2).map((line) => page.paint.bold(line)),
      ...indented(
        page,
        'Nothing was graded. When the harness is in a folder that was left out, name it with --scope.',
        2,
      ),
    ],
    titled(
      page,
      'What was looked for',
      lookedFor.flatMap((what) => labelled(page, '-', what, 2, 4)),
    ),
    titled(page, 'What could not be seen', unseenSection(page, report)),
  ];
}
