// Facts refer to each other by index and every fact's line needs an excerpt. One builder keeps both promises,
// so that a front end only says what it saw and where.
import type {
  AssignmentFact,
  BranchFact,
  CallFact,
  ExitFact,
  FileFacts,
  FunctionFact,
  ImportFact,
  KeyFact,
  Language,
  LoopFact,
  ObjectFact,
  StringFact,
  TypeFact,
  ValueFact,
} from '../../../contracts/facts.js';
import type { SourceInput } from '../../../contracts/front-end.js';

const MAX_EXCERPT = 160;
const MAX_IDENTS = 400;
const MAX_STRING = 300;
/** Longest value, initialiser or declared-type text. */
export const MAX_TEXT = 120;
/** Longest condition text. */
export const MAX_TEST = 160;
/** Most literal items kept of one array, set or key list. */
export const MAX_ITEMS = 300;

/** One line of text, whitespace collapsed, cut at `max` characters. */
export function clip(text: string, max: number = MAX_TEXT): string {
  // Cutting first keeps a 100 kB literal from being scanned whole.
  return text
    .slice(0, max * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max);
}

/** A string's own value, cut but otherwise untouched. */
export function clipString(value: string): string {
  return value.slice(0, MAX_STRING);
}

/** 'a.b.c' → ['a.b', 'c']; a dot inside `[]` or `()` cannot occur in a dotted path. */
export function splitCallee(callee: string): { receiver: string; name: string } {
  const at = Math.max(callee.lastIndexOf('.'), callee.lastIndexOf(':'));
  if (at < 0) return { receiver: '', name: callee };
  return { receiver: callee.slice(0, at).replace(/[:?]+$/, ''), name: callee.slice(at + 1) };
}

type Placed = 'fn' | 'branch' | 'loop';

/** Where the walk stands: the function, and the innermost branch arm and loop of that function. */
interface Scope {
  fn: number;
  branch?: number;
  loop?: number;
}

/** Collects one file's facts. Lines are 1-based. `add…` returns the new fact's index in its array. */
export class FactsBuilder {
  readonly facts: FileFacts;
  private readonly lines: string[];
  private readonly identSets: Set<string>[] = [];
  private scope: Scope = { fn: 0 };

  constructor(source: SourceInput, language: Language) {
    this.lines = source.text.split('\n');
    if (this.lines.at(-1) === '') this.lines.pop();
    this.facts = emptyFacts(source, language, this.lines.length);
    this.addFunction(moduleBody(source, this.lines.length));
  }

  /** Index of the function the walk stands in; 0 is the module body. */
  get fn(): number {
    return this.scope.fn;
  }

  /** Is the function the walk stands in test code? */
  get inTest(): boolean {
    return this.facts.functions[this.scope.fn]?.inTest ?? false;
  }

  /** Runs `body` inside a function; the enclosing branches and loops do not reach into it. */
  inFunction<T>(fn: number, body: () => T): T {
    return this.inScope({ fn }, body);
  }

  /** Runs `body` inside a branch arm of the current function. */
  inBranch<T>(branch: number, body: () => T): T {
    return this.inScope({ ...this.scope, branch }, body);
  }

  /** Runs `body` inside a loop of the current function. */
  inLoop<T>(loop: number, body: () => T): T {
    return this.inScope({ ...this.scope, loop }, body);
  }

  addProblem(line: number, message: string): void {
    this.facts.problems.push({ line, message });
    this.excerpt(line);
  }

  addImport(fact: ImportFact): number {
    return this.push(this.facts.imports, fact);
  }

  addType(fact: TypeFact): number {
    for (const member of fact.members) this.excerpt(member.line);
    return this.push(this.facts.types, fact);
  }

  /** `parent` is the function the walk stands in; `idents` fill up through `mention`. */
  addFunction(fact: Omit<FunctionFact, 'parent' | 'idents'>): number {
    const parent = this.facts.functions.length === 0 ? {} : { parent: this.scope.fn };
    return this.push(this.facts.functions, { ...fact, ...parent, idents: [] });
  }

  addValue(fact: ValueFact): number {
    return this.push(this.facts.values, fact);
  }

  addObject(fact: Omit<ObjectFact, 'fn'>): number {
    return this.push(this.facts.objects, { ...fact, fn: this.scope.fn });
  }

  addKey(object: number, key: KeyFact): void {
    this.facts.objects[object]?.keys.push(key);
    this.excerpt(key.line);
  }

  /** `name` and `receiver` are taken from the callee. Arguments may be added to the fact later: their own facts need its index. */
  addCall(fact: Omit<CallFact, Placed | 'name' | 'receiver'>): number {
    return this.push(this.facts.calls, { ...fact, ...splitCallee(fact.callee), ...this.scope });
  }

  addBranch(fact: Omit<BranchFact, 'fn' | 'loop' | 'parent'>): number {
    return this.push(this.facts.branches, { ...fact, ...this.enclosing('branch') });
  }

  addLoop(fact: Omit<LoopFact, 'fn' | 'branch' | 'parent'>): number {
    return this.push(this.facts.loops, { ...fact, ...this.enclosing('loop') });
  }

  addAssignment(fact: Omit<AssignmentFact, Placed>): number {
    return this.push(this.facts.assignments, { ...fact, ...this.scope });
  }

  addExit(fact: Omit<ExitFact, Placed>): number {
    return this.push(this.facts.exits, { ...fact, ...this.scope });
  }

  /** `value` is the whole string; it is cut here and its full length kept. */
  addString(line: number, value: string, template: boolean): number {
    const fact: StringFact = { line, fn: this.scope.fn, value: clipString(value), length: value.length, template };
    return this.push(this.facts.strings, fact);
  }

  /** Notes identifiers of the current function's own body, once each, in order of appearance. */
  mention(ident: string): void {
    const idents = this.seen(this.scope.fn);
    if (idents.size >= MAX_IDENTS || idents.has(ident)) return;
    idents.add(ident);
    this.facts.functions[this.scope.fn]?.idents.push(ident);
  }

  /** Keeps the source text of a line that something starts on. */
  excerpt(line: number): void {
    const text = this.lines[line - 1];
    if (text !== undefined) this.facts.excerpts[line] ??= text.trim().slice(0, MAX_EXCERPT);
  }

  private seen(fn: number): Set<string> {
    const known = this.identSets[fn] ?? new Set();
    this.identSets[fn] = known;
    return known;
  }

  private enclosing(own: 'branch' | 'loop'): Pick<BranchFact, 'fn' | 'parent'> & { branch?: number; loop?: number } {
    const { [own]: parent, ...rest } = this.scope;
    return { ...rest, ...(parent === undefined ? {} : { parent }) };
  }

  private inScope<T>(scope: Scope, body: () => T): T {
    const outer = this.scope;
    this.scope = scope;
    try {
      return body();
    } finally {
      this.scope = outer;
    }
  }

  private push<T extends { line: number }>(into: T[], fact: T): number {
    this.excerpt(fact.line);
    return into.push(fact) - 1;
  }
}

function moduleBody(source: SourceInput, lines: number): Omit<FunctionFact, 'parent' | 'idents'> {
  const inTest = source.role === 'test';
  const unset = { params: [], async: false, generator: false, exported: false, decorators: [] };
  return { name: '<module>', kind: 'module', line: 1, endLine: Math.max(lines, 1), inTest, ...unset };
}

function emptyFacts(source: SourceInput, language: Language, lines: number): FileFacts {
  return {
    path: source.path,
    language,
    role: source.role,
    package: source.package,
    lines,
    problems: [],
    imports: [],
    types: [],
    functions: [],
    values: [],
    objects: [],
    calls: [],
    branches: [],
    loops: [],
    assignments: [],
    exits: [],
    strings: [],
    excerpts: {},
  };
}
