// A question to a person is told by where it ends (a terminal, a client, an operator) and by what it is about: most
// harnesses also ask for the next prompt, which permits nothing.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import type { Survey } from '../survey.js';

/** Calls that put a question to a person at a terminal, a client or an operator. */
const ASKS =
  /(^|\.)(input|question|prompt|confirm|read_line|readline|readLine|ReadString|Scanln|select|Confirm|Prompt|ask|interact|requestPermission|request_permission|elicit|elicitInput|AskYesNo|confirm_ask)$/;
export const CONSENT = [
  'approv',
  'permission',
  'permit',
  'consent',
  'confirm',
  'authoriz',
  'authoris',
  'allow',
  '=deny',
  'denied',
  'reject',
  'veto',
];
/** '[y/N]', 'yes/no', '[y]es, [n]o'. */
export const YES_OR_NO = /\by(es)?\]?\s*\/\s*\[?n(o)?\b|\[y\]\w*.{0,30}\[n\]/i;
const YES = /["'](y|yes)["']/i;
const DEPTH = 3;

/** Functions that end in a question whose answer permits or refuses something, and functions on the way to one. */
export function findAskers(survey: Survey): ReadonlySet<FunctionNode> {
  const direct = survey.code.functions.filter((fn) => fn.calls.some(asksPerson));
  const about = new Set<FunctionNode>();
  for (const [fn, way] of survey.code.reachedBy(direct, DEPTH))
    if (way.some(aboutConsent) && !givesList(fn)) about.add(fn);
  return about;
}

/** What hands back a list has asked about each of its items by the way; the list is no answer. */
function givesList({ fact }: FunctionNode): boolean {
  return /^(Promise<\s*)?(list\b|List\b|Sequence\b|Vec<|Array<|\[\]|[\w.]+\[\])/.test(fact.returns ?? '');
}

/** Does the call itself ask, outside of the code? */
export function asksPerson(call: CallNode): boolean {
  return call.targets.length === 0 && ASKS.test(call.fact.callee.replace(/::/g, '.').replace(/\(\)/g, ''));
}

function aboutConsent(fn: FunctionNode): boolean {
  if (mentions(fn.fact.name, CONSENT)) return true;
  if (fn.exits.some((e) => YES.test(e.text)) || fn.branches.some((b) => YES.test(b.test))) return true;
  return fn.strings.some(
    (s) => s.length < 400 && (YES_OR_NO.test(s.value) || mentions(s.value, ['confirm', 'approv'])),
  );
}
