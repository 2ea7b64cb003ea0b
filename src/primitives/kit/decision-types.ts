// Types that say what is asked or what was decided: told by their name and fields, or by being what a gate is given.
import type { JudgeContext, TypeNode } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import type { Signal } from './judgement.js';
import { rulingsOf } from './rulings.js';
import { shown } from './tool-fields.js';

const ABOUT = [
  'permission',
  'approv',
  'confirm',
  'consent',
  'decision',
  'authoriz',
  'authoris',
  'interrupt',
  'grant',
  'review',
];
const KIND = [
  'request',
  'decision',
  'outcome',
  'response',
  'result',
  'record',
  'grant',
  'interrupt',
  'detail',
  'entry',
  'event',
];
/** Fields that say what is asked about. */
export const SUBJECT = [
  'tool',
  'action',
  'command',
  'arg',
  'input',
  'path',
  'target',
  'call',
  'param',
  'operation',
  'content',
];
const VERDICT = [
  'outcome',
  'decision',
  'allow',
  'approv',
  'deny',
  'denied',
  'reason',
  'granted',
  'confirm',
  'behavior',
  'status',
  'required',
];

/** A type about permission that says what is asked or what was decided, with at least two fields. */
export function isRecord({ fact, file }: TypeNode): boolean {
  const words = splitWords(fact.name);
  if (!mentions(words, ABOUT) || mentions(words, ['oauth', '=auth', 'url', 'login']) || shown(file.path)) return false;
  const names = fact.members.filter((m) => m.kind !== 'method').map((m) => m.name);
  const says = names.some((n) => mentions(n, SUBJECT)) || names.some((n) => mentions(n, VERDICT));
  const ends = mentions([words.at(-1) ?? ''], [...KIND, 'approv', 'confirm', 'verdict', 'ruling']);
  if (fact.kind === 'enum' || fact.kind === 'union') return ends && names.some((n) => mentions(n, SUBJECT));
  return names.length >= 2 && says && ends;
}

/** What the gate hands to who decides: a type of the deciding file that says which tool and with what. */
export function askedWith(context: JudgeContext): Signal[] {
  const given = rulingsOf(context).flatMap(({ call }) =>
    call.targets.flatMap((t) =>
      t.fact.params.flatMap((p) => (p.type?.match(/\w+/g) ?? []).map((w) => `${t.file.path} ${w}`)),
    ),
  );
  return context.code.types.flatMap(({ file, fact }): Signal[] => {
    const names = fact.members.filter((m) => m.kind === 'field').map((m) => m.name);
    const says = names.some((n) => mentions(n, WHAT)) && names.some((n) => mentions(n, WITH));
    const note = `${fact.name} is what the gate asks with`;
    return says && given.includes(`${file.path} ${fact.name}`)
      ? [{ strength: 'full', file: file.path, line: fact.line, note }]
      : [];
  });
}

const WHAT = ['tool', 'action', 'command', 'operation'];
const WITH = ['=arg', 'args', 'argument', 'input', 'target', 'path', 'param'];
