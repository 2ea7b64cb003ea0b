// Is this value an answer to that question? One check for what is typed in a terminal and what stands in a file.
import type { CapabilityQuestion, Question, QuestionChoice } from '../../contracts.js';
import { closest, sameName } from '../../words.js';

/** What is wrong with a part of a brief. `path` leads to it: ['capabilities', 2, 'effect']. */
export interface Problem {
  path: (string | number)[];
  says: string;
  hint: string;
  /** The key is wrong, not its value. */
  atKey?: true;
}

type Asked = Question | CapabilityQuestion;

/** Problems of one answer; none means that it is an answer. Paths are relative to the answer. */
export function checkAnswer(asked: Asked, value: unknown): Problem[] {
  switch (asked.kind) {
    case 'text':
      return checkText(asked, value);
    case 'choice':
      return checkChoice(asked.choices ?? [], value, []);
    case 'number':
      return checkNumber(asked, value);
    case 'lines':
      return checkList(asked, value, (line, i) => checkText(asked, line, [i]));
    case 'multi':
      return [
        ...checkList(asked, value, (entry, i) => checkChoice(asked.choices ?? [], entry, [i])),
        ...checkAlone(asked, value),
      ];
    case 'capabilities':
      return checkList(asked, value, (entry, i) => checkFields(asked.fields ?? [], entry, [i])).concat(twice(value));
  }
}

function checkText(asked: Asked, value: unknown, path: (string | number)[] = []): Problem[] {
  if (typeof value !== 'string') return [{ path, says: `${kindOf(value)} where a text belongs`, hint: asked.ask }];
  const mayBeEmpty = 'mayBeEmpty' in asked && asked.mayBeEmpty === true;
  if (value.trim() === '') return mayBeEmpty ? [] : [{ path, says: 'an empty text', hint: asked.ask }];
  const { form } = asked;
  if (form === undefined || new RegExp(`^(?:${form.pattern})$`).test(value)) return [];
  return [{ path, says: `'${value}' cannot be a name`, hint: form.says }];
}

function checkChoice(choices: readonly QuestionChoice[], value: unknown, path: (string | number)[]): Problem[] {
  const values = choices.map((choice) => choice.value);
  if (typeof value === 'string' && values.includes(value)) return [];
  const meant = typeof value === 'string' ? closest(value, values) : undefined;
  const list = `one of: ${values.join(', ')}`;
  const says = typeof value === 'string' ? `unknown choice '${value}'` : `${kindOf(value)} where a choice belongs`;
  return [{ path, says, hint: meant === undefined ? list : `did you mean '${meant}'? ${list}` }];
}

function checkNumber({ min = 0, max = Number.MAX_SAFE_INTEGER, whole, ask }: Question, value: unknown): Problem[] {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    return [{ path: [], says: `${kindOf(value)} where a number belongs`, hint: ask }];
  }
  if (value < min || value > max)
    return [{ path: [], says: `${value} is out of bounds`, hint: `from ${min} to ${max}` }];
  return whole && !Number.isInteger(value) ? [{ path: [], says: `${value} is no whole number`, hint: ask }] : [];
}

function checkList(asked: Question, value: unknown, check: (entry: unknown, i: number) => Problem[]): Problem[] {
  if (!Array.isArray(value)) return [{ path: [], says: `${kindOf(value)} where a list belongs`, hint: asked.ask }];
  if (value.length === 0 && !asked.mayBeEmpty) return [{ path: [], says: 'an empty list', hint: asked.ask }];
  return value.flatMap(check);
}

function checkAlone({ alone }: Question, value: unknown): Problem[] {
  if (alone === undefined || !Array.isArray(value) || value.length < 2 || !value.includes(alone)) return [];
  return [{ path: [], says: `'${alone}' together with something else`, hint: `leave out '${alone}' or the others` }];
}

function checkFields(fields: readonly CapabilityQuestion[], entry: unknown, path: (string | number)[]): Problem[] {
  if (!isRecord(entry)) return [{ path, says: `${kindOf(entry)} where a capability belongs`, hint: 'name, does, …' }];
  const known = fields.map((field) => field.id as string);
  const unknown = Object.keys(entry).filter((key) => !known.includes(key));
  return [
    ...unknown.map((key) => unknownKey(key, known, [...path, key])),
    ...fields.flatMap((field) =>
      entry[field.id] === undefined
        ? [{ path, says: `'${field.id}' is missing`, hint: field.ask }]
        : checkAnswer(field, entry[field.id]).map((p) => ({ ...p, path: [...path, field.id, ...p.path] })),
    ),
  ];
}

function twice(value: unknown): Problem[] {
  const names = Array.isArray(value) ? value.map((entry) => (isRecord(entry) ? entry.name : undefined)) : [];
  return names.flatMap((name, i) =>
    name !== undefined && names.findIndex((other) => sameName(String(other), String(name))) < i
      ? [{ path: [i, 'name'], says: `'${String(name)}' is there twice`, hint: 'each tool has a name of its own' }]
      : [],
  );
}

export function unknownKey(key: string, known: readonly string[], path: (string | number)[]): Problem {
  const meant = closest(key, known);
  const list = `known keys: ${known.join(', ')}`;
  return {
    path,
    atKey: true,
    says: `unknown key '${key}'`,
    hint: meant === undefined ? list : `did you mean '${meant}'? ${list}`,
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return { string: 'a text', number: 'a number', boolean: 'yes or no', object: 'a group of keys' }[
    typeof value as 'string'
  ];
}
