// Where states of work are entered. A closed set that nothing enters is a wish, so judges ask for the places that set it.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { phaseOf, STATE_FIELD, type StateSet } from './states.js';

/** A place that sets a state. */
export interface Transition {
  fn: FunctionNode;
  line: number;
  variant: string;
}

/** An expression that may be a state: its kind, its text, and whether it stands where the set's states belong. */
interface Candidate {
  line: number;
  kind: string;
  text: string;
  belongs: boolean;
}

/** Where states of a set are entered: assigned, given as a field, or given as an argument. */
export function transitions({ code }: JudgeContext, set: StateSet): Transition[] {
  const typed = new RegExp(`(^|[^\\w])${set.name}(\\.|::)(\\w+)`);
  return code.functions.flatMap((fn) =>
    [...assigned(fn, set), ...keyed(fn, set), ...given(fn, set)].flatMap((c) => {
      const variant = variantOf(set, typed, c);
      return variant === undefined ? [] : [{ fn, line: c.line, variant }];
    }),
  );
}

/** A bare string is a state only where states belong; a member of the type is one anywhere. */
function variantOf(set: StateSet, typed: RegExp, { kind, text, belongs }: Candidate): string | undefined {
  if (kind === 'string') return belongs && set.variants.includes(text) ? text : undefined;
  const member = typed.exec(text)?.[3];
  const name = member ?? (set.type?.file.language === 'go' ? /(?:^|\.)(\w+)$/.exec(text)?.[1] : undefined);
  return name !== undefined && set.variants.includes(name) ? name : undefined;
}

function assigned(fn: FunctionNode, set: StateSet): Candidate[] {
  return fn.assignments.map((a) => ({ ...a, belongs: fits(set, /(\w+)(\[\])?$/.exec(a.target)?.[1] ?? '') }));
}

function keyed(fn: FunctionNode, set: StateSet): Candidate[] {
  return fn.objects.flatMap((o) => o.keys.map((k) => ({ ...k, belongs: fits(set, k.name) })));
}

function given(fn: FunctionNode, set: StateSet): Candidate[] {
  return fn.calls.flatMap(({ fact, targets }) =>
    fact.args.map((arg, i) => {
      const params = targets.flatMap((t) => t.fact.params.slice(i, i + 2));
      return { ...arg, line: fact.line, belongs: params.some((p) => p.type?.split(/\W+/).includes(set.name) === true) };
    }),
  );
}

function fits(set: StateSet, field: string): boolean {
  return STATE_FIELD.test(field) || field === set.name;
}

/** Literals given to fields called status or state, where no closed set is declared; by file. */
export function looseStates({ code }: JudgeContext): Map<string, Transition[]> {
  const byFile = new Map<string, Transition[]>();
  for (const fn of code.functions) {
    const found = [
      ...fn.assignments.filter((a) => a.kind === 'string' && STATE_FIELD.test(a.target.split('.').at(-1) ?? '')),
      ...fn.objects.flatMap((o) => o.keys.filter((k) => k.kind === 'string' && STATE_FIELD.test(k.name))),
    ];
    const list = byFile.get(fn.file.path) ?? [];
    byFile.set(fn.file.path, list);
    for (const f of found) if (phaseOf(f.text) !== undefined) list.push({ fn, line: f.line, variant: f.text });
  }
  return byFile;
}
