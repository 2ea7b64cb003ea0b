// A model's help inside the interview: agreed to, confirmed answer by answer, kept over a crash, and never needed.
import { describe, expect, test } from 'vitest';
import type { PartialBrief } from '../../../src/contracts.js';
import { readDraft, writeDraft } from '../../../src/design/ask/draft.js';
import type { Proposal, Propose } from '../../../src/design/propose/proposal.js';
import { WHOLE } from './answers.js';
import { CTRL_C, DOWN, ENTER, inOneLine, type Typed, typed } from './terminal.js';

const { brief: complete } = await typed({ brief: {} }, WHOLE);
const { run, ...others } = complete as PartialBrief;
const { perDay: _, ...runLeft } = run ?? {};
const partial: PartialBrief = { ...others, run: runLeft };
const proposal: Proposal = {
  guesses: [{ id: 'run.perDay', value: 7, words: ['sorts shelves'], by: 'model' }],
  sharper: [{ id: 'job.owns', value: 'puts each jar by its date' }],
  dropped: [{ id: 'run.steps', why: 'it rests on no words' }],
};

interface Fake {
  asked: number;
  propose: Propose;
}

function fake(reply: Proposal | { note: string }): Fake {
  const one: Fake = {
    asked: 0,
    propose: async (_brief, { consent, wait }) => {
      if (!(await consent('Ask a model?'))) return { note: 'nothing was sent' };
      one.asked += 1;
      return wait(async () => ('note' in reply ? reply : { proposal: reply }));
    },
  };
  return one;
}

const SEND: Typed = ['Ask a model?', ENTER];
const TAKE: Typed = ['A sharper wording?', DOWN + ENTER];
const CONFIRM: Typed = ['Is this what you want planned', ENTER];

describe('a proposal in the interview', () => {
  test('is shown with its words and taken when it is confirmed', async () => {
    const { propose } = fake(proposal);
    const script: Typed[] = [
      SEND,
      ['Dropped of what it said: run.steps', ''],
      TAKE,
      ['Which are right', ENTER],
      CONFIRM,
    ];
    const { brief, raw } = await typed({ brief: partial }, script, { propose });
    expect(brief).toMatchObject({ run: { perDay: 7 }, job: { owns: 'puts each jar by its date' } });
    expect(inOneLine(raw)).toContain('“sorts shelves”, by the model');
  });

  test('is asked for when it is unticked, and the own wording stands when it is kept', async () => {
    const { propose } = fake(proposal);
    const script: Typed[] = [
      SEND,
      ['A sharper wording?', ENTER],
      ['Which are right', ` ${ENTER}`],
      ['usual day', `3${ENTER}`],
      CONFIRM,
    ];
    const { brief } = await typed({ brief: partial }, script, { propose });
    expect(brief).toMatchObject({ run: { perDay: 3 }, job: { owns: 'sorts shelves' } });
  });

  test.each<[string, Fake, Typed[], number]>([
    [
      'when the user says no',
      fake(proposal),
      [
        ['Ask a model?', DOWN + ENTER],
        ['nothing was sent', ''],
      ],
      0,
    ],
    ['when it fails', fake({ note: 'the server is busy' }), [SEND, ['the server is busy', '']], 1],
  ])('is not needed: %s', async (_name, { propose }, first) => {
    const { brief } = await typed({ brief: partial }, [...first, ['usual day', `5${ENTER}`], CONFIRM], { propose });
    expect(brief?.run.perDay).toBe(5);
  });

  test('is paid for once: a killed interview goes on with what was said', async () => {
    const first = fake(proposal);
    const { saved } = await typed({ brief: partial }, [SEND, ['A sharper wording?', CTRL_C]], {
      propose: first.propose,
    });
    const draft = readDraft(writeDraft(saved.at(-1) ?? { brief: {} }), 'answers.yaml');
    const again = fake(proposal);
    const { brief } = await typed(draft, [TAKE, ['Which are right', ENTER], CONFIRM], { propose: again.propose });
    expect([first.asked, again.asked]).toEqual([1, 0]);
    expect(brief).toMatchObject({ run: { perDay: 7 }, job: { owns: 'puts each jar by its date' } });
  });

  test('can be stopped while the answer is awaited', async () => {
    let stopped = false;
    const propose: Propose = (_brief, { consent, wait }) =>
      consent('Ask a model?').then(() =>
        wait(
          (signal) =>
            new Promise((resolve) => {
              signal.addEventListener('abort', () => {
                stopped = true;
                resolve({ note: 'stopped' });
              });
            }),
        ),
      );
    const { brief, screen } = await typed(
      { brief: partial },
      [
        ['Ask a model?', ENTER],
        ['Send it', ''],
        ['Send it', CTRL_C],
      ],
      {
        propose,
      },
    );
    expect([brief, stopped]).toEqual([undefined, true]);
    expect(screen).toContain('--resume');
  });
});

test.each(['guesses: 1', 'guesses: []', 'guesses: [{id: run.perDay, value: many}], sharper: [], dropped: []'])(
  'a proposal that was edited into %s is refused',
  (edited) => {
    const text = `version: 1\nname: x\nunfinished:\n  proposed: {${edited}}\n`;
    expect(() => readDraft(text, 'answers.yaml')).toThrow(/unfinished/);
  },
);
