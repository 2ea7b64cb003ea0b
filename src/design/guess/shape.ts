// A few words of a description give the shape away. It is only ever a default: the builder confirms it.
import type { Shape } from '../../contracts.js';

const SIGNS: readonly [Shape, RegExp][] = [
  [
    'workflow-orchestrator',
    /\b(every (night|day|morning|week)|nightly|weekly|daily|cron|schedul\w*|overnight|invoices?|pipeline|back ?office|batch|workflow)\b/gi,
  ],
  [
    'code-agent',
    /\b(cod(e|es|ing)( agent)?|repositor(y|ies)|repos?|pull requests?|refactor\w*|compil\w*|test suite|shell|terminal|commits?|bugs?)\b/gi,
  ],
  [
    'embedded-feature',
    /\b(button|inside (our|the|my) (app|product|editor)|in[- ]app|embed\w*|widget|feature of|autocomplete|api endpoint|inline)\b/gi,
  ],
  [
    'internal-copilot',
    /\b(internal\w*|colleagues|employees|staff|our (team|company|analysts|lawyers|researchers)|analysts?|research\w*|intranet|wiki|copilot)\b/gi,
  ],
  ['chat-assistant', /\b(customers?|support|chat\w*|answers?|helpdesk|help desk|visitors?|conversation\w*|faq)\b/gi],
];

/** The shape most of whose words occur, and these words; a chat assistant when none does. */
export function guessShape(description: string): { shape: Shape; words: string[] } {
  const ranked = SIGNS.map(([shape, sign]) => ({ shape, words: distinct(description.match(sign) ?? []) }));
  const best = ranked.reduce((a, b) => (b.words.length > a.words.length ? b : a));
  return best.words.length === 0 ? { shape: 'chat-assistant', words: [] } : best;
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words.map((word) => word.toLowerCase()))];
}
