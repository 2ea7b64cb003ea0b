import { expect, it } from 'vitest';
import { snippet } from '../../support/snippet.js';

const calls = async (path: string, text: string): Promise<string[]> =>
  (await snippet(path, text)).code.calls.map((c) => c.fact.callee);

it('what stands behind a constant that is false does not run', async () => {
  const go = (value: string): string =>
    `package main\n\nconst verbose = ${value}\n\nfunc run() {\n\tif verbose {\n\t\tprintln("tokens")\n\t}\n\twork()\n}\n`;
  expect(await calls('main.go', go('false'))).toEqual(['work']);
  expect(await calls('main.go', go('true'))).toEqual(['println', 'work']);
  const typescript = (how: string): string =>
    `${how} verbose = false;\nexport function run() {\n  if (verbose) {\n    console.log('tokens');\n  }\n  work();\n}\n`;
  expect(await calls('main.ts', typescript('const'))).toEqual(['work']);
  expect(await calls('main.ts', typescript('let'))).toEqual(['console.log', 'work']);
});
