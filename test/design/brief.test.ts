import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Brief, PartialBrief } from '../../src/contracts.js';
import { contradictions } from '../../src/design/brief/contradictions.js';
import { readBrief, writeBrief } from '../../src/design/brief/file.js';
import { guess } from '../../src/design/guess.js';
import { withAnswer } from '../../src/design/path.js';
import { next, questions } from '../../src/design/questions.js';
import { HarnessError } from '../../src/errors.js';
import { briefNames, briefOf } from '../support/briefs.js';

interface Schema {
  $ref?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
}
const schema = JSON.parse(readFileSync('schemas/brief.schema.json', 'utf8')) as Schema & {
  $defs: Record<string, Schema>;
};
const resolved = (s: Schema | undefined): Schema =>
  s?.$ref === undefined ? (s ?? {}) : (schema.$defs[s.$ref.replace('#/$defs/', '')] ?? {});

function schemaAt(id: string): Schema {
  return id.split('.').reduce((at, key) => resolved(at.properties?.[key]), schema as Schema);
}

describe('questions', () => {
  test.each(questions.map((q) => [q.id, q] as const))('%s agrees with the schema of the brief', (id, question) => {
    const found = schemaAt(id);
    expect(Object.keys(found)).not.toEqual([]);
    const choices = question.choices?.map((c) => c.value);
    if (choices !== undefined) expect((resolved(found.items).enum ?? found.enum)?.sort()).toEqual([...choices].sort());
    for (const field of question.fields ?? []) {
      const property = resolved(resolved(found.items).properties?.[field.id]);
      expect(property.enum?.sort()).toEqual(field.choices?.map((c) => c.value).sort());
    }
  });

  test('every leaf of the schema is asked for', () => {
    const leaves = Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
      const inner = resolved(part).properties;
      return inner === undefined ? [key] : Object.keys(inner).map((field) => `${key}.${field}`);
    });
    expect(leaves.filter((leaf) => leaf !== 'version').sort()).toEqual(questions.map((q) => q.id).sort());
  });

  test('answering them one by one, by their defaults where there is one, makes a whole brief', () => {
    let brief: PartialBrief = { description: 'a chat for customers' };
    for (let asked = next(brief)[0]; asked !== undefined; asked = next(brief)[0]) {
      const own = { capabilities: briefOf('support-assistant').capabilities, 'job.never': ['spam'] }[asked.id];
      brief = withAnswer(brief, asked.id, own ?? asked.default?.(brief) ?? 'words');
    }
    const valid = new Ajv2020({ strict: false }).validate(schema, { version: 1, ...brief });
    expect(valid).toBe(true);
    expect(contradictions(brief)).toEqual([]);
  });
});

describe('a brief in a file', () => {
  test.each(briefNames)('%s is whole, valid and free of contradictions', (name) => {
    const brief = briefOf(name);
    expect(next(brief)).toEqual([]);
    expect(contradictions(brief)).toEqual([]);
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(schema, { ...brief, version: 1 }), ajv.errorsText()).toBe(true);
    expect(readBrief(writeBrief(brief), name)).toEqual(brief);
  });

  test.each([
    ['version: 1\nrun:\n  lenght: days\n', "b.yaml:3:3 unknown key 'lenght'", "did you mean 'length'?"],
    ['version: 1\nrun: {length: 7}\n', 'b.yaml:2:15 a number where a choice belongs', 'one of: seconds'],
    ['version: 1\nteam: {weeks: soon}\n', 'b.yaml:2:15 a text where a number belongs', 'In how many weeks'],
    ['version: 1\nteam: {weeks: 2.5}\n', 'b.yaml:2:15 2.5 is no whole number', 'In how many weeks'],
    ['version: 1\ncost: {perRun: -1}\n', 'b.yaml:2:16 -1 is out of bounds', 'from 0.0001'],
    ['version: 1\nrun: {survives: [nothing, progress]}\n', "b.yaml:2:17 'nothing' together", 'leave out'],
    ['version: 1\ncapabilities: [{name: a}]\n', "b.yaml:2:16 'does' is missing", 'starts with a verb'],
    ['version: 1\njob: help\n', 'b.yaml:2:6 a text where a group of keys belongs', 'owns'],
    ['version: 0\n', 'b.yaml:1:10 version 0 of a brief cannot be read', '--questions'],
    ['version: 2\n', 'b.yaml:1:10 version 2 of a brief cannot be read', 'update harness'],
    ['name: x\n', "b.yaml:1:1 'version' is missing", 'version: 1'],
    ['a: [\n', 'is no YAML', 'mend'],
    ['- a\n', 'a list where a brief belongs', 'version: 1'],
    ['', 'nothing where a brief belongs', 'version: 1'],
  ])('%j is refused', (text, message, hint) => {
    let error: unknown;
    try {
      readBrief(text, 'b.yaml');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(HarnessError);
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
    expect((error as HarnessError).hint).toContain(hint);
  });
});

describe('contradictions', () => {
  const reader = briefOf('research-copilot');
  const shop = briefOf('support-assistant');
  const first = (brief: Brief) => contradictions(brief).map((c) => c.says);
  const [search, ...others] = reader.capabilities;
  if (search === undefined) throw new Error('no capability');

  test.each([
    [
      'read-only, yet it deletes',
      { ...reader, capabilities: [...others, { ...search, effect: 'delete' }] },
      /read-only/,
    ],
    ['reads, yet its words delete', { ...shop, capabilities: [{ ...search, does: 'deletes mails' }] }, /deletes mails/],
    ['waits for a second person, yet forgets', { ...shop, run: { ...shop.run, survives: ['conversation'] } }, /second/],
    ['remembers, yet nothing survives', { ...shop, run: { ...shop.run, survives: ['nothing'] } }, /remembers/],
    [
      'asks, yet nobody is there',
      { ...shop, watching: ['nobody'], run: { ...shop.run, waitsFor: ['nothing'] } },
      /nobody watches/,
    ],
    [
      'does harm for good, and nobody is asked',
      { ...shop, capabilities: [{ ...search, effect: 'send', mistake: 'harm', undo: 'no' }] },
      /nobody is asked/,
    ],
  ] as [string, Brief, RegExp][])('%s', (_, brief, says) => {
    expect(first(brief).join('\n')).toMatch(says);
  });
});

describe('guesses', () => {
  const text =
    'A support assistant in Python: customers chat with it, it looks up orders and refunds small orders. I build it alone in six weeks.';

  test('rest on words of the description', () => {
    const guesses = guess(text);
    expect(Object.fromEntries(guesses.map((g) => [g.id, g.value]))).toMatchObject({
      shape: 'chat-assistant',
      'team.stack': 'python',
      'team.maintainers': 1,
      'team.weeks': 6,
      capabilities: [
        { name: 'looks_up_orders', effect: 'read' },
        { name: 'refunds_small_orders', effect: 'spend', approval: 'every-time' },
      ],
    });
    for (const { words } of guesses) for (const word of words) expect(text.toLowerCase()).toContain(word.toLowerCase());
  });

  test('are not made without words', () => {
    expect(guess('Something new.')).toEqual([]);
  });
});
