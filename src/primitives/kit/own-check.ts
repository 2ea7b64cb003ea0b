// A check that the loop runs by itself, told by structure: a command that no tool starts, and whose outcome is put into
// the history before the model is asked again.
import type { CallNode, FunctionNode, JudgeContext, Site } from '../../contracts.js';
import { mentions } from '../../words.js';
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

/** Asked for by the model: made for each of its calls, or given one of them. */
function ofModel({ map }: JudgeContext, loop: FunctionNode, { fact }: CallNode): boolean {
  const inner = fact.loop === undefined ? undefined : loop.file.loops[fact.loop];
  const ownTurn = inner !== undefined && map.loops.some((l) => l.fn === loop.id && l.site.line === inner.line);
  return !ownTurn || fact.args.some((a) => mentions(a.text, ['call', 'tool', 'input', 'action', 'reply', 'response']));
}
