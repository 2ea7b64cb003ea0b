// Every criterion and practice carries one repository that meets it and one that does not. Both go through the whole
// pipeline here, so a new criterion is tested by being written.
import { describe, expect, it } from 'vitest';
import type { Criterion, Example, Practice, Verdict } from '../../src/contracts.js';
import { catalogue } from '../../src/primitives/registry.js';
import { evaluateFiles } from '../support/evaluate-files.js';

const groups: [string, (Criterion | Practice)[]][] = [
  ...catalogue.primitives.map((p): [string, Criterion[]] => [p.id, p.criteria]),
  ['practices', catalogue.practices],
];

describe.each(groups)('%s', (_, subjects) => {
  it.each(subjects.map((s): [string, Criterion | Practice] => [s.id, s]))('%s: pass is met', async (id, { pass }) => {
    const { verdict, evidence, why } = await verdictOf(id, pass);
    expect(verdict, `${pass.title}: ${why}`).toBe('met');
    expect(evidence, 'a verdict without a place in the code is not a verdict').not.toEqual([]);
    for (const { file, line, text } of evidence) expect(lineOf(pass, file, line)).toContain(text);
  });

  it.each(subjects.map((s): [string, Criterion | Practice] => [s.id, s]))('%s: fail is not', async (id, { fail }) => {
    const { verdict, why } = await verdictOf(id, fail);
    expect(['absent', 'na'], `${fail.title}: ${verdict}: ${why}`).toContain(verdict);
  });
});

async function verdictOf(id: string, example: Example): Promise<Verdict> {
  const report = await evaluateFiles(example.files);
  expect(report.harness.found, `${example.title}: no harness was found in it`).toBe(true);
  const verdict = [...report.criteria, ...report.practices].find((v) => v.id === id);
  if (verdict === undefined) throw new Error(`no verdict for ${id}`);
  return verdict;
}

/** Text of a cited line, which must exist in the example. */
function lineOf({ files }: Example, file: string, line: number): string | undefined {
  return files[file]?.split('\n')[line - 1];
}
