// Answers from a file: what they must match, and what they may do to a verdict.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Quote, ReviewAnswer, ReviewAnswers, ReviewPacket, VerdictValue } from '../../src/contracts.js';
import { catalogue } from '../../src/primitives/registry.js';
import { readAnswers } from '../../src/review/answers-file.js';
import { written } from '../../src/review/written.js';
import { judgementsOf, openOn, placed, sample } from '../support/review.js';

const root = placed(sample('lean-good'));
const judged = await judgementsOf(root);
const open = await openOn(judged, root);
const { packet } = open;

const DENY: Quote = {
  file: 'src/permissions.ts',
  line: 49,
  text: 'const denied = policy.deny.find((rule) => target.startsWith(rule));',
};
const RUNS: Quote = { file: 'src/loop.ts', line: 104, text: 'const text = await tool.run(input, harness.root);' };
const ELSEWHERE: Quote = { file: 'src/cli.ts', line: 44, text: "if (event.type === 'text') console.log(event.text);" };
const PARTLY = 'permission-system/containment';
const MISSING = 'permission-system/trust-tiers';
const THERE = 'permission-system/gate';

function answers(over: Partial<ReviewAnswer> = {}): ReviewAnswers {
  const answer: ReviewAnswer = {
    criterion: PARTLY,
    verdict: 'met',
    reason: 'It holds.',
    quotes: [DENY],
    place: null,
    ...over,
  };
  return { version: 1, packet: packet.digest, tool: packet.tool, model: 'a careful reader', answers: [answer] };
}

async function concluded(file: ReviewAnswers, of = open) {
  const { model, sameFiles, answers: read, dropped } = readAnswers(JSON.stringify(file), 'answers.json', of.packet);
  const checked = await Promise.all(read.map(of.check));
  return of.conclude({
    by: 'file',
    model,
    sameFiles,
    answers: checked,
    dropped,
    stop: { reason: 'completed', why: '' },
  });
}

async function verdictAfter(over: Partial<ReviewAnswer>): Promise<[VerdictValue | undefined, string | undefined]> {
  const { verdicts, outcome } = await concluded(answers(over));
  return [verdicts.find((v) => v.id === (over.criterion ?? PARTLY))?.verdict, outcome.dropped[0]?.why];
}

test('packet and answers follow their schemas', () => {
  const ajv = new Ajv2020({ strict: false });
  const schema = (name: string) => JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'));
  expect(ajv.validate(schema('review-packet'), written(packet)), ajv.errorsText()).toBe(true);
  expect(ajv.validate(schema('review-answers'), answers()), ajv.errorsText()).toBe(true);
});

test('what is asked stands in the words of the catalogue, with code and a reason to ask', () => {
  const criteria = new Map(catalogue.primitives.flatMap((p) => p.criteria.map((c) => [c.id, c] as const)));
  for (const question of packet.questions) {
    expect(question.statement).toBe(criteria.get(question.criterion)?.statement);
    expect(question.excerpts.length).toBeGreaterThan(0);
    expect(question.because).not.toBe('');
  }
  const loop = judged.context.map.loops[0]?.site;
  for (const { excerpts } of packet.questions) {
    expect(excerpts.some((e) => e.file === loop?.file)).toBe(true);
  }
});

test('a written packet holds each line once, and gives every excerpt back', () => {
  const { code, questions } = written(packet);
  const lines = code.flatMap((c) => c.lines.map((_, i) => `${c.file}:${c.from + i}`));
  expect(new Set(lines).size).toBe(lines.length);
  const back = questions.map((q) =>
    q.excerpts.map(({ file, from, to }) => {
      const held = code.find((c) => c.file === file && c.from <= from && to < c.from + c.lines.length);
      return { file, from, lines: held?.lines.slice(from - held.from, to - held.from + 1) };
    }),
  );
  expect(back).toEqual(packet.questions.map((q) => q.excerpts));
});

test('the same repository gives the same packet', async () => {
  expect((await openOn(judged, root)).packet).toEqual(packet);
});

describe('what an answer may do', () => {
  test.each<[title: string, over: Partial<ReviewAnswer>, verdict: VerdictValue, dropped: string | undefined]>([
    ['rises on running code', {}, 'met', undefined],
    ['rises when the line is three off', { quotes: [{ ...DENY, line: 52 }] }, 'met', undefined],
    [
      'rises whatever the spaces',
      { quotes: [{ ...DENY, text: 'const  denied=policy.deny.find((rule)=>' }] },
      'met',
      undefined,
    ],
    ['does not rise without a quote', { quotes: [] }, 'partial', 'a verdict rises only on quotes'],
    [
      'does not rise on a place',
      { quotes: [], place: { file: DENY.file, line: 49 } },
      'partial',
      'a verdict rises only on quotes',
    ],
    [
      'does not rise on an invented quote',
      { quotes: [{ ...DENY, text: 'if (!gate(call)) return;' }] },
      'partial',
      'the quote is not at src/permissions.ts:49',
    ],
    [
      'does not rise on a quote far off',
      { quotes: [{ ...DENY, line: 20 }] },
      'partial',
      'the quote is not at src/permissions.ts:20',
    ],
    [
      'does not rise when one of two is invented',
      { quotes: [DENY, { ...RUNS, text: 'await ask();' }] },
      'partial',
      'the quote is not at src/loop.ts:104',
    ],
    [
      'does not rise on a file that does not exist',
      { quotes: [{ ...DENY, file: 'src/gate.ts' }] },
      'partial',
      'src/gate.ts:49 is in no file that can be quoted',
    ],
    [
      'does not open files outside',
      { quotes: [{ ...DENY, file: '../../../etc/passwd' }] },
      'partial',
      '../../../etc/passwd:49 is in no file that can be quoted',
    ],
    [
      'does not rise on a brace',
      { quotes: [{ ...DENY, text: '}' }] },
      'partial',
      'the quote of src/permissions.ts:49 is too short to be told apart',
    ],
    [
      'does not rise on a comment',
      { quotes: [{ file: 'src/permissions.ts', line: 45, text: 'Deny rules first, then pre-approved commands' }] },
      'partial',
      'src/permissions.ts:45 is a comment or prose, which proves nothing',
    ],
    [
      'does not rise on a test',
      {
        quotes: [
          {
            file: 'test/loop.test.ts',
            line: 1,
            text: readFileSync(join(root, 'test/loop.test.ts'), 'utf8').split('\n')[0] ?? '',
          },
        ],
      },
      'partial',
      'nothing ties test/loop.test.ts:1 to permission-system/containment, and it was not shown',
    ],
    [
      'does not rise on running code that has nothing to do with it',
      { quotes: [ELSEWHERE] },
      'partial',
      `nothing ties ${ELSEWHERE.file}:${ELSEWHERE.line} to permission-system/containment, and it was not shown`,
    ],
    ['changes nothing when unsure', { verdict: 'unknown' }, 'partial', undefined],
    ['falls on a quote', { criterion: THERE, verdict: 'absent', quotes: [RUNS] }, 'absent', undefined],
    [
      'falls on a place where it should stand',
      { criterion: THERE, verdict: 'absent', quotes: [], place: { file: RUNS.file, line: 104 } },
      'absent',
      undefined,
    ],
    [
      'does not fall on nothing',
      { criterion: THERE, verdict: 'absent', quotes: [] },
      'met',
      'a verdict falls only with a quote or a place where the thing should stand',
    ],
    [
      'does not fall on a place that is not there',
      { criterion: THERE, verdict: 'absent', quotes: [], place: { file: RUNS.file, line: 9999 } },
      'met',
      'there is no line src/loop.ts:9999',
    ],
    ['is not asked', { criterion: 'tool-registry/enumerable' }, 'met', 'it is not asked about this repository'],
  ])('%s', async (_, over, verdict, dropped) => {
    expect(await verdictAfter(over)).toEqual([verdict, dropped]);
  });

  test('code that nothing reaches carries partial at most', async () => {
    const files = {
      ...sample('lean-good'),
      'src/spare.ts': [
        "import { type Harness, run } from './loop.js';",
        'export function tiers(harness: Harness, source: string) {',
        "  return source === 'built-in' ? run(harness) : undefined;",
        '}',
        '',
      ].join('\n'),
    };
    const other = placed(files);
    const reopened = await openOn(await judgementsOf(other), other);
    const text = "return source === 'built-in' ? run(harness) : undefined;";
    const quotes = [{ file: 'src/spare.ts', line: 3, text }];
    const file = { ...answers({ criterion: MISSING, quotes }), packet: reopened.packet.digest };
    const { verdicts } = await concluded(file, reopened);
    expect(verdicts.find((v) => v.id === MISSING)).toMatchObject({ verdict: 'partial', level: 'defined' });
  });

  test('a shared verdict is cited where the reader points, and keeps its reason', async () => {
    const reason = 'The decision stands before the tool runs.';
    const { verdicts, outcome } = await concluded(
      answers({ criterion: THERE, verdict: 'met', quotes: [RUNS], reason }),
    );
    const shared = verdicts.find((v) => v.id === THERE);
    expect(shared).toMatchObject({ verdict: 'met', evidence: [{ file: RUNS.file, line: RUNS.line }, {}] });
    expect(shared?.reviewed).toMatchObject({ reason, quotes: [{ file: RUNS.file, line: RUNS.line }] });
    expect(outcome).toMatchObject({ accepted: 1, changed: 0 });
  });

  test('an open question is undecided, and not an answer that was not believed', async () => {
    const reason = 'The caller is not shown.';
    const { outcome } = await concluded(answers({ verdict: 'unknown', quotes: [], reason }));
    expect(outcome).toMatchObject({ accepted: 0, dropped: [], undecided: [{ criterion: PARTLY, reason }] });
  });

  test('the same verdict for a better reason, on checked lines, corrects the reason', async () => {
    const reason = 'Paths are kept inside the root, yet links out of it are followed.';
    const why = async (over: Partial<ReviewAnswer>) =>
      (await concluded(answers({ verdict: 'partial', reason, ...over }))).verdicts.find((v) => v.id === PARTLY)?.why;
    expect(await why({})).toBe(reason);
    expect(await why({ quotes: [] })).toBe(judged.verdicts.find((v) => v.id === PARTLY)?.why);
  });

  test('places in the reason that were not checked do not reach the report', async () => {
    const reason = 'See src/permissions.ts:49 and src/invented.ts:12, and lines 40-44.';
    const { verdicts } = await concluded(answers({ reason }));
    const { why = '' } = verdicts.find((v) => v.id === PARTLY) ?? {};
    expect(why).toBe('See src/permissions.ts:49 and (unchecked place), and (unchecked line).');
  });
});

describe('answers that belong to something else', () => {
  const read =
    (file: unknown, of: ReviewPacket = packet) =>
    () =>
      readAnswers(typeof file === 'string' ? file : JSON.stringify(file), 'answers.json', of);
  const commit = (hash: string): ReviewPacket => ({ ...packet, target: { ...packet.target, commit: hash } });

  test.each<[string, () => unknown, string]>([
    ['not JSON', read('{'), 'not valid JSON'],
    ['a list', read([]), 'not an object'],
    ['the packet itself', read(packet), 'it is the packet'],
    ['another version', read({ ...answers(), version: 2 }), 'it has version 2'],
    [
      'another tool version',
      read({ ...answers(), tool: { name: 'harness', version: '9.9.9' } }),
      'it answers harness 9.9.9',
    ],
    [
      'another commit',
      read({ ...answers(), commit: 'a'.repeat(40) }, commit('b'.repeat(40))),
      'it is about commit aaaaaaaaaaaa, this is bbbbbbbbbbbb',
    ],
    ['no model', read({ ...answers(), model: '' }), 'which model or person'],
    ['no answers', read({ ...answers(), answers: 3 }), 'no list of answers'],
    ['no digest', read({ ...answers(), packet: undefined }), "the packet's digest"],
  ])('%s', (_, call, why) => {
    expect(call).toThrow(expect.objectContaining({ exitCode: 2, message: expect.stringContaining(why) }));
  });

  test('a malformed or repeated answer is dropped, the others count', () => {
    const [first] = answers().answers;
    const file = { ...answers(), answers: [first, first, { ...first, criterion: THERE, quotes: 'none' }] };
    const { answers: kept, dropped } = readAnswers(JSON.stringify(file), 'answers.json', packet);
    expect(kept).toHaveLength(1);
    expect(dropped).toEqual([
      { criterion: PARTLY, why: 'it is answered twice' },
      { criterion: THERE, why: 'a quote has not file, line and text' },
    ]);
  });

  test('a repository that changed in between: quotes are checked against it as it is now', async () => {
    const other = placed(sample('lean-good'));
    const path = join(other, 'src/permissions.ts');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('const denied = policy.deny.find(', 'const denied = policy.deny.findLast('),
    );
    const changed = await openOn(await judgementsOf(other), other);
    const gone = await concluded(answers(), changed);
    expect(gone.outcome).toMatchObject({
      sameFiles: false,
      accepted: 0,
      dropped: [{ why: 'the quote is not at src/permissions.ts:49' }],
    });
    const still = await concluded(answers({ criterion: THERE, verdict: 'partial', quotes: [RUNS] }), changed);
    expect(still.outcome).toMatchObject({ sameFiles: false, accepted: 1, changed: 1 });
  });
});
