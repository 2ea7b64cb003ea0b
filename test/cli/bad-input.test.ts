import { expect, test } from 'vitest';
import { folder, transcript } from '../support/run-cli.js';

const place = folder({
  'plain.txt': 'not a folder\n',
  'facts.txt': '{"schemaVersion": 7}\n',
  'empty/.gitkeep': '',
  'java/Main.java': 'class Main {}\n',
  'plain/index.ts': 'export const sum = (a: number, b: number): number => a + b;\n',
});

test.each(
  [
    'evaluate nowhere',
    'evaluate plain.txt',
    'evaluate empty',
    'evaluate java',
    'evaluate plain',
    'evaluate plain --format mardown',
    'evaluate plain --min-severity hihg',
    'evaluate plain --primitive token-budgt',
    'evaluate plain --scope lib',
    'evaluate plain --output missing/report.md',
    'evaluate plain --output empty',
    'evaluate --facts nowhere.json',
    'evaluate --facts plain.txt',
    'evaluate --facts facts.txt',
    'evaluate plain --facts facts.txt',
    'evaluate plain --fromat json',
    'evalute plain',
    'explain permission-system/gat',
    'explain',
    'catalogue permisson-system',
    'catalogue --format yaml',
  ].map((line) => [line]),
)('harness %s', (line) => {
  expect(transcript(line.split(' '), place)).toMatchSnapshot();
});
