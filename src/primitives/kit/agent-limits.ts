// Where a limit that stands in a record of an agent is enforced: the bound of a loop, or a condition that leaves.
import type { BranchFact, FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { literally, mentions } from '../../words.js';
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

/** Words of limits that an agent is declared with. */
export const LIMITS = ['max', 'limit', 'depth', 'readonly', 'timeout', 'spawn', '=turns', '=steps'];

/** `const maxTurns = definition.runConfig.maxTurns` is compared here, or where it was handed to. */
export function takenFrom(fn: FunctionNode, b: BranchFact, keys: ReadonlySet<string>): boolean {
  const limits = b.idents.filter((i) => keys.has(i));
  const takes = (f: FunctionNode, key: string): boolean =>
    f.assignments.some((a) => a.target === key && new RegExp(`\\.\\??${literally(key)}\\b`).test(a.text));
  return limits.some(
    (key) =>
      takes(fn, key) || (fn.fact.params.some((p) => p.name === key) && fn.callers.some((caller) => takes(caller, key))),
  );
}

/** Agents that are classes: the loop of the class is bounded by a limit that each of them is made with. */
export function ownBounds({ code, map }: JudgeContext): LimitUse[] {
  const types = map.agentTypes.filter((t) => t.how === 'class');
  const owners = new Set(types.flatMap((t) => [t.name, t.group]));
  const given = code.functions
    .filter((fn) => owners.has(fn.fact.owner ?? '') && (fn.fact.kind === 'constructor' || fn.fact.name === '__init__'))
    .flatMap((fn) => fn.fact.params.map((p) => p.name));
  const limits = new Set([...types.flatMap((t) => t.keys), ...given].filter((k) => mentions(k, LIMITS)));
  return code.functions
    .filter((fn) => fn.wired && owners.has(fn.fact.owner ?? ''))
    .flatMap((fn) =>
      fn.loops.flatMap(({ line, idents }) => {
        const part = idents.find((i) => limits.has(i));
        return part === undefined ? [] : [{ fn, line, part }];
      }),
    );
}
