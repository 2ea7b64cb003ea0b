// A dispatch over a table of functions: its keys are the names of tools.
import type { FunctionNode } from '../../../contracts.js';
import type { Found } from '../dispatch.js';
import type { Survey } from '../survey.js';
import type { Declaration } from '../tools/declaration.js';
import { handlersUnder } from '../tools/handlers.js';

/** A table whose keys are names of tools is read by name, and what it holds is called. */
export function byTable(survey: Survey, names: Set<string>, runs: FunctionNode[]): Found[] {
  const tables = new Set(
    survey.code.objects
      .filter((o) => o.fact.context === 'value' && o.fact.keys.filter((k) => names.has(k.name)).length >= 2)
      .flatMap((o) => o.fact.in?.split(/[.:]/).at(-1) ?? []),
  );
  if (tables.size === 0) return [];
  const table = (text: string): boolean => tables.has(/^([\w.$]*?\.)?(\w+)(\[|\.get\()/.exec(text)?.[2] ?? '');
  return survey.code.functions.flatMap((fn) => {
    const held = new Set([
      ...fn.assignments.filter((a) => table(a.text)).map((a) => a.target),
      ...fn.calls
        .filter((c) => c.fact.name === 'get' && tables.has(lastField(c.fact.receiver)))
        .flatMap((c) => c.fact.result ?? []),
    ]);
    const call = fn.calls.find(
      (c) =>
        held.has(c.fact.callee) || (c.fact.callee.endsWith('[]') && tables.has(lastField(c.fact.callee.slice(0, -2)))),
    );
    return call === undefined ? [] : [{ fn, line: call.fact.line, how: 'lookup' as const, weight: 2.8, runs }];
  });
}

/** Functions that run the declared tools, by their declarations or under their names in a table. */
export function toolRuns(survey: Survey, declarations: Declaration[]): FunctionNode[] {
  return [...new Set(declarations.flatMap((d) => (d.run.length > 0 ? d.run : handlersUnder(survey, d.name))))];
}

const lastField = (path: string): string => path.split(/[.:]/).at(-1) ?? path;
