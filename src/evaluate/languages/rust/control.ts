// Everything that runs under a condition, in Rust: `if` and `if let`, `let … else`, match arms, `&&` and `||`, loops.
import type { LoopFact } from '../../../contracts/facts.js';
import { NOTHING, NOWHERE, type Place, type Produced } from '../tree-sitter/place.js';
import { field, named, type Syntax, walk as walkSyntax } from '../tree-sitter/syntax.js';
import { arm } from './arm.js';
import { bindPattern } from './bindings.js';
import { type Condition, conditionOf, negated } from './condition.js';
import type { Handlers, Walk } from './walk.js';

export const controlHandlers: Handlers = {
  block,
  if_expression: (walk, node, place) => ifExpression(walk, node, place, []),
  match_expression: matchExpression,
  let_chain: letChain,
  let_condition: letCondition,
  binary_expression: binary,
  loop_expression: (walk, node) => loop(walk, node, 'infinite', conditionOf(walk.text, 'loop', [])),
  while_expression: whileExpression,
  for_expression: forExpression,
};

function block(walk: Walk, node: Syntax, place: Place): Produced {
  const statements = named(node);
  const last = statements.at(-1);
  const isValue = last !== undefined && !/_(item|declaration|definition|statement)$/.test(last.type);
  const openStatement = last?.type === 'expression_statement' && last.children.at(-1)?.type !== ';';
  if (last === undefined || !(isValue || openStatement)) {
    walk.each(statements);
    return NOTHING;
  }
  walk.each(statements.slice(0, -1));
  return walk.visit(openStatement ? named(last)[0] : last, place);
}

function ifExpression(walk: Walk, node: Syntax, place: Place, earlier: Condition[], line = node.line): Produced {
  const test = field(node, 'condition');
  const then = field(node, 'consequence');
  const otherwise = field(node, 'alternative');
  if (test === undefined || then === undefined) return NOTHING;
  const when = conditionOf(walk.text, walk.source(test), [test]);
  walk.visit(test);
  // Without an else the value is `()`: nothing is bound or returned.
  const armPlace = otherwise === undefined && earlier.length === 0 ? NOWHERE : place;
  const produced = arm(walk, 'if', { ...when, line }, then, armPlace);
  const next = otherwise && named(otherwise)[0];
  if (next === undefined) return produced;
  const tests = [...earlier, when];
  if (next.type === 'if_expression') ifExpression(walk, next, place, tests, otherwise?.line);
  else arm(walk, 'else', { ...negated(tests), line: otherwise?.line ?? next.line }, next, place);
  return produced;
}

function matchExpression(walk: Walk, node: Syntax, place: Place): Produced {
  const subject = field(node, 'value');
  if (subject === undefined) return NOTHING;
  walk.visit(subject);
  let produced = NOTHING;
  for (const clause of named(field(node, 'body') ?? node)) {
    if (clause.type !== 'match_arm') continue;
    const one = matchArm(walk, subject, clause, place);
    if (produced === NOTHING) produced = one;
  }
  return produced;
}

function matchArm(walk: Walk, subject: Syntax, clause: Syntax, place: Place): Produced {
  const pattern = field(clause, 'pattern');
  const value = field(clause, 'value');
  if (pattern === undefined || value === undefined) return NOTHING;
  const guard = field(pattern, 'condition');
  const condition = conditionOf(walk.text, `${walk.source(subject)} match ${walk.source(pattern)}`, [subject, pattern]);
  const when = { ...condition, operators: [...new Set(['match', ...condition.operators])], line: clause.line };
  for (const part of named(pattern)) if (part !== guard) bindPattern(walk, part);
  walk.visit(guard);
  const catchesAll = guard === undefined && walk.source(pattern).trim() === '_';
  return arm(walk, catchesAll ? 'default' : 'case', when, value, place);
}

function letCondition(walk: Walk, node: Syntax): Produced {
  bindPattern(walk, field(node, 'pattern'), field(node, 'value'));
  return NOTHING;
}

/** `a && let Some(x) = y && z`: each part runs when those before it held. */
function letChain(walk: Walk, node: Syntax): Produced {
  operands(walk, named(node), 0);
  return NOTHING;
}

function operands(walk: Walk, parts: Syntax[], at: number): void {
  const part = parts[at];
  const before = parts[at - 1];
  if (part === undefined) return;
  if (before === undefined || !acts(part)) {
    walk.visit(part);
    operands(walk, parts, at + 1);
    return;
  }
  const when = { ...conditionOf(walk.text, walk.source(before), [before]), line: part.line };
  const { line: bodyLine, endLine } = part;
  const branch = walk.build.addBranch({ ...when, kind: 'and', bodyLine, endLine, exit: 'none' });
  walk.build.inBranch(branch, () => {
    walk.visit(part);
    operands(walk, parts, at + 1);
  });
}

function binary(walk: Walk, node: Syntax): Produced {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const operator = field(node, 'operator')?.type;
  walk.visit(left);
  if (left === undefined || right === undefined || !(operator === '&&' || operator === '||') || !acts(right)) {
    walk.visit(right);
    return NOTHING;
  }
  const condition = conditionOf(walk.text, walk.source(left), [left]);
  const when = operator === '&&' ? condition : negated([condition]);
  arm(walk, operator === '&&' ? 'and' : 'or', { ...when, line: right.line }, right, NOWHERE);
  return NOTHING;
}

/** Does something happen in it, other than reading values? */
function acts(node: Syntax): boolean {
  let found = false;
  walkSyntax(node, ({ type }) => {
    found ||= type === 'call_expression' || type === 'macro_invocation';
    return !found;
  });
  return found;
}

function loop(walk: Walk, node: Syntax, kind: LoopFact['kind'], when: Condition, test?: Syntax): Produced {
  const { test: text, idents, literals } = when;
  const { line, endLine } = node;
  const index = walk.build.addLoop({ line, endLine, kind, test: text, idents, literals });
  walk.build.inLoop(index, () => {
    walk.visit(test);
    walk.visit(field(node, 'body'));
  });
  return NOTHING;
}

function whileExpression(walk: Walk, node: Syntax): Produced {
  const test = field(node, 'condition');
  const when = conditionOf(walk.text, test === undefined ? '' : walk.source(test), [test]);
  return loop(walk, node, when.test === 'true' ? 'infinite' : 'while', when, test);
}

function forExpression(walk: Walk, node: Syntax): Produced {
  const pattern = field(node, 'pattern');
  const value = field(node, 'value');
  if (pattern === undefined || value === undefined) return NOTHING;
  walk.visit(value);
  bindPattern(walk, pattern);
  const when = conditionOf(walk.text, `${walk.source(pattern)} in ${walk.source(value)}`, [pattern, value]);
  return loop(walk, node, 'for-each', when);
}
