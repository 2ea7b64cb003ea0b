// What is sent is often made for the occasion: the system prompt before the list, the list without what only the program
// needs, or the answer of a function that puts the parts together. The list is among what it is made of.
import type { FunctionNode } from '../../contracts.js';

const PATH = /[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::)[A-Za-z_$][\w$]*)*/g;
const MAKES = new Set(['array', 'binary', 'call', 'other', 'reference', 'object']);

/** Names that go into what is bound to one of `sent` in these functions, and into what a function bound to it returns. */
export function madeOf(fns: readonly FunctionNode[], sent: ReadonlySet<string>): string[] {
  return fns.flatMap((fn) => {
    const bound = fn.assignments.filter((a) => MAKES.has(a.kind) && sent.has(lastName(a.target)));
    const made = fn.calls.filter((c) => sent.has(c.fact.result ?? ''));
    const returned = made.flatMap((c) => c.targets).flatMap((t) => t.exits.filter((e) => e.kind === 'return'));
    return [...bound.flatMap((a) => a.idents), ...returned.flatMap((e) => lastNames(e.text))];
  });
}

function lastNames(text: string): string[] {
  return (text.replace(/(['"`]).*?\1/g, '').match(PATH) ?? []).map(lastName);
}

function lastName(path: string): string {
  return path.split(/\?\.|\.|::/).at(-1) as string;
}
