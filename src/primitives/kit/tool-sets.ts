// How the tools offered to the model come about: functions that narrow, join or swap sets of tools.
import type { BranchFact, CallNode, Codebase, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../words.js';
import { nearestFirst } from './dispatch-steps.js';
import { inArm, withClosures } from './find.js';
import { offering } from './offered-tools.js';
import { shown } from './tool-fields.js';
import { collectionNames, holdsTools } from './tool-types.js';

/** A place where a set of tools is narrowed or put together. */
export interface ToolSet {
  fn: FunctionNode;
  line: number;
  /** `chosen`: some are left out or added; `handed`: a set that depends on what is given is put in force. */
  how: 'chosen' | 'handed';
}

const JOINS = new Set(['filter', 'extend', 'concat', 'flatMap', 'retain', 'chain', 'update']);
const SETS: Vocabulary = [
  '=set',
  '=with',
  'register',
  'enabl',
  'activat',
  'refresh',
  'build',
  'assembl',
  'select',
  'resolv',
  'filter',
  'fit',
  'pick',
  'offer',
];
/** Two sets spread into one or added up, or a comprehension with a condition. */
const JOINED_TEXT =
  /(\.\.\.|\*\*|\+)\s*[\w.]*tools?\b.*(\.\.\.|\*\*|\+)|tools?\b[\w.()]*\)* \+ [\w.(]|for \w+(, *\w+)* in [\w.()]*tools?\b.* if /i;
/** What a tool was asked, said or showed is no set of tools. */
const TALK: Vocabulary = [
  'call',
  'result',
  'use',
  'block',
  'message',
  'tracked',
  'hook',
  'response',
  'output',
  'event',
  'pending',
  'remaining',
  'push',
  'prompt',
  'snippet',
  'guideline',
  'rule',
  'seen',
];

/**
 * Reached code that computes a set of tools, where the agent is put together or on its loop's path. What the offered tools
 * were seen to come from stands for all others: first what chooses, by its steps from where they are handed on.
 */
export function toolSets(context: JudgeContext): ToolSet[] {
  const { code, path } = context;
  const names = collectionNames(context);
  const offered = offering(context);
  const found = code.functions.flatMap((fn): ToolSet[] => {
    if (!fn.wired || shown(fn.file.path) || TEXT.test(fn.fact.returns ?? '')) return [];
    if (path.dispatches.includes(fn) && !path.loops.includes(fn)) return [];
    if (!offered.has(fn) && !(path.from.has(fn) || path.to.has(fn) || nearLoop(fn, path.to))) return [];
    const set = setIn(context, fn, names);
    return set === undefined || neverChosen(fn, set.line, code) ? [] : [set];
  });
  const sure = found.filter(({ fn }) => offered.has(fn));
  if (sure.length === 0) return nearestFirst(context, found);
  const rank = ({ fn, line }: ToolSet): number =>
    (offered.get(fn) ?? 0) + (fn.calls.some((c) => c.fact.line === line && NARROWS.test(c.fact.name)) ? 0 : 0.5);
  const chosen = sure.filter(({ how }) => how === 'chosen');
  return (chosen.length > 0 ? chosen : sure).sort((a, b) => rank(a) - rank(b));
}

const NARROWS = /^(filter|retain)$/;
/** A prompt about tools is no set of them. */
const TEXT = /^(Promise<)?(string|str|String|&str|&'static str)>?$/;

function setIn(context: JudgeContext, fn: FunctionNode, names: ReadonlySet<string>): ToolSet | undefined {
  const joins = fn.calls.find(
    (c) =>
      JOINS.has(c.fact.name) &&
      (isToolSet(c.fact.receiver) || names.has(lastName(c.fact.receiver))) &&
      givesTools(fn, c),
  );
  if (joins !== undefined) return { fn, line: joins.fact.line, how: 'chosen' };
  const joined = fn.assignments.find((a) => JOINED_TEXT.test(a.text) && isToolSet(a.target));
  const returned = fn.exits.find((e) => JOINED_TEXT.test(e.text));
  const line =
    joined?.line ??
    returned?.line ??
    (holdsTools(context, fn.fact.returns) ? chosenAt(fn) : offering(context).has(fn) ? addedAt(fn, names) : undefined);
  if (line !== undefined) return { fn, line, how: 'chosen' };
  const sets = fn.calls.find(setsTools);
  return sets === undefined ? undefined : { fn, line: sets.fact.line, how: 'handed' };
}

/** What comes of the join is bound to a set of tools, not to their prompts or to rules about them. */
function givesTools(fn: FunctionNode, { fact }: CallNode): boolean {
  const around = fn.calls
    .filter((c) => c.fact !== fact && c.fact.line <= fact.line && fact.line <= c.fact.endLine)
    .sort((a, b) => b.fact.line - a.fact.line);
  const bound = [
    ...[fact, ...around.map((c) => c.fact)].flatMap((c) => c.result ?? []),
    ...fn.assignments
      .filter((a) => a.line <= fact.line && around.some((c) => c.fact.line === a.line))
      .map((a) => a.target),
  ];
  return bound.every((name) => !mentions(lastName(name), TALK));
}

/** The function answers with tools, and picks: a filter, a comprehension with a condition, a loop whose arms add or skip. */
function chosenAt(fn: FunctionNode): number | undefined {
  const filter = fn.calls.find((c) => JOINS.has(c.fact.name) && c.fact.args.length > 0);
  const picked = fn.exits.find((e) => PICKS.test(e.text)) ?? fn.assignments.find((a) => PICKS.test(a.text));
  const arms = fn.branches.filter((b) => b.kind === 'if' && !DOUBLE.test(b.test)).sort((a, b) => length(a) - length(b));
  const arm = arms.find((b) => b.loop !== undefined);
  const kept = new Set(fn.exits.map((e) => e.text).filter((text) => /^\w+$/.test(text)));
  const adds = ({ fact }: CallNode): boolean => ADDS.test(fact.name) || kept.has(fact.receiver);
  const added = arms.find((b) => fn.calls.some((c) => inArm(b, c.fact.line) && adds(c)));
  return filter?.fact.line ?? picked?.line ?? added?.line ?? arm?.line;
}

/** Under a condition, tools are put into a set that is answered or handed on. */
function addedAt(fn: FunctionNode, names: ReadonlySet<string>): number | undefined {
  const adds = ({ fact }: CallNode): boolean =>
    ADDS.test(fact.name) && (isToolSet(fact.receiver) || names.has(lastName(fact.receiver)));
  const handedOn = (name: string): boolean =>
    [...fn.exits.map((e) => e.text), ...fn.calls.flatMap((c) => c.fact.args.map((a) => a.text))].some((text) =>
      new Set(text.match(/\w+/g)).has(lastName(name)),
    );
  const inside = (b: BranchFact): boolean =>
    fn.calls.some((c) => inArm(b, c.fact.line) && adds(c) && handedOn(c.fact.receiver));
  return fn.branches
    .filter((b) => b.kind === 'if' && !DOUBLE.test(b.test) && inside(b))
    .sort((a, b) => length(a) - length(b))[0]?.line;
}

/** Leaving out what is there already chooses nothing. */
const DOUBLE = /seen|duplicate/i;

function length(branch: BranchFact): number {
  return branch.endLine - branch.bodyLine;
}

const PICKS = /\bfor\b[\s\S]*\bif\b/;
const ADDS = /^(push|append|insert|add|set|delete|remove|pop|extend|update|register|stock)$/;

/** `this.allTools`, `toolNames`, `tool_specs`: the last name of the path speaks of tools in the plural, and not of their calls. */
function isToolSet(path: string): boolean {
  const last = lastName(path);
  const words = splitWords(last);
  return words.some((w) => w === 'tools' || (w === 'tool' && words.length > 1)) && !mentions(words, TALK);
}

function lastName(path: string): string {
  return (
    path
      .replace(/\(.*?\)|\[.*?\]/g, '')
      .split(/[.:]+/)
      .filter((p) => !CHAINED.has(p))
      .at(-1) ?? ''
  );
}

const CHAINED = new Set([
  '',
  'values',
  'items',
  'iter',
  'into_iter',
  'map',
  'filter',
  'entries',
  'keys',
  'list',
  'clone',
  'iter_mut',
]);

/** `registry.setTools(chosen)`, `build_tools(mode)`: a call of the code itself that is given what the set depends on. */
function setsTools({ fact, targets }: CallNode): boolean {
  const words = splitWords(fact.name);
  return (
    targets.length > 0 &&
    words.length <= 4 &&
    mentions([words[0] ?? ''], SETS) &&
    /^(tools|toolset|toolbox)$/.test(words.find((w) => w.startsWith('tool')) ?? '') &&
    /^(tools|toolset|toolbox|by|for|from|name|names|filter)$/.test(words.at(-1) ?? '') &&
    !mentions(words, TALK) &&
    fact.args.length > 0
  );
}

/** The choice hangs on a parameter that no caller gives: the set is always the same. */
function neverChosen(fn: FunctionNode, line: number, code: Codebase): boolean {
  const params = new Set(fn.fact.params.flatMap((p) => p.name.match(/\w+/g) ?? []));
  const optional = code.guards(fn, line).some((g) => g.how === 'inside' && g.branch.idents.some((i) => params.has(i)));
  const calls = fn.callers.flatMap((c) => c.calls.filter((x) => x.targets.includes(fn)));
  return optional && calls.length > 0 && calls.every((c) => c.fact.args.length === 0);
}

function nearLoop(fn: FunctionNode, to: ReadonlyMap<FunctionNode, unknown>): boolean {
  return fn.callers.some((c) => to.has(c) || c.callers.some((d) => to.has(d)));
}

/** What decides over the set at the line: conditions around it, the filter given there, and conditions next to it. */
export function conditionsAt({ code }: JudgeContext, { fn, line }: ToolSet): string[] {
  const around = code.guards(fn, line).map((g) => g.branch.test);
  const here = fn.branches.filter((b) => b.line <= line && line <= b.endLine).map((b) => b.test);
  const filters = fn.children
    .filter((f) => f.fact.argumentOf !== undefined && f.fact.line >= line && f.fact.line <= line + FILTER_LINES)
    .flatMap((f) => [...withClosures(f).flatMap((g) => [...g.fact.idents, ...g.branches.map((b) => b.test)])]);
  const call = fn.calls.filter((c) => c.fact.line === line).flatMap((c) => c.fact.args.map((a) => a.text));
  const picked = [...fn.exits, ...fn.assignments]
    .filter((x) => x.line === line && PICKS.test(x.text))
    .map((x) => x.text);
  return [...around, ...here, ...filters, ...call, ...picked];
}

const FILTER_LINES = 12;
