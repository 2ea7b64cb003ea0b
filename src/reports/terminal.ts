// The report a builder reads first: where the harness stands, the few risks that matter most, and what to do next.
import { Chalk } from 'chalk';
import type { Reporter } from '../contracts.js';
import { designSection } from './terminal/design.js';
import { findingsSection } from './terminal/findings.js';
import { foundSection, headSection } from './terminal/head.js';
import { nothingFound } from './terminal/nothing.js';
import { type Page, titled } from './terminal/page.js';
import { primitivesSection } from './terminal/primitives.js';
import { closingSection, practicesSection, unseenSection } from './terminal/rest.js';
import { reviewSection } from './terminal/review.js';
import { stepsSection } from './terminal/steps.js';
import { clean } from './text/clean.js';

const NARROWEST = 60;

export const reporter: Reporter = {
  id: 'terminal',
  title: 'a summary for people',
  render(dirty, options) {
    const report = clean(dirty);
    const page: Page = {
      width: Math.max(options.width, NARROWEST),
      paint: new Chalk({ level: options.color ? 1 : 0 }),
    };
    const sections = report.harness.found
      ? [
          headSection(page, report),
          titled(page, 'What was found', foundSection(page, report)),
          titled(page, 'The twelve at a glance', primitivesSection(page, report)),
          ...findingsSection(page, report, options.minSeverity),
          titled(page, 'Review', reviewSection(page, report)),
          titled(page, 'Against the design', designSection(page, report)),
          ...stepsSection(page, report),
          titled(page, 'Beside the score', practicesSection(page, report)),
          titled(page, 'What could not be seen', unseenSection(page, report)),
          closingSection(page, report),
        ]
      : [...nothingFound(page, report), titled(page, 'Against the design', designSection(page, report))];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};
