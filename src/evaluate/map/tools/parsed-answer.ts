// A model that is offered no tools answers in text: edit blocks, fenced commands, tags. The function that takes the answer
// apart and carries out what it finds is where its wishes turn into effects, whatever the kinds of parts are called.
import type { AgentLoop, CallNode, Dispatch, EffectClass, FunctionNode, ModelCall } from '../../../contracts.js';
import type { Survey } from '../survey.js';

const ASKING_DEPTH = 6;
const EFFECT_DEPTH = 5;
const CHANGING = new Set<EffectClass>(['shell', 'eval', 'write', 'delete']);
/** Text taken apart, in the words of the four languages' own libraries. */
const TAKES_APART =
  /^(match|matchAll|exec|split|split_once|splitlines|lines|indexOf|finditer|findall|fullmatch|captures|captures_iter|find_iter|strip_prefix|FindAll\w*|FindString\w*|FindStringSubmatch|Split|SplitN|Index|Cut|HasPrefix|CutPrefix|loads|raw_decode|parse|from_str|Unmarshal|fromstring)$/;
const NAMES = /[A-Za-z_$][\w$]*/g;
const NO_ANSWER = new Set(['self', 'this', 'signal', 'ctx', 'messages']);

/**
 * Functions that are handed the answer on the loop's way to the model, take it apart and act on the parts; by function id.
 * Loops beside the main one ask about something smaller: what they do with the answer is a step of the work.
 */
export function parsedAnswers(survey: Survey, modelCalls: ModelCall[], loop: AgentLoop | undefined): Dispatch[] {
  if (loop === undefined) return [];
  const { code } = survey;
  const callers = modelCalls.flatMap((m) => code.function(m.fn) ?? []);
  const asking = code.reachedBy(callers, ASKING_DEPTH);
  const acting = new Set(
    [...survey.effectsOf].filter(([, list]) => list.some((e) => CHANGING.has(e.class))).map(([fn]) => fn),
  );
  const effective = code.reachedBy([...acting], EFFECT_DEPTH);
  const ways = new Set([loop.fn, ...loop.path].flatMap((id) => code.function(id) ?? []));
  const lines = new Set(modelCalls.map((m) => `${m.fn}:${m.site.line}`));
  const asks = (c: CallNode): boolean =>
    c.targets.some((t) => asking.has(t) && t !== c.fn) || lines.has(`${c.fn.id}:${c.fact.line}`);
  const given = [...ways].flatMap((fn) => answersIn(fn, asks));
  const sites = new Map<string, Dispatch>();
  for (const { fn, names } of given) {
    const line = fn.inScope ? actsOnParts(fn, names, effective) : undefined;
    if (line !== undefined) sites.set(fn.id, { site: code.site(fn.file.path, line), fn: fn.id, how: 'direct' });
  }
  return [...sites.values()].sort((a, b) => (a.fn < b.fn ? -1 : 1));
}

interface Given {
  fn: FunctionNode;
  /** Names of the answer in that function. */
  names: ReadonlySet<string>;
}

/** A function that asks holds the answer; what it calls with it afterwards is given it. */
function answersIn(fn: FunctionNode, isAsking: (call: CallNode) => boolean): Given[] {
  const asks = fn.calls.find(isAsking);
  if (asks === undefined) return [];
  const names = new Set([...namesIn(asks.fact.result ?? ''), ...asks.fact.args.flatMap((a) => namesIn(a.text))]);
  for (const n of NO_ANSWER) names.delete(n);
  for (const a of fn.assignments)
    if (a.line > asks.fact.line && a.idents.some((i) => names.has(i))) for (const n of namesIn(a.target)) names.add(n);
  const handed = fn.calls.flatMap((call): Given[] => {
    const at = call.fact.args.findIndex((a) => namesIn(a.text).some((n) => names.has(n)));
    if (call.fact.line <= asks.fact.line || at < 0) return [];
    return call.targets.map((target) => ({ fn: target, names: paramAt(target, at) }));
  });
  return [{ fn, names }, ...handed];
}

function paramAt({ fact }: FunctionNode, at: number): ReadonlySet<string> {
  const params = fact.params.filter((p) => p.name !== 'self' && p.name !== 'cls');
  return new Set(params[at] === undefined ? [] : [params[at].name]);
}

/** The line of the first call that acts behind the call that takes the answer apart. */
function actsOnParts(
  fn: FunctionNode,
  names: ReadonlySet<string>,
  effective: ReadonlyMap<FunctionNode, unknown>,
): number | undefined {
  const parses = fn.calls.find(
    (c) => c.fact.args.some((a) => namesIn(a.text).some((n) => names.has(n))) && c.targets.some(takesApart),
  );
  if (parses === undefined) return undefined;
  const parts = partsOf(fn, parses);
  const acts = fn.calls.find(
    (c) =>
      c.fact.line > parses.fact.line &&
      c.targets.some((t) => effective.has(t)) &&
      c.fact.args.some((a) => namesIn(a.text).some((n) => parts.has(n))),
  );
  return acts?.fact.line;
}

/** Names bound to the parts, and to what is picked or computed from them. */
function partsOf(fn: FunctionNode, parses: CallNode): ReadonlySet<string> {
  const parts = new Set(namesIn(parses.fact.result ?? ''));
  const bound = fn.assignments.filter((a) => a.line >= parses.fact.line);
  for (const a of bound)
    if (a.line === parses.fact.line || a.idents.some((i) => parts.has(i)))
      for (const n of namesIn(a.target)) parts.add(n);
  for (const loop of fn.loops)
    if (loop.idents.some((i) => parts.has(i)) || loop.line === parses.fact.line)
      for (const i of loop.idents) parts.add(i);
  return parts;
}

/** It, or what it calls, takes text apart and gives something back. */
function takesApart(fn: FunctionNode): boolean {
  if (!fn.inScope || fn.exits.every((e) => e.kind !== 'return' && e.kind !== 'yield')) return false;
  const own = [fn, ...fn.callees.filter((c) => c.inScope && c.file === fn.file)];
  return own.some((f) => f.calls.some((c) => c.targets.length === 0 && TAKES_APART.test(c.fact.name)));
}

function namesIn(text: string): string[] {
  return text.replace(/(['"`]).*?\1/g, '').match(NAMES) ?? [];
}
