// The twelve in one screen: tier by tier, a mark, a word and a number each.
import type { Level, PrimitiveResult, Report } from '../../contracts.js';
import { LEVEL_MARK, LEVEL_WORD, TIER_TITLE, TIERS } from '../text/labels.js';
import { pad } from '../text/layout.js';
import type { Page } from './page.js';

const TITLE = 44;

/** One line per primitive under its tier. */
export function primitivesSection(page: Page, report: Report): string[] {
  return TIERS.flatMap((tier) => {
    const own = report.primitives.filter((p) => p.tier === tier);
    return own.length === 0 ? [] : [`  ${page.paint.dim(TIER_TITLE[tier])}`, ...own.map((p) => row(page, p))];
  });
}

function row(page: Page, primitive: PrimitiveResult): string {
  const { number, title, level, score } = primitive;
  const room = Math.min(TITLE, page.width - 28);
  const name = `${String(number).padStart(4)}  ${pad(title, room)}`;
  const state = `${LEVEL_MARK[level]}  ${pad(LEVEL_WORD[level], 10)}`;
  return `${name}  ${tint(page, level, state)} ${score === null ? '  –' : String(score).padStart(3)}`;
}

function tint(page: Page, level: Level, text: string): string {
  if (level === 'strong' || level === 'present') return page.paint.green(text);
  if (level === 'partial') return page.paint.yellow(text);
  return level === 'absent' ? page.paint.red(text) : page.paint.dim(text);
}
