// Where a value ends up: the name it is bound to, the call it is an argument of, the array or object it is part of.
// A value keeps its place through parentheses, assertions, `await`, `a ? x : y`, `x || y` and `.then(…)`.
import { ts } from 'ts-morph';
import { isAssignment } from './conditions.js';
import { keyOf, targetOf } from './expressions.js';

/** What takes a value as an argument; a JSX component takes its attributes. */
export type Called = ts.CallExpression | ts.NewExpression | ts.JsxOpeningLikeElement;

export type Placement =
  | { at: 'bound'; name: string; holder: ts.Node }
  | { at: 'argument'; call: Called }
  | { at: 'callee'; call: ts.Node }
  | { at: 'element'; array: ts.ArrayLiteralExpression }
  | { at: 'property'; name: string; object: ts.Node }
  | { at: 'return' | 'yield' | 'other' };

const ELSEWHERE: Placement = { at: 'other' };

/** The place of a value, found by climbing from it. `settle` also passes `.then`, `.catch` and `.finally`. */
export function placementOf(node: ts.Node, source: ts.SourceFile, settle = false): Placement {
  let child = node;
  for (;;) {
    const next = passed(child) ?? (settle ? settled(child) : undefined);
    if (next === undefined) return standing(child, child.parent, source);
    child = next;
  }
}

/** The parent, when the value of `child` is (or may be) the parent's own value. */
function passed(child: ts.Node): ts.Node | undefined {
  const { parent } = child;
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent))
    return parent;
  if (ts.isNonNullExpression(parent) || ts.isTypeAssertionExpression(parent) || ts.isAwaitExpression(parent))
    return parent;
  if (ts.isConditionalExpression(parent)) return parent.condition === child ? undefined : parent;
  if (ts.isBinaryExpression(parent)) return CHOICES.has(parent.operatorToken.kind) ? parent : undefined;
  return ts.isJsxExpression(parent) ? parent : undefined;
}

const CHOICES = new Set([
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** `child.then(…)`: the promise of the same work. */
export function settled(child: ts.Node): ts.Node | undefined {
  const { parent } = child;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== child) return undefined;
  const call = parent.parent;
  if (!ts.isCallExpression(call) || call.expression !== parent) return undefined;
  return /^(then|catch|finally)$/.test(parent.name.text) ? call : undefined;
}

function standing(child: ts.Node, parent: ts.Node, source: ts.SourceFile): Placement {
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    if (parent.expression === child) return { at: 'callee', call: parent };
    return { at: 'argument', call: parent };
  }
  if (ts.isArrayLiteralExpression(parent)) return { at: 'element', array: parent };
  if (ts.isPropertyAssignment(parent))
    return { at: 'property', name: keyOf(parent.name, source), object: parent.parent };
  if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === child)) return { at: 'return' };
  if (ts.isYieldExpression(parent)) return { at: 'yield' };
  if (ts.isJsxAttribute(parent)) return { at: 'argument', call: parent.parent.parent };
  return bound(child, parent, source);
}

function bound(child: ts.Node, parent: ts.Node, source: ts.SourceFile): Placement {
  if (isAssignment(parent))
    return parent.right === child ? { at: 'bound', name: targetOf(parent.left, source), holder: parent } : ELSEWHERE;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return parent.initializer === child
      ? { at: 'bound', name: targetOf(parent.name, source), holder: parent }
      : ELSEWHERE;
  if (ts.isPropertyDeclaration(parent))
    return parent.initializer === child ? { at: 'bound', name: keyOf(parent.name, source), holder: parent } : ELSEWHERE;
  if (ts.isExportAssignment(parent)) return { at: 'bound', name: 'default', holder: parent };
  if (ts.isForOfStatement(parent) && parent.expression === child) return walked(parent, source);
  return ELSEWHERE;
}

function walked(loop: ts.ForOfStatement, source: ts.SourceFile): Placement {
  const [declared] = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
  return { at: 'bound', name: targetOf(declared?.name ?? loop.initializer, source), holder: loop };
}
