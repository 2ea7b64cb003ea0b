// Verbs in a description that name something the agent must be able to do.
import type { BriefCapability, CapabilityEffect, Guess } from '../../contracts.js';
import { capabilities as asked } from '../questions/capabilities.js';

const VERBS: readonly [CapabilityEffect, RegExp][] = [
  [
    'execute',
    /\b(?:runs?|executes?) ((?:the |a |its )?(?:tests?|shell(?: commands?)?|commands?|scripts?|code|builds?))\b/gi,
  ],
  ['delete', /\b(?:deletes?|removes?|erases?) ([a-z ]{3,30}?)(?=[.,;]| and | or | from | in |$)/gi],
  ['spend', /\b(?:pays?|refunds?|buys?) ([a-z ]{3,30}?)(?=[.,;]| and | or | from | in | up |$)/gi],
  ['send', /\b(?:sends?|mails?|posts?|notif(?:y|ies)) ([a-z ]{3,30}?)(?=[.,;]| and | or | to | in |$)/gi],
  [
    'write',
    /\b(?:writes?|edits?|changes?|updates?|creates?|books?) ([a-z ]{3,30}?)(?=[.,;]| and | or | from | in | to |$)/gi,
  ],
  ['read', /\b(?:reads?|searche?s?|looks? up|finds?|checks?) ([a-z ]{3,30}?)(?=[.,;]| and | or | from | in | to |$)/gi],
];

/** One guess that lists a tool for each verb with an object, or none. */
export function guessCapabilities(description: string): Guess[] {
  const found = VERBS.flatMap(([effect, verb]) =>
    [...description.matchAll(verb)].map((match) => ({
      at: match.index,
      words: match[0],
      capability: from(effect, match),
    })),
  ).sort((a, b) => a.at - b.at);
  const distinct = found.filter((f, i) => found.findIndex((o) => o.capability.name === f.capability.name) === i);
  if (distinct.length === 0) return [];
  return [{ id: 'capabilities', value: distinct.map((f) => f.capability), words: distinct.map((f) => f.words) }];
}

function from(effect: CapabilityEffect, match: RegExpMatchArray): BriefCapability {
  const object = (match[1] ?? '').trim();
  const words =
    match[0]
      .toLowerCase()
      .replace(/\b(the|an?|its|their|our|my)\b/g, '')
      .match(/[a-z]+/g) ?? [];
  const known = { name: words.slice(0, 3).join('_'), does: match[0].toLowerCase(), effect, touches: object };
  const filled: Record<string, unknown> = known;
  for (const field of asked[0]?.fields ?? []) filled[field.id] ??= field.default?.(filled as Partial<BriefCapability>);
  return filled as unknown as BriefCapability;
}
