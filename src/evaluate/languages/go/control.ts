// Everything that runs under a condition, in Go: `if`, the three kinds of switch, `select`, `&&` and `||`, loops.
import type { BranchFact, LoopFact } from '../../../contracts/facts.js';
import { NOTHING, type Produced } from '../tree-sitter/place.js';
import { field, named, type Syntax, walk as walkSyntax } from '../tree-sitter/syntax.js';
import { type Condition, conditionOf, negated } from './condition.js';
import { exitOf, statementsOf } from './exits.js';
import type { Handlers, Walk } from './walk.js';

export const controlHandlers: Handlers = {
  if_statement: (walk, node) => ifStatement(walk, node, [], node.line),
  expression_switch_statement: switchStatement,
  type_switch_statement: switchStatement,
  select_statement: switchStatement,
  binary_expression: binary,
  for_statement: forStatement,
};

type When = Condition & { line: number };

function arm(walk: Walk, kind: BranchFact['kind'], when: When, at: Syntax, body: Syntax[]): void {
  const exit = exitOf(walk.text, body);
  const inCase = kind === 'case' || kind === 'default';
  const branch = walk.build.addBranch({
    ...when,
    kind,
    bodyLine: body[0]?.line ?? at.line,
    endLine: body.at(-1)?.endLine ?? at.endLine,
    // A break in a case ends the arm; what follows the switch runs all the same.
    exit: inCase && exit === 'break' ? 'none' : exit,
  });
  walk.build.inBranch(branch, () => walk.each(body));
}

function ifStatement(walk: Walk, node: Syntax, earlier: Condition[], line: number): Produced {
  const test = field(node, 'condition');
  const then = field(node, 'consequence');
  const otherwise = field(node, 'alternative');
  walk.visit(field(node, 'initializer'));
  walk.visit(test);
  const when = conditionOf(walk.text, walk.source(test), [test]);
  if (then !== undefined) arm(walk, 'if', { ...when, line }, then, statementsOf(then));
  if (otherwise === undefined) return NOTHING;
  const tests = [...earlier, when];
  const elseLine = node.children.find((child) => child.type === 'else')?.line ?? otherwise.line;
  if (otherwise.type === 'if_statement') return ifStatement(walk, otherwise, tests, elseLine);
  arm(walk, 'else', { ...negated(tests), line: elseLine }, otherwise, statementsOf(otherwise));
  return NOTHING;
}

function switchStatement(walk: Walk, node: Syntax): Produced {
  const subject = field(node, 'value');
  walk.visit(field(node, 'initializer'));
  walk.visit(subject);
  for (const clause of named(node)) if (clause.type.endsWith('_case')) caseClause(walk, node, subject, clause);
  return NOTHING;
}

function caseClause(walk: Walk, node: Syntax, subject: Syntax | undefined, clause: Syntax): void {
  const line = clause.line;
  const body = statementsOf(clause);
  if (clause.type === 'default_case') {
    const when = conditionOf(walk.text, walk.source(subject), [subject]);
    arm(walk, 'default', { ...when, line }, clause, body);
    return;
  }
  const patterns = patternsOf(clause);
  walk.each(patterns);
  arm(walk, 'case', { ...caseCondition(walk, node.type, subject, patterns), line }, clause, body);
}

function patternsOf(clause: Syntax): Syntax[] {
  const value = field(clause, 'value') ?? field(clause, 'communication');
  if (value !== undefined) return value.type === 'expression_list' ? named(value) : [value];
  return clause.children.filter((child) => child.field === 'type' && child.named);
}

function caseCondition(walk: Walk, type: string, subject: Syntax | undefined, patterns: Syntax[]): Condition {
  const operator = type === 'type_switch_statement' ? 'is' : '==';
  const plain = subject === undefined;
  const texts = patterns.map((p) => (plain ? walk.source(p) : `${walk.source(subject)} ${operator} ${walk.source(p)}`));
  const operators = [...(plain ? [] : [operator]), ...(patterns.length > 1 ? ['||'] : [])];
  return conditionOf(walk.text, texts.join(' || '), [subject, ...patterns], operators);
}

function binary(walk: Walk, node: Syntax): Produced {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const operator = field(node, 'operator')?.type;
  walk.visit(left);
  if (left === undefined || right === undefined || !(operator === '&&' || operator === '||') || !calls(right)) {
    walk.visit(right);
    return NOTHING;
  }
  const condition = conditionOf(walk.text, walk.source(left), [left]);
  const when = operator === '&&' ? condition : negated([condition]);
  arm(walk, operator === '&&' ? 'and' : 'or', { ...when, line: right.line }, right, [right]);
  return NOTHING;
}

function calls(node: Syntax): boolean {
  let found = false;
  walkSyntax(node, ({ type }) => {
    found ||= type === 'call_expression';
    return !found;
  });
  return found;
}

function forStatement(walk: Walk, node: Syntax): Produced {
  const body = field(node, 'body');
  const head = named(node).find((child) => child !== body);
  const { kind, test } = loopOf(head);
  if (head?.type === 'for_clause') walk.visit(field(head, 'initializer'));
  if (head?.type === 'range_clause') walk.each(named(head));
  const shown = head?.type === 'range_clause' ? walk.source(head) : walk.source(test);
  const { idents, literals, test: text } = conditionOf(walk.text, shown, [test]);
  const { line, endLine } = node;
  const loop = walk.build.addLoop({ line, endLine, kind, test: text, idents, literals });
  walk.build.inLoop(loop, () => {
    if (head?.type === 'for_clause') walk.visit(field(head, 'update'));
    if (head?.type !== 'range_clause') walk.visit(test);
    walk.visit(body);
  });
  return NOTHING;
}

function loopOf(head: Syntax | undefined): { kind: LoopFact['kind']; test?: Syntax } {
  if (head === undefined) return { kind: 'infinite' };
  if (head.type === 'range_clause') return { kind: 'for-each', test: head };
  if (head.type !== 'for_clause') return { kind: 'while', test: head };
  const test = field(head, 'condition');
  if (test !== undefined) return { kind: 'for', test };
  return { kind: field(head, 'initializer') || field(head, 'update') ? 'for' : 'infinite' };
}
