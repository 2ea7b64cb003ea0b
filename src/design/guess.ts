// A description says more than its writer notices. What it gives away is offered as an answer, with the words it rests
// on, so that a wrong guess costs one correction and not a wrong plan.
import type { Guess } from '../contracts.js';
import { guessCapabilities } from './guess/capabilities.js';
import { guessShape } from './guess/shape.js';
import { SIGNS } from './guess/signs.js';

/** Answers that the description suggests; nothing is guessed without words to show for it. */
export function guess(description: string): Guess[] {
  const shape = guessShape(description);
  const found = SIGNS.flatMap(({ id, value, sign }) => {
    const words = description.match(sign)?.[0];
    return words === undefined ? [] : [{ id, value, words: [words] }];
  });
  return [
    ...(shape.words.length === 0 ? [] : [{ id: 'shape', value: shape.shape, words: shape.words }]),
    ...guessCapabilities(description),
    ...numbers(description),
    ...firstOfEach(found),
  ];
}

/** Signs stand in order of strength: the first that is seen answers its question. */
function firstOfEach(found: Guess[]): Guess[] {
  return found.filter((g, i) => found.findIndex((other) => other.id === g.id) === i);
}

const COUNTS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

const AGENTS = /\b(\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ]+(?:\w+[- ]+)?agents?\b/i;
const WEEKS = /\bin (\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) weeks\b/i;

function numbers(description: string): Guess[] {
  const agents = AGENTS.exec(description);
  const weeks = WEEKS.exec(description);
  return [
    ...(weeks === null ? [] : [{ id: 'team.weeks', value: count(weeks[1]), words: [weeks[0]] }]),
    ...(agents === null
      ? []
      : [
          { id: 'plans.wanted', value: ['agents'], words: [agents[0]] },
          { id: 'plans.agents', value: count(agents[1]), words: [agents[0]] },
        ]),
  ];
}

function count(word = ''): number {
  const named = COUNTS.indexOf(word.toLowerCase());
  return named === -1 ? Number(word) : named;
}
