// What a model says about a description is shown only where it is an answer and rests on words that are there.
import { describe, expect, test } from 'vitest';
import type { PartialBrief } from '../../src/contracts.js';
import { completed } from '../../src/design/propose/complete.js';
import { type Proposal, textsOf } from '../../src/design/propose/proposal.js';
import { readProposal } from '../../src/design/propose/read.js';
import { proposalRequest } from '../../src/design/propose/request.js';

const brief: PartialBrief = {
  description: 'Callers ring a dentist; it books free slots in the calendar, about 150 calls a day. Two of us, Python.',
  job: { owns: 'it kind of does the phone stuff' },
};
const told = textsOf(brief);
const slot = {
  name: 'book_slot',
  does: 'books a free slot',
  effect: 'write',
  touches: 'the calendar',
  invokedBy: 'anyone',
  approval: 'none',
  mistake: 'rework',
  undo: 'with-work',
  words: ['books free slots in the calendar'],
};
const reply = (over: object) => JSON.stringify({ answers: [], tools: [], sharper: [], ...over });
const read = (over: object) => readProposal(reply(over), told, brief) as Proposal;
const answer = (id: string, values: unknown, words: unknown = ['150 calls a day']) => ({ id, values, words });

describe('a proposal', () => {
  test('becomes answers of the kind that is asked for, with their words', () => {
    const { guesses, dropped } = read({
      answers: [
        answer('run.perDay', ['150']),
        answer('job.never', ['a slot is booked twice'], ['books  Free slots']),
        answer('watching', ['user'], ['Callers ring']),
        answer('team.stack', ['python'], ['Python']),
      ],
      tools: [slot],
    });
    expect(dropped).toEqual([]);
    expect(guesses.map(({ id, value, by }) => [id, value, by])).toEqual([
      ['run.perDay', 150, 'model'],
      ['job.never', ['a slot is booked twice'], 'model'],
      ['watching', ['user'], 'model'],
      ['team.stack', 'python', 'model'],
      ['capabilities', [Object.fromEntries(Object.entries(slot).filter(([key]) => key !== 'words'))], 'model'],
    ]);
  });

  test.each([
    ['words that are not there', answer('run.perDay', ['150'], ['two hundred calls'])],
    ['no words', answer('run.perDay', ['150'], [])],
    ['a letter', answer('run.perDay', ['150'], ['a'])],
    ['no number', answer('run.perDay', ['many'])],
    ['no text', answer('run.perDay', [''])],
    ['an unknown choice', answer('team.stack', ['cobol'])],
    ['an answered question', answer('job.owns', ['books'])],
    ['an unknown question', answer('run.speed', ['fast'])],
    ['what was taken out', answer('job.users', ['callers with [redacted]'])],
    ['a value of another type', answer('run.perDay', 150)],
    ['no object', 'run.perDay'],
  ])('drops %s, and says why', (_, entry) => {
    const { guesses, dropped } = read({ answers: [entry] });
    expect(guesses).toEqual([]);
    expect(dropped).toMatchObject([{ why: expect.stringMatching(/.+/) }]);
  });

  test('drops a tool that is none, and keeps the others', () => {
    const { guesses, dropped } = read({ tools: [{ ...slot, effect: 'explode' }, { ...slot, extra: 1 }, slot, slot] });
    expect(guesses[0]?.value).toHaveLength(1);
    expect(dropped).toHaveLength(3);
  });

  test('takes control characters out of what goes to a terminal', () => {
    const { guesses } = read({ answers: [answer('job.users', ['cal\u001b[31mlers\u202e\n of a dentist'])] });
    expect(guesses[0]?.value).toBe('cal [31mlers of a dentist');
  });

  test.each(['', 'no JSON', '[]', '{}', '{"answers":{},"tools":[],"sharper":[]}', 'null'])(
    'is none when the reply is %j',
    (text) => {
      expect(readProposal(text, told, brief)).toMatchObject({ flaw: expect.stringMatching(/reply/) });
    },
  );

  test('offers wording only for what is answered, in its form', () => {
    const { sharper, dropped } = read({
      sharper: [
        { id: 'job.success', values: ['x'] },
        { id: 'job.owns', values: ['a', 'b'] },
        { id: 'job.owns', values: ['x'.repeat(500)] },
        { id: 'job.owns', values: ['books, moves and cancels appointments by phone'] },
        { id: 'job.owns', values: ['answers the phone'] },
      ],
    });
    expect(sharper).toEqual([{ id: 'job.owns', value: 'books, moves and cancels appointments by phone' }]);
    expect(dropped.map(({ why }) => why)).toEqual([
      'it is not answered yet',
      'it is no answer to this question',
      'it is longer, not sharper',
      'it was worded twice',
    ]);
  });
});

test('what is missing is filled and listed; wording is listed and not taken; rules guess where the model is silent', () => {
  const proposal = read({
    answers: [answer('run.perDay', ['150']), answer('plans.agents', ['3'], ['Two of us'])],
    sharper: [{ id: 'job.owns', values: ['books appointments'] }],
  });
  const { brief: whole, lines } = completed(brief, proposal);
  expect(whole).toMatchObject({ run: { perDay: 150 }, team: { stack: 'python' }, job: brief.job });
  expect(whole.plans).toBeUndefined();
  expect(lines).toContain('proposed by the model: run.perDay: 150 (from “150 calls a day”)');
  expect(lines).toContain('wording offered, not taken: job.owns: books appointments');
  expect(lines.join('\n')).toMatch(/guessed by rule: team\.stack: Python/);
});

test('only texts of the brief are sent, and what is open is named', () => {
  const { prefix, question } = proposalRequest(told, brief);
  expect(question).toContain(brief.description);
  expect(question).toMatch(/Open questions: name, /);
  expect(question).not.toContain('job.owns,');
  expect(proposalRequest([], {}).prefix).toBe(prefix);
});
