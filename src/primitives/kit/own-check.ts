// A check that the loop runs by itself, told by structure: a command that no tool starts, and whose outcome is put into
// the history before the model is asked again.
import type { CallNode, FunctionNode, JudgeContext, Site } from '../../contracts.js';
import { literally, mentions } from '../../words.js';
import { historyOf } from './history.js';
import type { Signal } from './judgement.js';

/** Ways of putting something into a history. */
const GIVES = /^(push|append|add|note|say|record|extend|add_message|addMessage|push_user)/;

/** No tool starts it and the model cannot ask for it: the loop runs a command, and hands a failure back as the next turn. */
export function ownCommand(context: JudgeContext, fn: FunctionNode, site: Site): Signal[] {
  const { path, map, code } = context;
  const runs = map.tools.flatMap((t) => (t.run === undefined ? [] : (code.function(t.run) ?? [])));
  const byTools = code.reach([...runs, ...path.dispatches], 3);
  const { lists } = historyOf(context);
  const way = path.loops.flatMap((loop) => {
    const call = loop.calls.find((c) => c.targets.some((t) => t === fn || (t.callees.includes(fn) && !byTools.has(t))));
    return call === undefined || ofModel(context, loop, call) ? [] : [{ loop, call }];
  });
  const decided = way.find(
    ({ loop, call }) =>
      loop.branches.some((b) => b.line >= call.fact.line && b.line <= call.fact.line + 4) &&
      loop.calls.some(
        (c) =>
          c.fact.line > call.fact.line &&
          c.fact.line <= call.fact.line + 8 &&
          GIVES.test(c.fact.name) &&
          lists.has(/\w+$/.exec(c.fact.receiver)?.[0] ?? ''),
      ),
  );
  if (lists.size === 0 || decided === undefined || path.dispatches.includes(fn)) return [];
  const { loop, call } = decided;
  return [
    {
      strength: 'full',
      file: loop.file.path,
      line: call.fact.line,
      note: `${call.fact.name} checks the work and its outcome goes back to the model`,
      fn: loop,
    },
    { strength: 'full', file: site.file, line: site.line, note: 'runs the command that checks', fn },
  ];
}

const FAULT = /^(err|error|e|exc|exception|_|reply|response|result|results|text|answer)$/i;
const READS = [
  'pars',
  'read',
  'decode',
  'extract',
  'load',
  'call',
  'tool',
  'prompt',
  'input',
  'compact',
  'summar',
  'next',
  'poll',
  'steer',
  'queue',
];

/** What a function of the harness has against the work goes into the history, and the model is asked again. */
export function complaints(context: JudgeContext): Signal[] {
  const { lists } = historyOf(context);
  const near = [...new Set(context.path.loops.flatMap((l) => [l, ...l.callees.filter((c) => c.file === l.file)]))];
  const further = near.flatMap((fn) => fn.callees.filter((c) => c.file === fn.file && c.inScope));
  return [...new Set([...near, ...further])].flatMap((fn) =>
    fn.calls
      .filter((c) => isComplaint(context, fn, c) && saidAgain(fn, c, lists))
      .map(
        (c): Signal => ({
          strength: 'full',
          file: fn.file.path,
          line: c.fact.line,
          note: `what ${c.fact.name} has against the work goes back to the model`,
          fn,
        }),
      ),
  );
}

/** An own function that neither runs tools nor asks the model, and whose answer may be nothing. */
function isComplaint({ path }: JudgeContext, fn: FunctionNode, { fact, targets }: CallNode): boolean {
  const name = fact.result ?? '';
  if (!/^\w{2,}$/.test(name) || FAULT.test(name) || mentions(fact.name, READS)) return false;
  const target = targets.find((t) => t.inScope);
  if (target === undefined || path.dispatches.includes(target) || path.to.has(target)) return false;
  const nothing = target.exits.some((e) => e.kind === 'return' && /^(None|nil|null|undefined|)$/.test(e.text.trim()));
  return nothing && fn.branches.some((b) => b.idents.includes(name) && b.line >= fact.line && b.line <= fact.line + 2);
}

/** The arm that tests the answer says it in the history, by itself or through a function that adds to it. */
function saidAgain(fn: FunctionNode, { fact }: CallNode, lists: ReadonlySet<string>): boolean {
  const name = fact.result ?? '';
  const arm = fn.branches.find((b) => b.idents.includes(name) && b.line >= fact.line && b.line <= fact.line + 2);
  if (arm === undefined || lists.size === 0) return false;
  const inside = (line: number): boolean => arm.bodyLine <= line && line <= arm.endLine;
  const says = (text: string): boolean => new RegExp(`\\b${literally(name)}\\b`).test(text);
  const added = fn.assignments.some(
    (a) => inside(a.line) && lists.has(/\w+$/.exec(a.target)?.[0] ?? '') && (says(a.text) || a.idents.includes(name)),
  );
  const given = fn.calls.some((c) => {
    if (!inside(c.fact.line) || !c.fact.args.some((a) => says(a.text))) return false;
    const own = GIVES.test(c.fact.name) && lists.has(/\w+$/.exec(c.fact.receiver)?.[0] ?? '');
    return (
      own ||
      c.targets.some((t) => t.calls.some((n) => n.fact.args.some((a) => a.name !== undefined && lists.has(a.name))))
    );
  });
  return added || given;
}

/** Asked for by the model: made for each of its calls, or given one of them. */
function ofModel({ map }: JudgeContext, loop: FunctionNode, { fact }: CallNode): boolean {
  const inner = fact.loop === undefined ? undefined : loop.file.loops[fact.loop];
  const ownTurn = inner !== undefined && map.loops.some((l) => l.fn === loop.id && l.site.line === inner.line);
  return !ownTurn || fact.args.some((a) => mentions(a.text, ['call', 'tool', 'input', 'action', 'reply', 'response']));
}
