// What a database is told. A statement is a literal, a constant of the file, or a parameter of a wrapper that hands on
// whatever its callers say; its verb decides whether something is read or written.
import type { CallNode, FunctionNode, Store } from '../../../contracts.js';

const VERB =
  /^[\s`'"(]*(?:f|r|rf)?[\s`'"]*(?:--[^\n]*\n\s*)*(insert|update|replace|upsert|merge|delete|select|with|pragma)\b/i;
const WRITES = /\b(insert\s+(or\s+\w+\s+)?into|update\s+[\w."]+\s+set|replace\s+into|delete\s+from)\b/i;
const MOST_CALLERS = 60;
const DEPTH = 3;

/** The text of the statement that a call is given, where the file says it. */
export function statementOf(fn: FunctionNode, { fact }: CallNode): string | undefined {
  for (const arg of fact.args.slice(0, 2)) {
    if (VERB.test(arg.text)) return full(fn, arg.text, fact.line, fact.endLine);
    const name = /^[A-Za-z_]\w*$/.exec(arg.text)?.[0];
    const constant = name === undefined ? undefined : fn.file.values.find((v) => v.name === name)?.text;
    if (constant !== undefined && VERB.test(constant)) return constant;
  }
  return undefined;
}

/** Arguments keep their beginning only; the string itself is whole. */
function full(fn: FunctionNode, text: string, from: number, to: number): string {
  const begin = text.replace(/^[\s`'"frF]+/, '').slice(0, 24);
  return fn.strings.find((s) => s.line >= from && s.line <= to && s.value.trimStart().startsWith(begin))?.value ?? text;
}

/** What a statement does to what is stored; undefined for one that removes. */
export function operationOf(statement: string): Store['op'] | undefined {
  const verb = VERB.exec(statement)?.[1]?.toLowerCase();
  if (verb === 'delete') return undefined;
  if (verb === 'select' || verb === 'pragma') return 'read';
  return verb === 'with' && !WRITES.test(statement) ? 'read' : 'insert';
}

/** A claim writes and reads at once: it changes a row and gets it back. */
export function givesBack(statement: string): boolean {
  return /^[\s`'"(]*update\b/i.test(statement) && /\breturning\b/i.test(statement);
}

/** Calls of a wrapper that is given the statement, seen from where the statement is written. */
export function toldBy(fn: FunctionNode, call: CallNode, depth = DEPTH): { fn: FunctionNode; call: CallNode }[] {
  const at = fn.fact.params.findIndex((p) => call.fact.args.slice(0, 2).some((a) => a.text === p.name));
  if (at < 0 || depth === 0) return [];
  return fn.callers
    .filter((c) => c.inScope && c !== fn)
    .slice(0, MOST_CALLERS)
    .flatMap((caller) =>
      caller.calls
        .filter((c) => c.targets.includes(fn))
        .flatMap((c) =>
          statementOf(caller, c) === undefined ? toldBy(caller, c, depth - 1) : [{ fn: caller, call: c }],
        ),
    );
}

/** The table, and the columns that are written; keys of other rows say nothing of what this one is. */
export function subjectOf(statement: string): string {
  const table = /\b(?:into|update|from)\s+["`]?([\w.]+)/i.exec(statement)?.[1] ?? '';
  const listed = /\binto\s+[\w."`]+\s*\(([^)]*)\)/i.exec(statement)?.[1] ?? '';
  const set = /\bset\b([\s\S]*?)(?:\bwhere\b|$)/i.exec(statement)?.[1] ?? '';
  const columns = [...listed.split(','), ...[...set.matchAll(/(\w+)\s*=/g)].map((m) => m[1] ?? '')];
  return [table, ...columns.map((c) => c.trim()).filter((c) => c !== '' && !/(^|_)id$/i.test(c))].join(' ');
}
