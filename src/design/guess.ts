// A description says more than its writer notices. What it gives away is offered as an answer, with the words it rests
// on, so that a wrong guess costs one correction and not a wrong plan.
import type { Guess } from '../contracts.js';
import { guessCapabilities } from './guess/capabilities.js';
import { people } from './guess/people.js';
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
    ...people(description),
    ...firstOfEach(found),
  ];
}

/** Signs stand in order of strength: the first that is seen answers its question. */
function firstOfEach(found: Guess[]): Guess[] {
  return found.filter((g, i) => found.findIndex((other) => other.id === g.id) === i);
}
