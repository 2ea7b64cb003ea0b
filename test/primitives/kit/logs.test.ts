// Which lines of a log tell of a choice or an act, and which only that something went wrong or a place was reached.
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../src/primitives/kit/decision-records.js';
import { complains, firstOfEach, holdsValue, type LogRecord } from '../../../src/primitives/kit/logs.js';

const record = (name: string, says: string[], structured = false): LogRecord =>
  ({
    kind: 'logger',
    role: 'record',
    attached: true,
    structured,
    says,
    site: { file: 'a', line: 1, text: '' },
    node: { calls: [{ fact: { name, line: 1 } }] },
  }) as unknown as LogRecord;

describe('complains', () => {
  it.each([
    record('warning', ['The agent uses a deprecated class']),
    record('warn!', ['backend busy']),
    record('WarnContext', ['model call failed']),
    record('Printf', ['Error loading context: %v', 'err']),
    record('Printf', ['Active plan not found for plan %s', 'plan']),
  ])('%#', (r) => expect(complains(r)).toBe(true));

  it.each([record('info', ['model chosen: {}']), record('Println', ['loaded instructions', 'path'])])('%# not', (r) =>
    expect(complains(r)).toBe(false),
  );
});

describe('holdsValue', () => {
  it.each([['Using cached map for', 'input.path'], ['chose {}'], ['routed to %s', 'name']])('%s', (...says) =>
    expect(holdsValue(record('info', says))).toBe(true),
  );

  it.each([
    ['Initializing executor, hold on...'],
    ['Initializing project'],
    ['loading tools', 'LogLevel.INFO', 'level'],
  ])('%s not', (...says) => expect(holdsValue(record('info', says))).toBe(false));
});

describe('kindOf', () => {
  it('what every function is given is no subject', () => {
    expect(
      kindOf(record('logCompression', ['logCompression', 'config', 'new CompressionEvent(before)'], true)),
    ).toBeUndefined();
    expect(kindOf(record('logRouting', ['logModelRouting', 'config', 'event'], true))).toBe('model choice');
  });

  it('the maximum allowed is no permission', () => {
    expect(kindOf(record('Printf', ['%d tokens exceed the maximum allowed']))).toBeUndefined();
  });
});

it('firstOfEach keeps the first of each key, in order', () => {
  expect(firstOfEach(['ab', 'b', 'ac', 'ba'], (s) => s.slice(0, 1))).toEqual(['ab', 'b']);
});
