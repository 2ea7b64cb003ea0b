// A brief as a YAML file. Whoever wrote it by hand is told the line and the column of every mistake.
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, stringify } from 'yaml';
import type { PartialBrief } from '../../contracts.js';
import { HarnessError } from '../../errors.js';
import type { Problem } from './answer.js';
import { validate } from './validate.js';

/** The answers in this text. `file` is named in errors. @throws HarnessError (exit code 2) with every problem. */
export function readBrief(text: string, file: string): PartialBrief {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    throw new HarnessError(`${file}:${line}:${col} is no YAML: ${syntax.message}`, 'mend the line and try again', 2);
  }
  const value: unknown = document.toJS();
  const problems = validate(value);
  if (problems.length > 0) throw new HarnessError(...told(file, problems, document, lines), 2);
  const { version: _, ...answers } = value as PartialBrief;
  return answers;
}

/** The text that `readBrief` gives the same answers for. */
export function writeBrief({ version: _, ...answers }: PartialBrief): string {
  return stringify({ version: 1, ...answers }, { lineWidth: 100 });
}

function told(file: string, problems: Problem[], document: Document, lines: LineCounter): [string, string] {
  const [first, ...others] = problems.map((problem) => {
    const { line, col } = lines.linePos(
      problem.atKey ? keyOffset(problem.path, document) : offsetOf(problem.path, document),
    );
    return { says: `${file}:${line}:${col} ${problem.says}`, hint: problem.hint };
  });
  const rest = others.map(({ says, hint }) => `\n  ${says}\n    ${hint}`);
  return [first?.says ?? file, `${first?.hint ?? ''}${rest.join('')}`];
}

/** Where the value of this path stands; the nearest part that exists when it does not. */
function offsetOf(path: (string | number)[], document: Document): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function keyOffset(path: (string | number)[], document: Document): number {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
}
