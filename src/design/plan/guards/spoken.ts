// Which tools a line of what must never happen is about: those whose own words it shares.
import type { BriefCapability } from '../../../contracts.js';
import { splitWords } from '../../../words.js';
import type { Ground } from '../ground.js';

const SHOWN = /\b(reads?|shows?|shown|seen?|tells?|told|leak\w*|reveal\w*|disclos\w*|names?|cit(e|es|ed|ation))\b/i;

/** Tools whose words the line shares most: those that read where it is about showing, else those that change. */
export function spokenOf(line: string, { reads, changes, executes }: Ground): BriefCapability[] {
  const stems = stemsOf(line);
  const share = (tool: BriefCapability) =>
    stemsOf(`${tool.name} ${tool.does} ${tool.touches}`).filter((stem) => stems.includes(stem)).length;
  const [first, second] = SHOWN.test(line) ? [reads, changes] : [changes, reads];
  const best = (tools: readonly BriefCapability[]) => {
    const most = Math.max(0, ...tools.map(share));
    return most === 0 ? [] : tools.filter((tool) => share(tool) === most);
  };
  const found = best(first).length > 0 ? best(first) : best(second);
  return found.length > 0 ? found : [...executes];
}

const FILLER = new Set(['without', 'another', 'other', 'outside', 'from', 'with', 'than', 'that', 'which', 'more']);

function stemsOf(text: string): string[] {
  return [...new Set(splitWords(text))]
    .filter((word) => word.length > 2 && !FILLER.has(word))
    .map((word) => word.replace(/(?<=...)(ments?|ings?|ed|es|s)$/, ''));
}
