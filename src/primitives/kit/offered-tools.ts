// Where what the model is offered comes from: the value handed on as its tools, followed back through the calls, fields
// and locals it is made of. A set of tools that never gets there is no pool, whatever it is called.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { nearestFirst } from './dispatch-steps.js';
import { withClosures } from './find.js';
import { shown } from './tool-fields.js';

/** Keys and arguments under which tools are handed to a request, a model or an agent. */
const HANDED =
  /^(tools|tool_?(specs|definitions|declarations|schemas|list)|functions|function_?declarations|tools_to_\w+)$/i;
/** `agent.setTools(chosen)`, `model.bindTools(all)`: the same by a call. */
const SETS = /^_?(set|bind|with|use)_?(active|available|enabled)?_?tools(_?by_?names?)?$/i;
/** Names that are followed where they are kept: they speak of tools, or of the set that holds them. */
const KEPT =
  /tools?(et|box|kit|_?names?|_?registry|_?specs?|_?definitions?|_?declarations?)?$|^(registry|drawer|pool|catalog(ue)?|toolbox|kit)$/i;
/** A request has these beside its tools; a plugin's manifest or a description of an agent has not. */
const REQUEST =
  /^(model|model_?id|messages?|contents?|conversation|history|system|system_?(prompt|instruction)|prompt|input|instructions|max_?tokens|temperature|stream|tool_?choice)$/i;
const STEPS = 4;

interface Text {
  fn: FunctionNode;
  text: string;
  line: number;
}

const remembered = new WeakMap<JudgeContext, ReadonlyMap<FunctionNode, number>>();

/** Functions in which the offered tools are made, with the steps from where they are handed on. */
export function offering(context: JudgeContext): ReadonlyMap<FunctionNode, number> {
  const known = remembered.get(context) ?? follow(context);
  remembered.set(context, known);
  return known;
}

function follow(context: JudgeContext): Map<FunctionNode, number> {
  const made = new Map<FunctionNode, number>();
  const seen = new Set<string>();
  let texts = handed(context);
  for (const { fn } of texts) if (!made.has(fn)) made.set(fn, 0);
  for (let step = 1; step <= STEPS && texts.length > 0; step++) {
    const next: Text[] = [];
    for (const text of texts) {
      const key = `${text.fn.id} ${text.line} ${text.text}`;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const maker of makers(context, text)) {
        if (!made.has(maker)) made.set(maker, step);
        next.push(...answers(maker));
      }
      for (const source of sources(context, text)) {
        if (!made.has(source.fn)) made.set(source.fn, step);
        next.push(source);
      }
    }
    texts = next;
  }
  return made;
}

/** The places where tools are handed on, nearest to the loop first. */
function handed(context: JudgeContext): Text[] {
  const { path, code } = context;
  const near = code.functions.filter(
    (fn) => fn.wired && !shown(fn.file.path) && (path.from.has(fn) || path.to.has(fn) || gives(fn, path.to)),
  );
  const found = near.flatMap((fn): Text[] => [
    ...fn.objects
      .filter((o) => o.keys.some((k) => REQUEST.test(k.name)))
      .flatMap((o) => o.keys.filter((k) => HANDED.test(k.name)).map((k) => ({ fn, text: k.text, line: k.line }))),
    ...fn.calls.flatMap(({ fact, targets }) =>
      fact.args
        .filter(
          (a, i) => HANDED.test(a.name ?? targets[0]?.fact.params[i]?.name ?? '') || (SETS.test(fact.name) && i === 0),
        )
        .map((a) => ({ fn, text: a.text, line: fact.line })),
    ),
  ]);
  return nearestFirst(context, found);
}

function gives(fn: FunctionNode, to: ReadonlyMap<FunctionNode, unknown>): boolean {
  return fn.calls.some((c) => SETS.test(c.fact.name)) || fn.callers.some((c) => to.has(c));
}

/** Functions that the text calls, or reads as a property. */
function makers({ code }: JudgeContext, { fn, text, line }: Text): FunctionNode[] {
  const names = new Set(text.match(/\w+/g) ?? []);
  const here = (c: CallNode): boolean => c.fact.line >= line - 1 && c.fact.line <= line + 6 && names.has(c.fact.name);
  const called = withClosures(fn).flatMap((f) => f.calls.filter(here).flatMap((c) => c.targets));
  const read = [...text.matchAll(/\.(\w+)\b(?!\s*\()/g)].map(([, word]) => word);
  const properties = code.functions.filter(
    (f) => f.file === fn.file && f.fact.owner !== undefined && f.fact.kind !== 'closure' && read.includes(f.fact.name),
  );
  return [...called, ...properties].filter((f) => f.inScope && f.fact.kind !== 'module');
}

/** What a function answers with. */
function answers(fn: FunctionNode): Text[] {
  const own = fn.exits.filter((e) => e.kind === 'return').map((e) => ({ fn, text: e.text, line: e.line }));
  const walked = fn.loops.map((l) => ({ fn, text: l.test, line: l.line }));
  const calls = withClosures(fn)
    .flatMap((f) => f.calls)
    .filter((c) => KEPT.test(c.fact.name) && c.targets.length > 0)
    .map((c) => ({ fn, text: `${c.fact.callee}(${c.fact.args.map((a) => a.text).join(', ')})`, line: c.fact.line }));
  return [...own, ...walked, ...calls];
}

/** What the names of the text were given: locals of the function, and fields and locals of that name in its file. */
function sources({ code }: JudgeContext, { fn, text, line }: Text): Text[] {
  const names = new Set((text.match(/\w+/g) ?? []).filter((n) => n.length > 2));
  const last = (path: string): string => /(\w+)\W*$/.exec(path)?.[1] ?? '';
  const local = fn.assignments.filter((a) => names.has(a.target) && a.line <= line);
  const fields = code.functions
    .filter((f) => f.file === fn.file && f.wired && f !== fn)
    .flatMap((f) =>
      f.assignments
        .filter((a) => names.has(last(a.target)) && KEPT.test(last(a.target)))
        .map((a) => ({ fn: f, text: a.text, line: a.line })),
    );
  return [...local.map((a) => ({ fn, text: a.text, line: a.line })), ...fields];
}
