// A query builder says in one call which table is written and in the next what the row holds: `db.update(runs).set({
// status })`. Where the table is declared, its columns say what is stored.
import type { CallNode, Codebase, FunctionNode, KeyFact, Store, TypeNode } from '../../../contracts.js';

const FILLS = /^(values|set|data|doUpdateSet|returning)$/;
const FIELD_OF_STATE = /^(status|state|phase|stage)$/i;

export interface Row {
  /** What the calls of the statement are given. */
  data: string[];
  carries: Store['carries'];
}

/** The row that the statement begun by `call` writes; undefined where nothing is chained to it. */
export function rowOf(code: Codebase, fn: FunctionNode, call: CallNode): Row | undefined {
  const fills = chained(fn, call).filter((c) => FILLS.test(c.fact.name));
  if (fills.length === 0) return undefined;
  const table = tableOf(code, call);
  const args = fills.flatMap((c) => c.fact.args);
  const keys = args.flatMap((a): KeyFact[] => (a.object === undefined ? [] : (fn.file.objects[a.object]?.keys ?? [])));
  const whole = keys.length === 0 || keys.some((k) => k.name === '...');
  const columns = table?.fact.members.filter((m) => m.kind === 'field') ?? [];
  const told = keys.filter((k) => k.name !== '...');
  const names = whole ? [...told.map((k) => k.name), ...columns.map((m) => m.name)] : told.map((k) => k.name);
  const site = (name: string): number | undefined => columns.find((m) => m.name === name)?.line;
  return {
    data: args.map((a) => a.text),
    carries: [...new Set(names)].map((name) => {
      const line = site(name);
      const written = told.find((k) => k.name === name)?.line ?? call.fact.line;
      return {
        name,
        site:
          table !== undefined && line !== undefined
            ? code.site(table.file.path, line)
            : code.site(fn.file.path, written),
      };
    }),
  };
}

/** A row with a column of states is a record of where something stands. */
export function standsSomewhere(carries: Store['carries']): boolean {
  return carries.some((c) => FIELD_OF_STATE.test(c.name));
}

/** Calls of the same statement that follow on what this one gives back. */
function chained(fn: FunctionNode, { fact }: CallNode): CallNode[] {
  const next = Math.min(
    ...fn.calls.filter((c) => c.fact.callee === fact.callee && c.fact.line > fact.line).map((c) => c.fact.line),
  );
  return fn.calls.filter(
    (c) => c.fact.callee.startsWith(`${fact.callee}().`) && c.fact.line >= fact.line && !(c.fact.line >= next),
  );
}

function tableOf(code: Codebase, { fact, fn }: CallNode): TypeNode | undefined {
  const name = fact.args[0]?.kind === 'reference' ? /(\w+)$/.exec(fact.args[0].text)?.[1] : undefined;
  const tables = code.types.filter((t) => t.fact.name === name && t.file.language === fn.file.language);
  return tables.find((t) => t.file === fn.file) ?? tables[0];
}
