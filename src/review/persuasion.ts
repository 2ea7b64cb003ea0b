// A last line behind masking: names, paths and short strings are shown, and they can be spelt to talk to a reader. Where
// they do, no answer about that code raises a verdict. A false alarm costs a chance to rise, never a verdict.
import { splitWords } from '../words.js';
import { hides } from './visible.js';

const ORDERS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(previous|prior|above|all|earlier|system|your|static|the)\b.{0,40}\b(instructions?|prompts?|rules?|guidelines?|messages?|verdicts?|analysis)\b/,
  /\b(score|grade|rate|mark|judge|classify|treat|verdicts?|criteri(on|a))\b.{0,60}\b(met|passed|passing|satisfied|compliant|fulfilled|full marks)\b/,
  /\b(all|every|this|everything)\b.{0,30}\b(is|are|as)\b ?(fully )?\b(met|satisfied|compliant)\b/,
  /\b(reviewers?|evaluators?|graders?|auditors?)\b.{0,60}\b(must|should|note|please|answer|verdict|score|met|approved?|confirmed|instructions?)\b/,
  /\b(end|begin) (of )?(the )?(untrusted|data|repository|quoted)\b/,
  /\bim (start|end)\b|\bnew instructions?\b|\bsystem override\b/,
];

/** Does a line of shown text speak to whoever reads it? Joined words, such as `markAsMet`, are read as words. */
export function addressesReader(line: string): boolean {
  const words = splitWords(line).join(' ');
  return hides(line) || ORDERS.some((order) => order.test(words));
}
