// Decisions that tell actions apart one by one: by a list of tool names, or by a switch for each kind.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import type { Signal } from './judgement.js';
import { type Condition, conditionsOf, gatesOf } from './permission.js';

/** A list of tool names, or separate switches for kinds of action: half of it. */
export function byNames(context: JudgeContext, zone: FunctionNode[]): Signal[] {
  const names = new Set(context.map.tools.map((t) => t.name));
  const listed = zone.flatMap((fn) => {
    const of = fn.strings.filter((s) => names.has(s.value));
    const first = conditionsOf([fn]).find(
      ({ branch }) =>
        branch.exit !== 'none' &&
        /\b(includes|has|in|contains)\b/.test(branch.test) &&
        mentions(branch.test, ['name', 'tool', 'action']),
    );
    return new Set(of.map((s) => s.value)).size >= 2 && first !== undefined
      ? [
          {
            strength: 'half',
            file: fn.file.path,
            line: first.branch.line,
            note: 'a list of tool names decides',
            fn,
          } as const,
        ]
      : [];
  });
  const switches = new Map<string, Condition>();
  for (const { gate, fn } of gatesOf(context))
    for (const branch of fn.branches.filter((b) => b.kind !== 'else' && Math.abs(b.line - gate.site.line) <= 25)) {
      const found = /\b(?:auto|skip)_?([A-Z]\w+|[a-z]\w+)\b/i.exec(branch.test);
      if (found !== null) switches.set(found[0] as string, { fn, branch });
    }
  const flags = [...switches].map(
    ([name, { fn, branch }]) =>
      ({
        strength: 'half',
        file: fn.file.path,
        line: branch.line,
        note: `${name} spares the question for this kind of action`,
        fn,
      }) as const,
  );
  return [...listed, ...(flags.length >= 2 ? flags.slice(0, 2) : [])];
}
