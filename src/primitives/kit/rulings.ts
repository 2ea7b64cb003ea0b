// The value a gate turns on, followed by structure: the call whose answer the gate's condition tests, the type of that
// answer, and who is given it afterwards. Whatever the code calls its rulings, this is what it decided.
import type { CallNode, ExitFact, FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { literally } from '../../words.js';
import { firmGates, type GateNode, mainGates } from './permission.js';

/** A field that holds the answer to a question of permission; how the call went is another matter. */
export const VERDICT_FIELD = /^(permission_?)?(decision|verdict|granted|allowed|approved|ruling)$/i;

/** The call that a gate asked. */
export interface Ruling {
  gate: GateNode;
  call: CallNode;
  /** The names its answer is bound to: one, or one for each part. */
  names: string[];
}

/** What the main gates asked before they went on or refused. */
export function rulingsOf(context: JudgeContext): Ruling[] {
  return mainGates(context, firmGates(context)).flatMap((gate): Ruling[] => {
    const arms = gate.fn.branches.filter((b) => b.line === gate.gate.site.line);
    const tested = new Set(arms.flatMap((b) => context.code.asked(gate.fn, b)));
    const asked = [...tested].filter((c) => c.targets.some((t) => t.inScope));
    return asked.map((call) => ({ gate, call, names: (call.fact.result ?? '').match(/\w+/g) ?? [] }));
  });
}

/** Record types that the asked functions answer with: at least two fields. */
export function rulingTypes(context: JudgeContext): TypeNode[] {
  const answered = rulingsOf(context).flatMap(({ call }) =>
    call.targets.flatMap((t) =>
      t.fact.returns === undefined ? t.exits.flatMap(made) : (answer(t.fact.returns) ?? []),
    ),
  );
  const words = new Set(answered);
  return context.code.types.filter(
    (t) =>
      words.has(t.fact.name) && t.fact.kind !== 'enum' && t.fact.members.filter((m) => m.kind === 'field').length >= 2,
  );
}

/** The type that is answered itself, not the lists or pairs that hold it. */
function answer(returns: string): string | undefined {
  return /^(?:Promise<|Awaitable\[|Result<|Option<|\(?\*)*([A-Z]\w*)(?![\w<[])/.exec(
    returns.replace(/^\w+\.(?=[A-Z])/, ''),
  )?.[1];
}

/** Where nothing declares the answer: the type whose value is made on the way out. */
function made({ callee }: ExitFact): string[] {
  return /^(new )?[A-Z]\w*$/.test(callee ?? '') ? [(callee ?? '').replace(/^new /, '')] : [];
}

/** The ruling goes into a record where it is made: the asked function hands it on before it answers. */
export function recordedInside(context: JudgeContext): { fn: FunctionNode; call: CallNode }[] {
  const types = new Set(rulingTypes(context).map((t) => t.fact.name));
  const asked = [...new Set(rulingsOf(context).flatMap(({ call }) => call.targets))];
  const near = [...new Set(asked.flatMap((fn) => [fn, ...fn.callees.filter((c) => c.file === fn.file)]))];
  return near.flatMap((fn) => {
    const own = [
      ...fn.fact.params.filter((p) => (p.type?.match(/\w+/g) ?? []).some((w) => types.has(w))).map((p) => p.name),
      ...fn.assignments
        .filter((a) => [...types].some((t) => a.text.startsWith(`${t}(`) || a.text.startsWith(`new ${t}`)))
        .map((a) => a.target),
      ...fn.calls
        .filter((c) => types.has(c.fact.name) && c.fact.result !== undefined)
        .map((c) => c.fact.result as string),
    ];
    return fn.calls.filter((c) => own.some((name) => takes(c, name))).map((call) => ({ fn, call }));
  });
}

/** Calls that are given the ruling itself, outside of the arms that it opens: they hear of every outcome. */
export function heardBy(context: JudgeContext): { fn: FunctionNode; call: CallNode }[] {
  return rulingsOf(context).flatMap(({ gate, call, names }) => {
    const given = names.filter((n) => !/^(_|err|error|ok|return)$/.test(n));
    const heard = gate.fn.calls.filter(
      (c) =>
        c !== call &&
        c.fact.line >= call.fact.line &&
        given.some((name) => takes(c, name)) &&
        !oneSided(gate, c) &&
        !c.targets.includes(gate.fn),
    );
    return heard.map((c) => ({ fn: gate.fn, call: c }));
  });
}

/** In the arm that the gate opens or closes. */
function oneSided({ gate, fn }: GateNode, { fact }: CallNode): boolean {
  return fn.branches.some(
    (b) => b.line === gate.site.line && b.line !== fact.line && b.bodyLine <= fact.line && fact.line <= b.endLine,
  );
}

function takes({ fact }: CallNode, name: string): boolean {
  const word = new RegExp(`(^|[^\\w.])${literally(name)}\\b`);
  return fact.args.some((a) => word.test(a.text));
}
