// Checks a brief of any origin against the questions: what is not asked is not known, and said so.
import { questions } from '../questions.js';
import { checkAnswer, isRecord, kindOf, type Problem, unknownKey } from './answer.js';

/** Everything that is wrong with what is there; what is missing is no problem but a question. */
export function validate(value: unknown): Problem[] {
  if (!isRecord(value)) {
    return [{ path: [], says: `${kindOf(value)} where a brief belongs`, hint: 'start with version: 1' }];
  }
  return [...checkVersion(value.version), ...Object.entries(value).flatMap(([key, part]) => checkPart(key, part))];
}

function checkVersion(version: unknown): Problem[] {
  if (version === 1) return [];
  if (version === undefined) {
    return [{ path: [], says: "'version' is missing", hint: 'add version: 1 as the first line' }];
  }
  const newer = typeof version === 'number' && version > 1;
  const hint = newer
    ? 'it was written for a newer harness: update harness'
    : 'harness design --questions shows what version 1 asks; rename what differs, then set version: 1';
  return [{ path: ['version'], says: `version ${String(version)} of a brief cannot be read`, hint }];
}

const paths = questions.map((q) => q.id.split('.'));
const parts = ['version', ...new Set(paths.map(([part = '']) => part))];

function checkPart(key: string, part: unknown): Problem[] {
  if (key === 'version') return [];
  if (!parts.includes(key)) return [unknownKey(key, parts, [key])];
  const whole = questions.find((q) => q.id === key);
  if (whole !== undefined) return under([key], checkAnswer(whole, part));
  if (!isRecord(part)) {
    return [{ path: [key], says: `${kindOf(part)} where a group of keys belongs`, hint: fieldsOf(key).join(', ') }];
  }
  return Object.entries(part).flatMap(([field, answer]) => {
    const question = questions.find((q) => q.id === `${key}.${field}`);
    if (question === undefined) return [unknownKey(field, fieldsOf(key), [key, field])];
    return under([key, field], checkAnswer(question, answer));
  });
}

function fieldsOf(part: string): string[] {
  return paths.filter(([first]) => first === part).map(([, field = '']) => field);
}

function under(path: string[], problems: Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}
