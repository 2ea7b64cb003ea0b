// How the tools offered to the model come about: functions that narrow, join or swap sets of tools.
import type { CallNode, Codebase, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../words.js';
import { nearestFirst } from './dispatch-steps.js';
import { inArm, withClosures } from './find.js';
import { shown } from './tool-fields.js';
import { collectionNames, holdsTools } from './tool-types.js';

/** A place where a set of tools is narrowed or put together. */
export interface ToolSet {
  fn: FunctionNode;
  line: number;
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
/** Two sets spread into one, or a comprehension with a condition. */
const JOINED_TEXT = /(\.\.\.|\*\*|\+)\s*[\w.]*tools?\b.*(\.\.\.|\*\*|\+)|for \w+(, *\w+)* in [\w.()]*tools?\b.* if /i;
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
];

/** Reached code that computes a set of tools, where the agent is put together or on its loop's path. Nearest first. */
export function toolSets(context: JudgeContext): ToolSet[] {
  const { code, path } = context;
  const names = collectionNames(context);
  const found = code.functions.flatMap((fn): ToolSet[] => {
    if (!fn.wired || shown(fn.file.path) || !(path.from.has(fn) || path.to.has(fn) || nearLoop(fn, path.to))) return [];
    const call = fn.calls.find(
      (c) =>
        (JOINS.has(c.fact.name) && (isToolSet(c.fact.receiver) || names.has(lastName(c.fact.receiver)))) ||
        setsTools(c),
    );
    if (call !== undefined) return neverChosen(fn, call.fact.line, code) ? [] : [{ fn, line: call.fact.line }];
    const joined = fn.assignments.find((a) => JOINED_TEXT.test(a.text) && isToolSet(a.target));
    const returned = fn.exits.find((e) => JOINED_TEXT.test(e.text));
    const line = joined?.line ?? returned?.line ?? (holdsTools(context, fn.fact.returns) ? chosenAt(fn) : undefined);
    return line === undefined ? [] : [{ fn, line }];
  });
  const lookup = ({ fn }: ToolSet): number => Number(path.dispatches.includes(fn) && !path.loops.includes(fn));
  return nearestFirst(context, found).sort((a, b) => lookup(a) - lookup(b));
}

/** The function answers with tools, and picks: a filter, a comprehension with a condition, a loop whose arms add or skip. */
function chosenAt(fn: FunctionNode): number | undefined {
  const filter = fn.calls.find((c) => JOINS.has(c.fact.name) && c.fact.args.length > 0);
  const picked = fn.exits.find((e) => PICKS.test(e.text)) ?? fn.assignments.find((a) => PICKS.test(a.text));
  const arm = fn.branches.find((b) => b.kind === 'if' && b.loop !== undefined);
  const kept = new Set(fn.exits.map((e) => e.text).filter((text) => /^\w+$/.test(text)));
  const adds = ({ fact }: CallNode): boolean => ADDS.test(fact.name) || kept.has(fact.receiver);
  const added = fn.branches.find((b) => b.kind === 'if' && fn.calls.some((c) => inArm(b, c.fact.line) && adds(c)));
  return filter?.fact.line ?? picked?.line ?? arm?.line ?? added?.line;
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
