// Everything that runs under a condition becomes an arm with that condition, whatever syntax it was written in.
import type { BranchFact } from '../../../contracts/facts.js';
import { clip, MAX_TEST } from '../tree-sitter/builder.js';
import { field, named, type Syntax } from '../tree-sitter/syntax.js';
import { endsProcess } from './calls.js';
import { type Condition, condition, contains, dotted, negated } from './reading.js';
import type { StatementHandler, Walk } from './walk.js';

/** Statement handlers by node type. */
export const branchStatements: Readonly<Record<string, StatementHandler>> = {
  if_statement: ifStatement,
  match_statement: matchStatement,
  except_clause: exceptClause,
  except_group_clause: exceptClause,
  assert_statement: assertStatement,
};

/** Records an arm over `nodes` and runs `body` inside it. */
export function arm(
  walk: Walk,
  kind: BranchFact['kind'],
  when: Condition & { line: number },
  nodes: Syntax[],
  body: () => void,
): void {
  const bodyLine = nodes[0]?.line ?? when.line;
  const endLine = nodes.at(-1)?.endLine ?? bodyLine;
  const branch = walk.build.addBranch({ ...when, kind, bodyLine, endLine, exit: exitOf(walk.text, nodes) });
  walk.build.inBranch(branch, body);
}

/** The right side of `and` and `or`, when something happens in it. */
export function operandArm(walk: Walk, parts: Record<'node' | 'left' | 'right', Syntax>, body: () => void): void {
  const { node, left, right } = parts;
  if (!contains(right, ['call', 'lambda', 'await', 'yield'])) {
    body();
    return;
  }
  const isOr = node.children.some((child) => child.type === 'or');
  const when = condition(walk.text, left);
  arm(walk, isOr ? 'or' : 'and', { ...(isOr ? negated([when]) : when), line: right.line }, [right], body);
}

function ifStatement(walk: Walk, node: Syntax): void {
  const earlier: Condition[] = [];
  for (const part of [node, ...node.children.filter((child) => child.field === 'alternative')]) {
    const test = field(part, 'condition');
    const body = field(part, 'consequence') ?? field(part, 'body');
    if (test) {
      const when = condition(walk.text, test);
      earlier.push(when);
      walk.expression(test);
      blockArm(walk, 'if', { ...when, line: part.line }, body);
    } else blockArm(walk, 'else', { ...negated(earlier), line: part.line }, body);
  }
}

function blockArm(
  walk: Walk,
  kind: BranchFact['kind'],
  when: Condition & { line: number },
  body: Syntax | undefined,
): void {
  const outer = walk.typeChecking;
  walk.typeChecking ||= kind === 'if' && /^(typing\.)?TYPE_CHECKING$/.test(when.test);
  arm(walk, kind, when, body ? named(body) : [], () => walk.block(body));
  walk.typeChecking = outer;
}

function matchStatement(walk: Walk, node: Syntax): void {
  const subjects = node.children.filter((child) => child.field === 'subject');
  walk.expressions(subjects);
  const cases = (field(node, 'body')?.children ?? []).filter((child) => child.type === 'case_clause');
  for (const clause of cases) caseClause(walk, subjects, clause);
}

function caseClause(walk: Walk, subjects: Syntax[], clause: Syntax): void {
  const patterns = named(clause).filter((child) => child.type === 'case_pattern');
  const guard = field(clause, 'guard');
  for (const pattern of patterns) walk.expression(pattern);
  if (guard) walk.expression(guard);
  const body = field(clause, 'consequence');
  const parts = [...subjects, ...patterns, ...(guard ? [guard] : [])];
  const { idents, operators, literals } = condition(walk.text, ...parts);
  const written = (nodes: Syntax[]): string => nodes.map((n) => walk.source(n)).join(', ');
  const pattern = written(patterns);
  const test = clip(`match ${written(subjects)}: case ${pattern}${guard ? ` ${walk.source(guard)}` : ''}`, MAX_TEST);
  const when = { test, idents, operators: ['match', ...operators], literals, line: clause.line };
  const isDefault = !guard && pattern === '_';
  arm(walk, isDefault ? 'default' : 'case', when, body ? named(body) : [], () => walk.block(body));
}

function exceptClause(walk: Walk, node: Syntax): void {
  const parts = named(node);
  const body = parts.find((part) => part.type === 'block');
  const caught = parts.filter((part) => part !== body);
  const types = caught.map((part) => (part.type === 'as_pattern' ? (named(part)[0] ?? part) : part));
  walk.expressions(caught);
  const when = { ...condition(walk.text, ...types), line: node.line };
  arm(walk, 'catch', when, body ? named(body) : [], () => walk.block(body));
}

/** A failed assertion throws: an arm of its own, without a body in the source. */
function assertStatement(walk: Walk, node: Syntax): void {
  const [test, message] = named(node);
  if (!test) return;
  walk.expression(test);
  const when = { ...negated([condition(walk.text, test)]), line: node.line };
  const branch = walk.build.addBranch({
    ...when,
    kind: 'if',
    bodyLine: node.line,
    endLine: node.endLine,
    exit: 'throw',
  });
  walk.build.inBranch(branch, () => {
    const text = message ? clip(walk.expression(message).text) : '';
    walk.build.addExit({ line: node.line, kind: 'throw', value: 'new', text, callee: 'AssertionError' });
  });
}

function exitOf(text: string, nodes: Syntax[]): BranchFact['exit'] {
  for (const node of nodes) {
    const exit = exitOfStatement(text, node);
    if (exit !== 'none') return exit;
  }
  return 'none';
}

function exitOfStatement(text: string, node: Syntax): BranchFact['exit'] {
  if (node.type === 'return_statement') return 'return';
  if (node.type === 'raise_statement') return 'throw';
  if (node.type === 'break_statement') return 'break';
  if (node.type === 'continue_statement') return 'continue';
  if (node.type === 'with_statement') return exitOf(text, field(node, 'body')?.children ?? []);
  const only = node.type === 'expression_statement' ? node.children[0] : undefined;
  const callee = only?.type === 'call' ? field(only, 'function') : undefined;
  return callee && endsProcess(dotted(text, callee)) ? 'return' : 'none';
}
