// The form of an answer, once as a schema for the vendors' structured output and once as a check: a schema is a request,
// not a guarantee.
import type { Quote, ReviewAnswer, ReviewVerdict } from '../contracts.js';

const VERDICTS: readonly ReviewVerdict[] = ['met', 'partial', 'absent', 'unknown'];
const MOST_QUOTES = 8;
const LONGEST_REASON = 600;

const PLACE = {
  type: 'object',
  properties: { file: { type: 'string' }, line: { type: 'integer' } },
  required: ['file', 'line'],
  additionalProperties: false,
};

/** JSON Schema of one answer, within the subset that both vendors enforce. */
export const ANSWER_SCHEMA: Record<string, unknown> = {
  type: 'object',
  properties: {
    verdict: { type: 'string', enum: VERDICTS },
    reason: { type: 'string', description: 'One or two sentences.' },
    quotes: {
      type: 'array',
      items: {
        ...PLACE,
        properties: { ...PLACE.properties, text: { type: 'string' } },
        required: ['file', 'line', 'text'],
      },
    },
    place: { anyOf: [PLACE, { type: 'null' }], description: 'Where the missing thing should stand; else null.' },
  },
  required: ['verdict', 'reason', 'quotes', 'place'],
  additionalProperties: false,
};

/** The answer in a reply, or what is wrong with the reply. */
export function parseAnswer(criterion: string, text: string): ReviewAnswer | { flaw: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { flaw: 'the reply is not valid JSON' };
  }
  return readAnswer(criterion, value);
}

/** The same from a value that was parsed already. */
export function readAnswer(criterion: string, value: unknown): ReviewAnswer | { flaw: string } {
  if (!isRecord(value)) return { flaw: 'the reply is not an object' };
  const verdict = VERDICTS.find((v) => v === value.verdict);
  const { reason, quotes, place } = value;
  if (verdict === undefined) return { flaw: 'the verdict is none of met, partial, absent, unknown' };
  if (typeof reason !== 'string') return { flaw: 'the reason is not a text' };
  if (!Array.isArray(quotes) || !quotes.every(isQuote)) return { flaw: 'a quote has not file, line and text' };
  if (place != null && !isPlace(place)) return { flaw: 'the place has not file and line' };
  return {
    criterion,
    verdict,
    reason: reason.slice(0, LONGEST_REASON),
    quotes: quotes.slice(0, MOST_QUOTES).map(({ file, line, text }) => ({ file, line, text })),
    place: isPlace(place) ? { file: place.file, line: place.line } : null,
  };
}

function isQuote(value: unknown): value is Quote {
  return isPlace(value) && typeof (value as { text?: unknown }).text === 'string';
}

function isPlace(value: unknown): value is { file: string; line: number } {
  return isRecord(value) && typeof value.file === 'string' && Number.isInteger(value.line);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
