// A question to a person is told by where it ends (a terminal, a client, an operator) and by what it is about: most
// harnesses also ask for the next prompt, which permits nothing.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import { literally, mentions } from '../../../words.js';
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
  const waiting = new Set(survey.code.functions.filter(waitsForConsent));
  const direct = survey.code.functions.filter((fn) => waiting.has(fn) || fn.calls.some(asksPerson));
  const about = new Set<FunctionNode>();
  for (const [fn, way] of survey.code.reachedBy(direct, DEPTH))
    if (way.some((n) => waiting.has(n) || aboutConsent(n)) && !givesList(fn)) about.add(fn);
  return about;
}

const FRESH =
  /(^|[.:])(make|channel|oneshot|Promise|Future|create_future|withResolvers|Event|Deferred|defer|bounded|unbounded)$/;

/**
 * A question put to whoever listens: the function makes a channel, promise or future of its own, leaves it where another
 * can answer, and gives back what comes. What it is about is said by its names.
 */
export function waitsForConsent(fn: FunctionNode): boolean {
  const made = fn.calls.filter((c) => isFresh(c));
  if (made.length === 0 || !mentions(`${fn.fact.owner ?? ''} ${fn.fact.name} ${fn.file.path}`, CONSENT)) return false;
  return made.some((c) => c.fact.name === 'Promise' || answersWith(fn, c));
}

function isFresh({ fact, targets }: CallNode): boolean {
  const path = fact.callee.replace(/\(\)/g, '');
  if (targets.length > 0 || !FRESH.test(path)) return false;
  return fact.name !== 'make' || /^chan\b/.test(fact.args[0]?.text ?? '');
}

const WAITS = /^(wait|wait_for|recv|blocking_recv|timeout)$/;

/** What was made is waited for: `<-respCh`, `await future`, `rx.await`, `event.wait()`. */
function answersWith(fn: FunctionNode, { fact }: CallNode): boolean {
  const bound = fn.assignments.filter((a) => a.line === fact.line && a.kind === 'call').map((a) => a.target);
  const names = [...new Set([...bound, ...(fact.result?.match(/\w+/g) ?? [])])].filter((n) => n !== 'return');
  const given = fn.exits.some((e) => fn.fact.async && e.kind === 'return' && names.includes(e.text));
  const texts = [
    ...[...fn.assignments, ...fn.exits].filter((x) => x.line >= fact.line).map((x) => x.text),
    ...fn.branches.map((b) => b.test),
  ];
  return given || names.some((name) => texts.some((text) => isAwaited(text, name)) || isWaitedFor(fn, name));
}

function isAwaited(text: string, name: string): boolean {
  const own = literally(name);
  return new RegExp(`(<-|await )\\s*${own}\\b|\\b${own}(\\.\\w+)*\\.(await|recv|wait|promise)\\b`).test(text);
}

function isWaitedFor(fn: FunctionNode, name: string): boolean {
  const own = new RegExp(`\\b${literally(name)}\\b`);
  return fn.calls.some(
    ({ fact }) => WAITS.test(fact.name) && [fact.receiver, ...fact.args.map((a) => a.text)].some((t) => own.test(t)),
  );
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
