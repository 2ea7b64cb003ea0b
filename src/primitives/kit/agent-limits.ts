// Where a limit that stands in a record of an agent is enforced: the bound of a loop, or a condition that leaves.
import type { BranchFact, FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { literally } from '../../words.js';
import { holdsRecord, recordTypes } from './agent-flow.js';

/** A loop or condition that a limit of the record bounds. */
interface LimitUse {
  fn: FunctionNode;
  line: number;
  part: string;
}

const AMOUNT = /^(number|int\d*|uint\d*|usize|[iu]\d+|float\d*|f\d+|Option<[iu]\w+>|int \| None|Optional\[int\])$/;

/** Reads of a number of the record that bound a loop, or that a leaving condition compares. */
export function limitUses(context: JudgeContext): LimitUse[] {
  const types = recordTypes(context);
  const amounts = types.flatMap((t) => t.fact.members.filter((m) => AMOUNT.test(m.type ?? '')).map((m) => m.name));
  if (amounts.length === 0) return [];
  const read = new RegExp(`\\b(\\w+)\\.(${[...new Set(amounts)].map(literally).join('|')})\\b`);
  const { path } = context;
  return context.code.functions
    .filter((fn) => fn.wired && (path.from.has(fn) || path.to.has(fn) || path.tools.has(fn)))
    .flatMap((fn) => {
      const tests = [
        ...fn.loops.map(({ line, test }) => ({ line, test })),
        ...fn.branches.filter((b) => b.exit !== 'none' && compares(b)).map(({ line, test }) => ({ line, test })),
      ];
      const direct = tests.flatMap(({ line, test }): LimitUse[] => {
        const [, holder, part] = read.exec(test) ?? [];
        const known = holder !== undefined && part !== undefined && holdsRecord(fn, holder, types);
        return known ? [{ fn, line, part }] : [];
      });
      return [...direct, ...answered(context, fn, types)];
    });
}

/** `most := hand.MaxLegs(config); leg > most`: a method of the record answers with the limit. */
function answered({ code }: JudgeContext, fn: FunctionNode, types: TypeNode[]): LimitUse[] {
  const owners = new Set(types.map((t) => t.fact.name));
  return fn.branches
    .filter((b) => b.exit !== 'none' && compares(b))
    .flatMap((b) => {
      const asked = code.asked(fn, b).flatMap((c) => c.targets.filter((t) => owners.has(t.fact.owner ?? '')));
      return asked.slice(0, 1).map((t) => ({ fn, line: b.line, part: t.fact.name }));
    });
}

function compares({ operators }: BranchFact): boolean {
  return operators.some((o) => /^[<>]=?$/.test(o));
}
