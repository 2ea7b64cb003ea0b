// The function that puts the question may keep its answer itself: what it gives back it also hands to something that writes
// it down, whatever was answered. Told by the value, not by what the record is called.
import type { ArgFact, CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { firmGates } from './permission.js';

const NAMES = /[A-Za-z_]\w*/g;

/** Calls that are given the very answer that the asked function goes on to return, outside of any arm. */
export function keptAnswers(context: JudgeContext): { fn: FunctionNode; call: CallNode }[] {
  const asked = firmGates(context)
    .filter(({ gate }) => gate.kind === 'ask')
    .flatMap(({ gate, fn }) => fn.calls.filter((c) => c.fact.line === gate.site.line).flatMap((c) => c.targets));
  return [...new Set(asked)].flatMap((fn) => {
    const last = fn.exits.filter((e) => e.kind === 'return').at(-1);
    if (!fn.inScope || last === undefined || last.branch !== undefined) return [];
    const answer = new Set((last.text.replace(/(['"`]).*?\1/g, '').match(NAMES) ?? []).filter((n) => isBound(fn, n)));
    return fn.calls
      .filter((c) => c.fact.branch === undefined && c.fact.line < last.line && c.targets.length > 0)
      .filter((c) => c.fact.args.some((a) => (textOf(c, a).match(NAMES) ?? []).some((n) => answer.has(n))))
      .map((call) => ({ fn, call }));
  });
}

/** What a text interpolates is not among the facts; the line itself shows it. */
function textOf({ fn, fact }: CallNode, arg: ArgFact): string {
  const line = arg.text.includes('{}') ? (fn.file.excerpts[fact.line] ?? '') : '';
  return line === '' ? arg.text : (line.match(/\{[^{}]*\}/g) ?? []).join(' ');
}

function isBound(fn: FunctionNode, name: string): boolean {
  return fn.assignments.some((a) => a.target === name) || fn.calls.some((c) => c.fact.result === name);
}
