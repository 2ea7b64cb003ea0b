// A sentence that fits every product says nothing about any. Headings and heads of tables are no sentences.
import { expect, test } from 'vitest';
import { fill } from '../../src/design/fill.js';
import { catalogue } from '../../src/primitives/registry.js';
import { briefNames, designOf } from '../support/briefs.js';

const LONGEST_COMMONPLACE = 6;

/** Sentences and cells of a document, without the product's name, which alone makes nothing specific. */
function sentences(name: string): Set<string> {
  const design = designOf(name);
  const files = fill(design, catalogue, { summary: true, issues: true }).filter((f) => f.path.endsWith('.md'));
  const lines = files.flatMap((f) => f.text.replace(/```mermaid[\s\S]*?```/g, '').split('\n'));
  const prose = lines.filter((line, i) => !line.startsWith('#') && !/^\|[-|]+\|$/.test(lines[i + 1] ?? ''));
  return new Set(
    prose
      .flatMap((line) => line.split(/\s\|\s|^\|\s|\s\|$|(?<=[.;:!?])\s/))
      .map((part) =>
        part
          .replaceAll(design.product.name, '·')
          .replace(/^[-*\d.\s[\]]+/, '')
          .trim(),
      )
      .filter((part) => part.split(/\s+/).length > LONGEST_COMMONPLACE),
  );
}

test('no sentence of a plan is true of every product', () => {
  const [first = new Set<string>(), ...others] = briefNames.map(sentences);
  expect([...first].filter((sentence) => others.every((other) => other.has(sentence)))).toEqual([]);
});

test('most sentences of a plan are its own', () => {
  const all = briefNames.map(sentences);
  for (const [i, own] of all.entries()) {
    const others = all.filter((_, j) => j !== i);
    const shared = [...own].filter((sentence) => others.some((other) => other.has(sentence)));
    expect(shared.length / own.size, briefNames[i]).toBeLessThan(0.4);
  }
});
