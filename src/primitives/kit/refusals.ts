// What is left of a refusal where no decision is recorded: the message that the model gets as the result of its call.
import type { BranchFact, ExitFact, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import { inArm } from './find.js';
import type { Signal } from './judgement.js';
import { firmGates, type GateNode, mainGates } from './permission.js';
import { rulingTypes, VERDICT_FIELD } from './rulings.js';

const RESULTS = ['push', 'append', 'add', 'insert', 'extend'];

/** A refusing arm whose message goes to the model: added to results, returned to a caller, or thrown. */
export function refusals(context: JudgeContext): Signal[] {
  const loops = new Set(context.path.loops);
  const all = mainGates(context, firmGates(context)).filter(({ fn }) => !answersAnother(context, fn));
  const asking = ({ gate: { kind } }: GateNode): number => Number(kind !== 'ask' && kind !== 'framework');
  const ranked = [...all].sort((a, b) => asking(a) - asking(b));
  const found = ranked.flatMap((gate): Signal[] => {
    const own = landsAt(gate, loops);
    const below = own === undefined ? throwsBelow(gate) : undefined;
    const line = own ?? below?.line;
    const fn = below?.fn ?? gate.fn;
    return line === undefined
      ? []
      : [{ strength: 'half', file: fn.file.path, line, note: 'a refusal becomes the result of the call', fn }];
  });
  return found.slice(0, 1);
}

/** It decides and hands its ruling to a gate above: what it returns is no result of a call yet. */
function answersAnother(context: JudgeContext, fn: FunctionNode): boolean {
  const rules = context.code.types.filter((t) => t.fact.members.some((m) => VERDICT_FIELD.test(m.name)));
  const types = new Set([...rulingTypes(context), ...rules].map((t) => t.fact.name));
  return (fn.fact.returns ?? '').split(/\W+/).some((word) => types.has(word));
}

const NO: Vocabulary = [
  'deny',
  'denie',
  'reject',
  'refus',
  'cancel',
  'ignor',
  'declin',
  'block',
  'forbid',
  '=no',
  '=not',
];
/** Lines behind a question within which its answers are told apart. */
const ANSWERS = 140;

/** Where the refusal goes: the result that is added, or the way out, in the arm that says no. */
function landsAt({ gate, fn }: GateNode, loops: ReadonlySet<FunctionNode>): number | undefined {
  const arms = fn.branches.filter((b) => b.line === gate.site.line);
  const behind = fn.branches.filter((b) => gate.site.line < b.line && b.line <= gate.site.line + ANSWERS);
  const others = behind.filter((b) =>
    gate.kind === 'framework' ? mentions(b.test, NO) : refusing(b) && siblings(arms, b),
  );
  const candidates = [...arms.filter(refusing), ...others, ...arms.filter((b) => !refusing(b) && b.exit !== 'none')];
  for (const arm of candidates) {
    const line = answeredIn(fn, arm, loops);
    if (line !== undefined) return line;
  }
  return undefined;
}

function refusing(branch: BranchFact): boolean {
  return mentions(branch.test, NO) || /(^|[^=])!(?!=)|\bnot\b/.test(branch.test) || branch.kind === 'else';
}

/** Another arm of the same decision. */
function siblings(arms: BranchFact[], branch: BranchFact): boolean {
  return arms.some(
    (a) =>
      a.parent === branch.parent && (branch.kind === 'else' || branch.kind === a.kind) && branch.line <= a.endLine + 60,
  );
}

/** The call at the gate leaves by throwing: where what it calls does so. */
function throwsBelow({ gate, fn }: GateNode): { fn: FunctionNode; line: number } | undefined {
  const throwing = (f: FunctionNode): boolean => f.exits.some((e) => e.kind === 'throw');
  const called = fn.calls
    .filter((c) => c.fact.line === gate.site.line && c.fact.result === undefined)
    .flatMap((c) => c.targets);
  for (const asked of called) {
    const own = asked.exits.find((e) => e.kind === 'throw');
    const handed = asked.calls.filter((c) => c.targets.some(throwing)).at(-1);
    const line = own?.line ?? handed?.fact.line;
    if (line !== undefined) return { fn: asked, line };
  }
  return undefined;
}

/** A refusal that leaves by returning says so. */
const SAYS_NO = /err|deni|deny|refus|reject|block|cancel|declin|not allowed|forbid|abort/i;

function says(fn: FunctionNode, exit: ExitFact): string {
  const object = fn.objects.find((o) => o.line === exit.line)?.keys.map((k) => `${k.name} ${k.text}`) ?? [];
  const strings = fn.strings.filter((s) => s.line === exit.line).map((s) => s.value);
  return [exit.text, exit.callee ?? '', ...object, ...strings].join(' ');
}

function answeredIn(fn: FunctionNode, branch: BranchFact, loops: ReadonlySet<FunctionNode>): number | undefined {
  const added = fn.calls.find((c) => inArm(branch, c.fact.line) && mentions(c.fact.name, RESULTS));
  if (added !== undefined) return added.fact.line;
  const leaves = fn.exits.find(
    (e) =>
      inArm(branch, e.line) &&
      (e.kind === 'throw' || (e.kind === 'return' && e.value !== 'boolean' && SAYS_NO.test(says(fn, e)))),
  );
  const made = fn.calls.find((c) => inArm(branch, c.fact.line) && /tool_?result|observation/i.test(c.fact.name));
  return loops.has(fn) ? made?.fact.line : leaves?.line;
}
