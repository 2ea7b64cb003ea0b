// The history by what is done with it: a list that grows in the loop and is given to the model, and the types of its
// entries. What is stored of a session is told by it, whatever the store is called.
import type { CallNode, FunctionNode, JudgeContext, ModelCall } from '../../../contracts.js';
import { literally } from '../../../words.js';
import type { Survey } from '../survey.js';

/** Names so common that a loop's message list called so proves nothing elsewhere. */
const COMMON_NAMES = new Set(['content', 'contents', 'data', 'input', 'items', 'result', 'results', 'state', 'output']);
const GROWS = new Set(['push', 'append', 'extend', 'concat', 'add']);
const CALLED = /messages|history|transcript|conversation/i;
/** `talk=(*state.talk, reply)`, `[...state.talk, reply]`: the list again, and something more. */
const AGAIN = /^[\s([]*(?:\.\.\.|\*)?(?:[\w$]+[.])*([\w$]+)\s*(?:,|\+)/;
const TO_MODEL = 5;

/** The message list of each loop: what grows in it, or in what it calls in its file, and is given to the model. */
export function historiesOf(
  { code }: Survey,
  path: JudgeContext['path'],
  modelCalls: ModelCall[],
): Map<FunctionNode, Set<string>> {
  const models = modelCalls.flatMap((m) => code.function(m.fn) ?? []);
  const sent = new Set(models.flatMap((m) => m.fact.idents ?? []).filter((name) => !COMMON_NAMES.has(name)));
  const asking = code.reachedBy(models, TO_MODEL);
  const found = new Map<FunctionNode, Set<string>>();
  for (const loop of path.loops) {
    const near = around(loop);
    const given = new Set(near.flatMap((fn) => fn.calls.filter((c) => asks(c, asking)).flatMap(namesGiven)));
    const grown = near.flatMap(grownIn);
    const parts = new Set(near.flatMap((fn) => partsOf(fn, given)));
    const own = grown.filter((name) => sent.has(name) || given.has(name) || parts.has(name) || CALLED.test(name));
    const kept = new Set(own.filter((name) => !COMMON_NAMES.has(name) || sent.has(name)));
    for (const fn of near) found.set(fn, new Set([...(found.get(fn) ?? []), ...kept]));
  }
  return found;
}

/** Types of what the loop adds to its history, and of the closed sets of records that carry one of them. */
export function entryTypes({ code }: Survey, path: JudgeContext['path']): ReadonlySet<string> {
  const near = new Set(path.loops.flatMap((l) => [l, ...l.children, ...l.callees.filter((c) => c.inScope)]));
  const own = new Set(
    [...near].flatMap((fn) =>
      fn.calls
        .filter((c) => GROWS.has(c.fact.name))
        .flatMap((c) => fn.fact.params.filter((p) => c.fact.args.some((a) => a.text === p.name)))
        .flatMap((p) => p.type?.match(/[A-Z]\w+/g) ?? []),
    ),
  );
  for (const fn of near)
    for (const a of fn.assignments)
      if (/^append\(/.test(a.text))
        for (const p of fn.fact.params)
          if (isAppended(a.text, p.name)) for (const t of p.type?.match(/[A-Z]\w+/g) ?? []) own.add(t);
  const carriers = code.types.filter(
    ({ fact }) =>
      (fact.kind === 'union' || fact.kind === 'enum') &&
      [...fact.variants, ...fact.members.map((m) => m.type ?? '')].some((v) =>
        (v.match(/[A-Z]\w+/g) ?? []).some((w) => own.has(w)),
      ),
  );
  return new Set([...own, ...carriers.map((t) => t.fact.name)]);
}

/** The loop, its closures, what it calls, and what that calls in the same file. */
function around(loop: FunctionNode): FunctionNode[] {
  const own = [loop, ...loop.children.filter((c) => c.fact.kind === 'closure')];
  const called = own.flatMap((fn) => fn.callees.filter((c) => c.inScope));
  const further = called.flatMap((fn) => fn.callees.filter((c) => c.inScope && c.file === loop.file));
  return [...new Set([...own, ...called, ...further])];
}

function asks(call: CallNode, asking: ReadonlyMap<FunctionNode, unknown>): boolean {
  return call.targets.some((t) => asking.has(t));
}

function namesGiven({ fact }: CallNode): string[] {
  return fact.args.filter((a) => a.kind === 'reference').map((a) => lastName(a.text));
}

/** What is given is made for the occasion, of the list and what goes with it. */
function partsOf(fn: FunctionNode, given: ReadonlySet<string>): string[] {
  const bound = fn.assignments.filter((a) => given.has(lastName(a.target)));
  const made = fn.calls.filter((c) => given.has(c.fact.result ?? '')).flatMap((c) => c.targets);
  const returned = made.flatMap((t) => t.exits.filter((e) => e.kind === 'return').map((e) => e.text));
  return [...bound.flatMap((a) => a.idents), ...returned.flatMap((text) => text.match(/[\w$]+/g) ?? [])];
}

function grownIn(fn: FunctionNode): string[] {
  const pushed = fn.calls.filter((c) => GROWS.has(c.fact.name) && c.fact.receiver !== '');
  const added = fn.assignments.filter((a) => a.text.startsWith(`append(${a.target},`));
  const again = fn.calls.flatMap((c) =>
    c.fact.args.filter((a) => a.name !== undefined && AGAIN.exec(a.text)?.[1] === a.name),
  );
  return [
    ...pushed.map((c) => lastName(c.fact.receiver)),
    ...added.map((a) => lastName(a.target)),
    ...again.flatMap((a) => a.name ?? []),
  ];
}

/** `append(history, m)`: the value itself, and not what something makes of it. */
function isAppended(text: string, name: string): boolean {
  return new RegExp(`^append\\([^()]*,\\s*[&*]?${literally(name)}\\)$`).test(text);
}

function lastName(receiver: string): string {
  return /([\w$]+)(\[\])?$/.exec(receiver)?.[1] ?? '';
}
