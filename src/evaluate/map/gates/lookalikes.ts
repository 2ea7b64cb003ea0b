// What reads like a decision about an action and is none, and what reads like a way around one.
import type { BranchFact, FunctionNode } from '../../../contracts.js';
import { mentions, splitWords } from '../../../words.js';

/** The operating system has refused already: `errors.Is(err, fs.ErrPermission)`, `err.code === 'EACCES'`. */
const REFUSED_BY_SYSTEM =
  /\bEACCES\b|\bEPERM\b|\b(Err|Is|is)Permission\b|\bPermissionError\b|ErrorKind::PermissionDenied|\bstatus\w*\b.{0,6}\b40[13]\b/;

/** Is a failure looked at, after the fact? */
export function asksAboutError({ test }: BranchFact): boolean {
  return REFUSED_BY_SYSTEM.test(test);
}

const INTO = [
  'normaliz',
  'normalis',
  '=parse',
  'stringif',
  'serializ',
  'deserializ',
  '=format',
  '=fmt',
  'render',
  '=label',
  'display',
];
const BETWEEN =
  /^(as|to|into|from)_?(str|string|label|name|text|options?|json|value|display)|_?from_?(str|string|label|name|env|config)$/i;

/** A function that only turns one name of a mode or answer into another: `as_str`, `normalizeMode`, `modeFromLabel`. */
export function translates({ fact: { name }, calls }: FunctionNode): boolean {
  return BETWEEN.test(name) || (mentions(name, INTO) && calls.every((c) => !mentions(c.fact.name, ASKING)));
}

const ASKING = ['ask', 'confirm', 'prompt', 'request', 'approv', 'authoriz', 'authoris', 'decide'];

const FREELY = ['yolo', 'bypass', 'dangerously', 'unattended', 'unsafe', 'force'];
const WITHOUT = ['skip', 'disable', 'auto', 'no', 'without'];
const SAFETY = [
  'approv',
  'accept',
  'confirm',
  'permission',
  'permit',
  'consent',
  'prompt',
  'check',
  'allow',
  'safety',
  'sandbox',
  'run',
  'exec',
];

/** A setting that lets every call through: `yolo`, `skip_permissions`, `autoApprove`, a policy or mode that is 'auto'. */
export function letsPass(branch: BranchFact): boolean {
  if (branch.exit !== 'return' || branch.kind === 'catch') return false;
  const names = [...branch.idents, ...branch.literals.map((l) => l.replace(/^["'`]|["'`]$/g, ''))];
  return names.some((name) => {
    const words = splitWords(name);
    if (words.length === 1 && words[0] === 'auto') return true;
    if (mentions(words, FREELY)) return true;
    return words.some((word, i) => WITHOUT.includes(word) && mentions(words.slice(i + 1, i + 2), SAFETY));
  });
}
