// What a tool that nobody declared, or that is on no list, leads to where calls are dispatched.
import type { BranchFact, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { nearestFirst } from './dispatch-steps.js';
import { inArm } from './find.js';
import type { Signal } from './judgement.js';

type Seen = Omit<Signal, 'strength'>;

/** A name that is on no list runs at once, inside the function that asks for the others. */
export function allowsUnlisted({ code, map }: JudgeContext): Seen[] {
  return map.dispatches.flatMap((d) => {
    const fn = code.function(d.fn);
    const asks = map.gates.some((g) => g.fn === d.fn && g.site.line > d.site.line);
    const guard =
      fn === undefined || !asks
        ? undefined
        : code
            .guards(fn, d.site.line)
            .find((g) => g.how === 'inside' && /^!.*(includes|has)|not in\b/.test(g.branch.test));
    return fn === undefined || guard === undefined
      ? []
      : [{ file: fn.file.path, line: guard.branch.line, note: 'a tool on no list runs unasked', fn }];
  });
}

/** The dispatch looks a tool up and leaves, or answers, when there is none. */
export function refusesUnknown(context: JudgeContext): Seen[] {
  const { code, map } = context;
  const near = code.reachedBy(
    map.dispatches.flatMap((d) => code.function(d.fn) ?? []),
    2,
  );
  const asked = [...near.keys()].flatMap((fn) => fn.callees);
  const parsed = code.functions.filter(
    (fn) => context.path.from.has(fn) && fn.branches.some((b) => saysUnknown(fn, b)),
  );
  const found = [...new Set([...near.keys(), ...asked, ...parsed])]
    .filter((fn) => fn.inScope)
    .flatMap((fn): Seen[] => {
      const branch =
        fn.branches.find((b) => b.kind !== 'catch' && isMissing(fn, b)) ??
        fn.branches.filter((b) => saysUnknown(fn, b)).sort((a, b) => b.bodyLine - a.bodyLine)[0];
      return branch === undefined
        ? []
        : [{ file: fn.file.path, line: branch.line, note: 'an unknown tool is refused', fn }];
    });
  return nearestFirst(context, found);
}

/** The arm says so: a message that the tool is unknown, in the condition that compares its name. */
function saysUnknown(fn: FunctionNode, branch: BranchFact): boolean {
  return (
    branch.kind !== 'else' &&
    branch.kind !== 'catch' &&
    (branch.kind === 'default' ||
      /name\b/i.test(branch.test) ||
      /\bnot in\b|^!?\w*(tool|action|op|handler)\w*$/i.test(branch.test)) &&
    fn.strings.some((s) => inArm(branch, s.line) && s.length < 200 && UNKNOWN.test(s.value))
  );
}

const UNKNOWN =
  /\b(unknown|unsupported|no such|unrecognized)\b.{0,12}\b(tool|function|action|op|command)\b|\b(tool|function|action)\b.{0,40}\b(not found|unknown|not (available|supported|registered))/i;

function isMissing(fn: FunctionNode, branch: BranchFact): boolean {
  const answers = branch.exit !== 'none' || fn.calls.some((c) => inArm(branch, c.fact.line));
  const absentTool =
    /^(!\s*|not )[\w.]*(tool|handler|action|fn|func)(?!\w*(calls?|results?|s)$)\w*$|(?<![a-z])([tT]ool|[hH]andler|[aA]ction)\w*\s*(===?\s*(undefined|null)|is None|== nil)|not in [\w.]*(tool|action|command|handler)|!ok$/i;
  return (
    answers &&
    (absentTool.test(branch.test) || (branch.kind === 'default' && mentions(branch.test, ['tool', 'name', 'action'])))
  );
}
