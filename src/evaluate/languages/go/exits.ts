// In Go a failure is a returned error. It counts as thrown where the error is made; passing one on is a return.
import type { BranchFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { NOTHING, type Produced, RETURNED } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { kindOf, pathOf, typeName, unwrap } from './text.js';
import type { Handlers, Walk } from './walk.js';

export const exitHandlers: Handlers = { return_statement: returnStatement };

/** Calls that make an error. */
const MAKES_ERROR = /(^|\.)(fmt\.Errorf|errors\.\w+|status\.Errorf?|New\w*Err(or)?|Wrapf?)$/;

/** The constructor of an error that is made in place, as its last value. */
function madeError(text: string, values: Syntax[]): { node: Syntax; callee: string } | undefined {
  const last = values.at(-1);
  if (last === undefined) return undefined;
  const node = unwrap(last);
  if (node.type === 'composite_literal') {
    const callee = typeName(text, field(node, 'type'));
    return /Err(or)?$/.test(callee) ? { node, callee } : undefined;
  }
  const callee = node.type === 'call_expression' ? pathOf(text, field(node, 'function')) : '';
  return MAKES_ERROR.test(callee) && !/\.(Is|As|Unwrap)$/.test(callee) ? { node, callee } : undefined;
}

function valuesOf(node: Syntax): Syntax[] {
  const [list] = named(node);
  return list === undefined ? [] : named(list);
}

function returnStatement(walk: Walk, node: Syntax): Produced {
  const values = valuesOf(node);
  const produced = values.map((value) => walk.visit(value, RETURNED));
  const error = madeError(walk.text, values);
  const [first] = values;
  const main = error?.node ?? first;
  const inner = main && unwrap(main);
  const callee =
    error?.callee ??
    (inner?.type === 'call_expression' ? pathOf(walk.text, field(inner, 'function')) : madeType(walk, inner));
  const object = produced.find((one) => one.object !== undefined)?.object;
  walk.build.addExit({
    line: node.line,
    kind: error === undefined ? 'return' : 'throw',
    value: kindOf(main),
    text: clip(values.length === 0 ? '' : walk.text.slice(values[0]?.start, values.at(-1)?.end)),
    ...(callee === undefined ? {} : { callee }),
    ...(object === undefined ? {} : { object }),
  });
  return NOTHING;
}

function madeType(walk: Walk, node: Syntax | undefined): string | undefined {
  return node?.type === 'composite_literal' ? typeName(walk.text, field(node, 'type')) : undefined;
}

/** How a call ends the function for good, if it does. */
export function divergesAs(callee: string): 'throw' | 'exit' | undefined {
  if (callee === 'panic' || /^(log|logger)\.(Fatal|Panic)(f|ln)?$/.test(callee)) return 'throw';
  return callee === 'os.Exit' ? 'exit' : undefined;
}

/** How an arm's own statements leave it. */
export function exitOf(text: string, statements: Syntax[]): BranchFact['exit'] {
  for (const statement of statements) {
    const exit = leaves(text, statement);
    if (exit !== 'none') return exit;
  }
  return 'none';
}

function leaves(text: string, node: Syntax): BranchFact['exit'] {
  if (node.type === 'return_statement') return madeError(text, valuesOf(node)) === undefined ? 'return' : 'throw';
  if (node.type === 'break_statement') return 'break';
  if (node.type === 'continue_statement') return 'continue';
  if (node.type === 'block') return exitOf(text, statementsOf(node));
  if (node.type === 'if_statement') return bothLeave(text, node);
  const [only] = node.type === 'expression_statement' ? named(node) : [];
  if (only?.type !== 'call_expression') return 'none';
  const ends = divergesAs(pathOf(text, field(only, 'function')));
  return ends === 'exit' ? 'return' : (ends ?? 'none');
}

function bothLeave(text: string, node: Syntax): BranchFact['exit'] {
  const [then, otherwise] = [field(node, 'consequence'), field(node, 'alternative')];
  if (then === undefined || otherwise === undefined) return 'none';
  return leaves(text, otherwise) === 'none' ? 'none' : leaves(text, then);
}

/** The statements of a block or of a case. */
export function statementsOf(node: Syntax | undefined): Syntax[] {
  const list = node?.children.find((child) => child.type === 'statement_list');
  return list === undefined ? [] : named(list);
}
