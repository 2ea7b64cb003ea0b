// Rust leaves a function without saying so: the last expression is the result, and `Err(..)` is how it fails.
import type { BranchFact, ExitFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { NOWHERE, type Place, type Produced, RETURNED } from '../tree-sitter/place.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { isCapWord, kindOf, pathOf, unwrap } from './text.js';
import type { Handlers, Walk } from './walk.js';

type Exit = BranchFact['exit'];

/** Macros that never return. */
const DIVERGING = /^(?:\w+::)*(panic|bail|unreachable|todo|unimplemented)$/;
/** Nodes that hand their place on to what is inside them. */
const CONTROL = new Set(['block', 'if_expression', 'match_expression', 'unsafe_block', 'expression_statement']);
/** Nodes whose value is nothing, or that leave on their own. */
const VALUELESS = new Set([
  'unit_expression',
  'assignment_expression',
  'compound_assignment_expr',
  'return_expression',
  'break_expression',
  'continue_expression',
  'while_expression',
  'for_expression',
]);

/** `return x`. */
export const exitHandlers: Handlers = {
  return_expression: (walk, node) => {
    const [value] = named(node);
    leave(walk, node, value);
    return {};
  },
};

/** The last expression of a function: control flow hands it on to its arms, anything else is returned. */
export function tail(walk: Walk, node: Syntax, place: Place): Produced {
  if (CONTROL.has(node.type)) return walk.plain(node, place);
  if (VALUELESS.has(node.type) || divergesAs(walk.text, node) !== 'none' || node.type.endsWith('_item'))
    return walk.plain(node, NOWHERE);
  return leave(walk, node, node);
}

/** Does the node never give control back, and how does it leave? */
export function divergesAs(text: string, node: Syntax): Exit {
  if (node.type === 'macro_invocation') return DIVERGING.test(pathOf(text, field(node, 'macro'))) ? 'throw' : 'none';
  if (node.type !== 'call_expression') return 'none';
  const callee = pathOf(text, field(node, 'function'));
  return /(^|::)process::(exit|abort)$/.test(callee) ? 'return' : 'none';
}

/** How an arm's own statements leave it. `isTail`: its value is the function's. */
export function exitOf(text: string, node: Syntax | undefined, isTail: boolean): Exit {
  if (node === undefined) return 'none';
  if (node.type === 'block') return exitOfBlock(text, node, isTail);
  if (node.type === 'expression_statement') {
    const closed = node.children.at(-1)?.type === ';';
    return exitOf(text, named(node)[0], isTail && !closed);
  }
  if (node.type === 'return_expression') return failure(text, named(node)[0]) ? 'throw' : 'return';
  if (node.type === 'break_expression') return 'break';
  if (node.type === 'continue_expression') return 'continue';
  if (node.type === 'try_expression' && failure(text, unwrap(node))) return 'throw';
  if (node.type === 'unsafe_block') return exitOf(text, named(node)[0], isTail);
  if (node.type === 'if_expression') return every(text, ifArms(node), isTail);
  if (node.type === 'match_expression') return every(text, matchArms(node), isTail);
  const diverges = divergesAs(text, node);
  if (diverges !== 'none' || !isTail || VALUELESS.has(node.type) || node.type.endsWith('_declaration')) return diverges;
  return failure(text, node) ? 'throw' : 'return';
}

function exitOfBlock(text: string, node: Syntax, isTail: boolean): Exit {
  const statements = named(node);
  for (const [index, statement] of statements.entries()) {
    const exit = exitOf(text, statement, isTail && index === statements.length - 1);
    if (exit !== 'none') return exit;
  }
  return 'none';
}

/** All arms must leave; the first says how. An `if` without `else` has an arm that does nothing. */
function every(text: string, arms: (Syntax | undefined)[], isTail: boolean): Exit {
  const exits = arms.map((arm) => exitOf(text, arm, isTail));
  return exits.includes('none') ? 'none' : (exits[0] ?? 'none');
}

function ifArms(node: Syntax): (Syntax | undefined)[] {
  const otherwise = field(node, 'alternative');
  return [field(node, 'consequence'), otherwise === undefined ? undefined : named(otherwise)[0]];
}

function matchArms(node: Syntax): (Syntax | undefined)[] {
  const arms = named(field(node, 'body') ?? node).filter((arm) => arm.type === 'match_arm');
  return arms.map((arm) => field(arm, 'value'));
}

/** The argument of `Err(..)`. */
function failure(text: string, node: Syntax | undefined): Syntax | undefined {
  return node === undefined ? undefined : argumentOf(text, unwrap(node), ['Err']);
}

function argumentOf(text: string, node: Syntax, callees: string[]): Syntax | undefined {
  if (node.type !== 'call_expression' || !callees.includes(pathOf(text, field(node, 'function')))) return undefined;
  return named(field(node, 'arguments') ?? node)[0];
}

function leave(walk: Walk, at: Syntax, value: Syntax | undefined): Produced {
  const failed = failure(walk.text, value);
  const inner = failed ?? (value && (argumentOf(walk.text, unwrap(value), ['Ok', 'Some']) ?? value));
  const produced = walk.visit(value, RETURNED);
  const callee = inner && constructorOf(walk.text, inner)?.replace(/^Self\b/, walk.owner?.name ?? 'Self');
  const fact: Omit<ExitFact, 'fn' | 'branch' | 'loop'> = {
    line: at.line,
    kind: failed === undefined ? 'return' : 'throw',
    value: kindOf(walk.text, inner),
    text: value === undefined ? '' : clip(walk.source(value)),
    ...(callee === undefined ? {} : { callee }),
    ...(produced.object === undefined ? {} : { object: produced.object }),
  };
  walk.build.addExit(fact);
  return produced;
}

/** What made the value: a call's path, a struct's or a variant's name; `.into()` and boxes are looked through. */
function constructorOf(text: string, node: Syntax): string | undefined {
  const inner = unwrap(node);
  if (inner.type === 'macro_invocation') return `${pathOf(text, field(inner, 'macro'))}!`;
  if (inner.type === 'struct_expression') return pathOf(text, field(inner, 'name'));
  if (inner.type === 'scoped_identifier' || inner.type === 'identifier') {
    const path = pathOf(text, inner);
    return isCapWord(path) && path !== 'None' ? path : undefined;
  }
  if (inner.type !== 'call_expression') return undefined;
  const boxed = argumentOf(text, inner, ['Box::new', 'Arc::new', 'Rc::new']);
  if (boxed !== undefined) return constructorOf(text, boxed) ?? pathOf(text, field(inner, 'function'));
  const callee = field(inner, 'function');
  const from = callee?.type === 'field_expression' ? field(callee, 'value') : undefined;
  const converted = from && /^(into|boxed)$/.test(pathOf(text, field(callee ?? inner, 'field')));
  return (converted ? constructorOf(text, from) : undefined) ?? pathOf(text, callee);
}
