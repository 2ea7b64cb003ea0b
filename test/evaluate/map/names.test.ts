// Names come from the code under study and may hold any character; none may break the analysis.
import { expect, test } from 'vitest';
import { literally } from '../../../src/words.js';
import { evaluateFiles } from '../../support/evaluate-files.js';

test('a receiver that is a regular expression is a name like any other', async () => {
  const report = await evaluateFiles({
    'package.json': '{ "name": "compiler", "type": "module" }',
    'src/compile.ts': `
      interface Options { text: string; mode: { name: string } }
      export function scripts({ text, mode }: Options): string[] {
        const { name } = mode;
        const found = /(<script.[^>]*>|\\/\\*+.)/gm.exec(text);
        return /^\\s*[+*?(]/.test(name) && found !== null ? [...found] : [];
      }
    `,
  });
  expect(report.harness.found).toBe(false);
});

test('a literal stands for itself in an expression', () => {
  const text = String.raw`a.b*(c)[d]{e}^$|\/-?+`;
  expect(new RegExp(`^${literally(text)}$`).test(text)).toBe(true);
  expect(new RegExp(`^${literally('a.b')}$`).test('axb')).toBe(false);
});
