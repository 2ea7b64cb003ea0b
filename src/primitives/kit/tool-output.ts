// Where tool results are cut on their way to the model: at the dispatch, for all of them, or inside single tools.
import type { DocumentFacts, FunctionNode, JudgeContext } from '../../contracts.js';
import { literally, mentions, splitWords } from '../../words.js';
import type { Signal } from './judgement.js';
import { nearestFirst, onScreen, strongest } from './nearness.js';

const OUTPUT = [
  'output',
  'result',
  'stdout',
  'stderr',
  'observation',
  'content',
  'response',
  'text',
  'lines',
  'body',
  'matches',
  'entries',
];
const CUTS = [
  'truncat',
  'clip',
  'elide',
  'shorten',
  'mask',
  '=cap',
  'limit',
  'abbreviat',
  'trim',
  'distill',
  '=head',
  '=tail',
];
/** Other things that are shortened for people. */
const SHOWN = ['path', 'title', 'label', 'url', 'header', 'description', 'display', 'name', 'preview', 'rate'];
const BULKY = new Set(['shell', 'read', 'network', 'eval', 'database']);
/** Jinja: `{{ output[:5000] }}`, `{{ output | truncate(5000) }}`. */
const TEMPLATE = /\{\{.*\b(output|result|observation|stdout)\w*\b[^}]*(\[\s*-?\d*\s*:\s*-?\d*\s*\]|\|\s*truncate)/s;
const PART = /^(slice|substring|substr|truncate|take|chars|split_at)$/;
const CUT = /[\w)\]]\[[^[\]{}]*(?::|\.\.)[^[\]{}]*\]|\.(slice|substring|substr)\(|truncat|\.take\(/;
/** A limit by name, by constant or by number. */
const BOUND = /[mM]ax|[lL]imit|[bB]udget|\bcap\b|[tT]hreshold|\b[A-Z][A-Z0-9_]{3,}\b|[<>]=?\s*\d[\d_]{2,}/;
/** The first argument is what running a tool gives. */
const RUNS = /\b\w*(run|exec|execute|call|invoke|dispatch|read|fetch|from_utf8|output|stdout)\w*['"\]]*\(/i;
const MOST_TOOLS = 0.6;

/** Cuts of tool outputs: full for all tools or most of them, half for some. */
export function cutOutputs(context: JudgeContext): Signal[] {
  const { code, path, map } = context;
  const own = new Map(map.tools.map((t) => [t, t.run === undefined ? undefined : code.function(t.run)]));
  const runs = [...own.values()].flatMap((fn) => fn ?? []);
  const below = code.reach(runs, 4);
  const onlyBelow = (fn: FunctionNode): boolean => below.has(fn) && !path.to.has(fn) && !path.dispatches.includes(fn);
  const shared = [...path.from.keys()].filter((fn) => fn.inScope && !onlyBelow(fn) && isNearDispatch(context, fn));
  const general = [
    ...cutsOfResult(context),
    ...shared.filter((fn) => !onScreen(fn)).flatMap((fn) => cutsIn(fn, 'full')),
  ];
  const bulky = map.tools.filter((t) => own.get(t) !== undefined && t.effects.some((e) => BULKY.has(e.class)));
  const cutting = bulky.filter((t) => toolCuts(context, own.get(t) as FunctionNode).length > 0);
  const strength = cutting.length > 0 && cutting.length >= bulky.length * MOST_TOOLS ? 'full' : 'half';
  const single = cutting
    .flatMap((t) => toolCuts(context, own.get(t) as FunctionNode).slice(0, 1))
    .map((s) => ({ ...s, strength }) satisfies Signal);
  const templates = code.documents
    .flatMap(inTemplate)
    .sort((a, b) => a.file.split('/').length - b.file.split('/').length);
  const inTools = (s: Signal): number =>
    Number(s.fn !== undefined && below.has(s.fn) && !path.dispatches.includes(s.fn));
  const ordered = nearestFirst(context, general).sort((a, b) => inTools(a) - inTools(b));
  const found = [...ordered, ...single, ...templates];
  return strongest(found.length > 0 ? found : belowDispatch(context), 2);
}

/** Where no tool's own function is known: what the dispatch site reaches. */
function belowDispatch(context: JudgeContext): Signal[] {
  const near = [...context.path.tools].filter(([fn, way]) => fn.inScope && way.length <= 5 && !onScreen(fn));
  return near.flatMap(([fn]) => cutsIn(fn, 'half'));
}

/** Whatever the names are: what running the tool gave goes through a function that takes a part of a text. */
function cutsOfResult({ code, map, path }: JudgeContext): Signal[] {
  const sites = new Map(map.dispatches.map((d) => [d.fn, d.site.line]));
  const near = new Set(path.dispatches.flatMap((d) => [d, ...d.callers.filter((c) => path.from.has(c))]));
  return [...near].flatMap((fn) => {
    const runs = fn.calls.filter(
      (c) => c.fact.line === sites.get(fn.id) || c.targets.some((t) => path.dispatches.includes(t)),
    );
    const names = runs
      .flatMap((c) => (c.fact.result ?? '').split(/,\s*/))
      .filter((n) => /^\w+$/.test(n) && !/^(err|ok|_|return)$/.test(n));
    const cut = fn.calls.find(
      (c) =>
        c.targets.some(
          (t) => slicesText(t) && t.branches.some((b) => /[<>]/.test(b.test)) && code.function(t.id)?.inScope,
        ) &&
        c.fact.args.some(
          (a) => names.includes(a.text.replace(/^&/, '')) || runs.some((r) => a.text.includes(`${r.fact.callee}(`)),
        ),
    );
    return cut === undefined
      ? []
      : [
          {
            strength: 'full' as const,
            file: fn.file.path,
            line: cut.fact.line,
            note: 'the output is cut to a limit',
            fn,
          },
        ];
  });
}

function toolCuts({ code }: JudgeContext, run: FunctionNode): Signal[] {
  return [...code.reach([run], 4).keys()].filter((fn) => fn.inScope).flatMap((fn) => cutsIn(fn, 'half'));
}

/** Dispatch sites, what calls them on the loop's path, and what those call with the result. */
function isNearDispatch({ path }: JudgeContext, fn: FunctionNode): boolean {
  return (
    path.dispatches.includes(fn) ||
    path.dispatches.some(
      (d) => d.callers.includes(fn) || d.callees.includes(fn) || d.callers.some((c) => c.callees.includes(fn)),
    )
  );
}

/** Calls that cut an output, and conditions on its length whose arm slices. */
function cutsIn(fn: FunctionNode, strength: Signal['strength']): Signal[] {
  const at = (line: number): Signal => ({
    strength,
    file: fn.file.path,
    line,
    note: 'the output is cut to a limit',
    fn,
  });
  const called = fn.calls.filter(({ fact, targets }) => {
    const words = splitWords(fact.name);
    if (fn.branches.some((b) => b.line === fact.line && b.test.includes(`${fact.callee}(`))) return false;
    if (targets.some(clips) && !mentions(words, SHOWN) && fact.result === 'return') return true;
    return (
      mentions(words, CUTS) &&
      !mentions(words, SHOWN) &&
      fact.args.length > 0 &&
      (targets.some(slicesText) || (targets.length === 0 && fact.args.length > 1)) &&
      (mentions(fact.args.map((a) => a.text).join(' '), OUTPUT) || RUNS.test(fact.args[0]?.text ?? ''))
    );
  });
  if (called[0] !== undefined) return [at(called[0].fact.line)];
  const branch = fn.branches.find(
    (b) =>
      /[<>]/.test(b.test) &&
      /length|len\b|size|bytes|chars|lines/i.test(b.test) &&
      BOUND.test(b.test) &&
      mentions(b.test, OUTPUT) &&
      slicesIn(fn, b.bodyLine, b.endLine),
  );
  return branch === undefined ? [] : [at(branch.line)];
}

/** The arm takes a part of a text. */
function slicesIn(fn: FunctionNode, from: number, to: number): boolean {
  const inside = (line: number): boolean => from <= line && line <= to;
  return (
    fn.calls.some((c) => inside(c.fact.line) && PART.test(c.fact.name)) ||
    [...fn.assignments, ...fn.exits].some((x) => inside(x.line) && CUT.test(x.text))
  );
}

/** Whatever it is called: it gives back a part of the text it was given when that is longer than a limit. */
function clips({ fact, branches, exits }: FunctionNode): boolean {
  const names = fact.params.map((p) => p.name).filter((n) => n.length > 0);
  const part = exits.some(
    (e) =>
      e.kind === 'return' && CUT.test(e.text) && names.some((n) => new RegExp(`\\b${literally(n)}\\b`).test(e.text)),
  );
  return part && fact.params.length <= 3 && branches.some((b) => /[<>]/.test(b.test) && /len|size|count/i.test(b.test));
}

/** It takes a part of a text, up to a limit. */
function slicesText(fn: FunctionNode): boolean {
  return (
    fn.calls.some((c) => PART.test(c.fact.name)) ||
    [...fn.assignments, ...fn.exits].some((x) => CUT.test(x.text)) ||
    fn.children.some((c) => c.fact.kind === 'closure' && slicesText(c))
  );
}

/** A template that renders tool results slices them; it is run, so it counts as code. */
function inTemplate(document: DocumentFacts): Signal[] {
  if (document.role === 'docs' || document.role === 'test' || document.role === 'example') return [];
  const entry = document.entries.find((e) => TEMPLATE.test(e.value));
  return entry === undefined
    ? []
    : [{ strength: 'full', file: document.path, line: entry.line, note: 'the template cuts the output' }];
}
