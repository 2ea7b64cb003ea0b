// A gate may ask only for some tools: `if (tool.risky && !(await ask()))`. What a condition comes to for one tool can be
// told where it reads a field that the tool's declaration gives a literal value. Everything else stays open.

/** Literal values of a declaration's fields; `undefined` for a field that its siblings give and it leaves out. */
export type Traits = ReadonlyMap<string, string | undefined>;

const SUBJECT =
  /(tool|def|spec|entry|declaration|capability|action|command)s?\w*(\.(get|at|find))?(\[[^\]]*\]|\([^)]*\)|[?!])*$/i;
const FIELD = /^(.+?)(?:\??\.get\(\s*["'](\w+)["'][^)]*\)|\??\.(\w+)|\[\s*["'](\w+)["']\s*\])(?:\(\))?$/;
const COMPARED = /^(.+?)\s*(===|!==|==|!=)\s*(.+)$/;
const FALSY = new Set([undefined, 'false', 'False', 'None', 'null', 'undefined', '0', '']);

/** True or false where the traits decide it, undefined where they do not. */
export function outcomeOf(test: string, traits: Traits): boolean | undefined {
  const text = unwrapped(test.trim());
  const either = split(text, ['||', ' or ']);
  if (either.length > 1) return joined(either, traits, true);
  const both = split(text, ['&&', ' and ']);
  if (both.length > 1) return joined(both, traits, false);
  const negated = /^(?:!(?!=)|not\s+)(.+)$/s.exec(text)?.[1];
  if (negated !== undefined) {
    const inner = outcomeOf(negated, traits);
    return inner === undefined ? undefined : !inner;
  }
  return atom(text, traits);
}

/** One part that equals `decisive` decides; all others together decide the opposite. */
function joined(parts: string[], traits: Traits, decisive: boolean): boolean | undefined {
  const outcomes = parts.map((part) => outcomeOf(part, traits));
  if (outcomes.includes(decisive)) return decisive;
  return outcomes.every((o) => o === !decisive) ? !decisive : undefined;
}

function atom(text: string, traits: Traits): boolean | undefined {
  const [, left = '', operator = '', right = ''] = COMPARED.exec(text) ?? [];
  if (operator === '') {
    const field = fieldOf(text, traits);
    return field === undefined ? undefined : !FALSY.has(traits.get(field));
  }
  const field = fieldOf(left.trim(), traits);
  const literal = /^(?:["'`](.*)["'`]|(true|false|True|False))$/.exec(right.trim());
  if (field === undefined || literal === null) return undefined;
  const same = (traits.get(field) ?? '').toLowerCase() === (literal[1] ?? literal[2] ?? '').toLowerCase();
  return same === !operator.startsWith('!');
}

/** The field that an expression reads of a tool, when its value is known. */
function fieldOf(text: string, traits: Traits): string | undefined {
  const [, subject = '', got, dotted, indexed] = FIELD.exec(text) ?? [];
  const field = got ?? dotted ?? indexed;
  return field !== undefined && SUBJECT.test(subject) && traits.has(field) ? field : undefined;
}

/** Without a pair of parentheses around the whole. */
function unwrapped(text: string): string {
  let rest = text;
  while (rest.startsWith('(') && rest.endsWith(')') && closes(rest)) rest = rest.slice(1, -1).trim();
  return rest;
}

function closes(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length - 1; i++) {
    depth += step(text[i]);
    if (depth === 0) return false;
  }
  return true;
}

/** Cut at the operators that stand in no bracket and no string. */
function split(text: string, operators: readonly string[]): string[] {
  const parts: string[] = [];
  let [from, depth, quote] = [0, 0, ''];
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (/["'`]/.test(char)) quote = char;
    else depth += step(char);
    const found = depth === 0 && quote === '' ? operators.find((o) => text.startsWith(o, i)) : undefined;
    if (found === undefined) continue;
    parts.push(text.slice(from, i));
    from = i + found.length;
  }
  return [...parts, text.slice(from)];
}

function step(char: string | undefined): number {
  return /[([{]/.test(char ?? '') ? 1 : /[)\]}]/.test(char ?? '') ? -1 : 0;
}
