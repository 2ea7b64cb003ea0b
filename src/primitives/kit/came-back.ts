// What the loop is about to send again is looked for among what it was told before: a failure that comes back ends the run,
// without a count.
import type { BranchFact, FunctionNode, JudgeContext } from '../../contracts.js';
import type { Signal } from './judgement.js';

const GROWS = /^(push|append|add|insert|Add|Append)$/;
/** `x in seen`, `seen.includes(x)`, `seen.contains(&x)`, `slices.Contains(seen, x)`. */
const AMONG = [
  /^\W*(\w+) in (?:self\.)?(\w+)\W*$/,
  /^\W*(?:this\.)?(?<list>\w+)\.(?:includes|has|contains)\(&?(?<item>\w+)\)\W*$/,
  /^\W*slices\.Contains\((?<list>\w+), (?<item>\w+)\)\W*$/,
];

/** Conditions of the loop that end it because something came back. */
export function cameBack({ path }: JudgeContext): Signal[] {
  return path.loops.flatMap((fn) =>
    fn.branches.flatMap((b): Signal[] => {
      const seen = amongEarlier(b);
      if (seen === undefined || b.loop === undefined || !/^(break|return|throw)$/.test(b.exit)) return [];
      if (!isKept(fn, seen, b.line)) return [];
      return [{ strength: 'full', file: fn.file.path, line: b.line, note: `${seen.item} came back: the run ends`, fn }];
    }),
  );
}

function amongEarlier({ test }: BranchFact): { item: string; list: string } | undefined {
  for (const pattern of AMONG) {
    const found = pattern.exec(test);
    if (found !== null)
      return { item: found.groups?.item ?? (found[1] as string), list: found.groups?.list ?? (found[2] as string) };
  }
  return undefined;
}

/** The same value joins the list behind the test, in the loop. */
function isKept(fn: FunctionNode, { item, list }: { item: string; list: string }, line: number): boolean {
  const called = fn.calls.some(
    (c) =>
      c.fact.line > line &&
      c.fact.loop !== undefined &&
      GROWS.test(c.fact.name) &&
      c.fact.receiver.endsWith(list) &&
      c.fact.args.some((a) => a.text.replace(/^&|\.clone\(\)$/g, '') === item),
  );
  return called || fn.assignments.some((a) => a.line > line && a.text.startsWith(`append(${list}, ${item}`));
}
