// What a test really does: the test code that runs for it, the product code it enters, and what it asserts. A test that
// only exercises its own mocks enters nothing, and proves nothing.
import type { CallNode, FileFacts, FunctionNode, JudgeContext } from '../../contracts.js';
import { testCases } from './find.js';

const HELPER_DEPTH = 4;
const SETUP = /^(before|beforeEach|beforeAll|setup)$/;
const SETUP_METHODS = new Set([
  'setUp',
  'setup',
  'setup_method',
  'setup_class',
  'asyncSetUp',
  'setUpClass',
  'SetupTest',
]);

/** A test case with all test code that runs for it. */
export interface TestCase {
  fn: FunctionNode;
  title: string;
  /** The case, its closures, hooks that run before it, and helpers and fixtures of the test code. */
  body: FunctionNode[];
  /** Module body of its file: mocks that are declared for the whole file. */
  module?: FunctionNode;
  /** Calls into product code, through imports that lead there. */
  enters: CallNode[];
}

/** Something a test insists on: the words of the condition or matcher, at a line. */
export interface Assertion {
  line: number;
  text: string;
}

const described = new WeakMap<JudgeContext, TestCase[]>();

/** Every test case of the target, in order of file and line. Several judges ask, so the answer is kept per context. */
export function casesOf(context: JudgeContext): TestCase[] {
  const known = described.get(context);
  if (known !== undefined) return known;
  const world = new TestWorld(context);
  const cases = testCases(context).map((fn) => world.describe(fn));
  described.set(context, cases);
  return cases;
}

class TestWorld {
  readonly #files: Map<string, FileFacts>;
  readonly #modules = new Map<string, FunctionNode>();
  readonly #fixtures = new Map<string, FunctionNode[]>();
  readonly #setups = new Map<string, FunctionNode[]>();
  readonly #closures = new Map<string, ReadonlySet<string>>();
  readonly #entering = new Map<FunctionNode, CallNode[]>();

  constructor({ code }: JudgeContext) {
    this.#files = new Map(code.facts.files.map((f) => [f.path, f]));
    for (const fn of code.tests) {
      if (fn.fact.kind === 'module') this.#modules.set(fn.file.path, fn);
      if (fn.fact.decorators.some((d) => /fixture/.test(d))) push(this.#fixtures, fn.fact.name, fn);
      if (fn.fact.owner !== undefined && SETUP_METHODS.has(fn.fact.name))
        push(this.#setups, `${fn.file.path}:${fn.fact.owner}`, fn);
    }
  }

  describe(fn: FunctionNode): TestCase {
    const body = this.#body(fn);
    const module = this.#modules.get(fn.file.path);
    const enters = body.flatMap((n) => this.#enters(n));
    return { fn, title: fn.fact.testTitle ?? fn.fact.name, body, enters, ...(module ? { module } : {}) };
  }

  #body(fn: FunctionNode): FunctionNode[] {
    const seen = new Set([fn, ...this.#before(fn)]);
    let frontier = [...seen];
    for (let depth = 0; depth < HELPER_DEPTH && frontier.length > 0; depth++) {
      const next = frontier.flatMap((n) => [...n.children, ...n.callees.filter((c) => c.fact.inTest)]);
      frontier = next.filter((n) => !seen.has(n) && n.fact.kind !== 'module');
      for (const n of frontier) seen.add(n);
    }
    return [...seen];
  }

  /** Hooks of the enclosing groups, set-up methods of the class, and fixtures asked for by name. */
  #before(fn: FunctionNode): FunctionNode[] {
    const hooks: FunctionNode[] = [];
    for (let outer = fn.parent; outer !== undefined; outer = outer.parent) {
      const given = outer.calls.filter((c) => SETUP.test(c.fact.name)).flatMap((c) => c.fact.args);
      hooks.push(...outer.children.filter((n) => given.some((a) => a.fn === n.index)));
    }
    const owner = fn.fact.owner === undefined ? [] : (this.#setups.get(`${fn.file.path}:${fn.fact.owner}`) ?? []);
    const fixtures = fn.fact.params.flatMap((p) => this.#fixtures.get(p.name) ?? []);
    return [...hooks, ...owner, ...fixtures];
  }

  #enters(fn: FunctionNode): CallNode[] {
    const known = this.#entering.get(fn);
    if (known !== undefined) return known;
    const mocks = mocksOf(fn);
    const calls = fn.calls.filter((c) => !mocks.has(rootOf(c.fact.receiver)) && this.#entersProduct(c));
    this.#entering.set(fn, calls);
    return calls;
  }

  #entersProduct(call: CallNode): boolean {
    return call.targets.some((t) => !t.fact.inTest && this.#leadsTo(call.fn.file, t.file));
  }

  /** Rust and Go tests live in the package they test; elsewhere imports must lead to the file. */
  #leadsTo(from: FileFacts, to: FileFacts): boolean {
    if (from.path === to.path || from.language === 'rust' || from.language === 'go') return true;
    return this.#closure(from.path).has(to.path);
  }

  #closure(path: string): ReadonlySet<string> {
    const known = this.#closures.get(path);
    if (known !== undefined) return known;
    const seen = new Set([path]);
    for (const next of seen)
      for (const i of this.#files.get(next)?.imports ?? []) if (!i.typeOnly) for (const r of i.resolved) seen.add(r);
    this.#closures.set(path, seen);
    return seen;
  }
}

/** Variables that the test bound to a mock: `agent = Mock()`. */
function mocksOf(fn: FunctionNode): ReadonlySet<string> {
  const made = fn.calls.filter(
    (c) => c.targets.length === 0 && /mock|stub|jest\.fn|vi\.fn|autospec/i.test(c.fact.callee),
  );
  return new Set(made.flatMap((c) => c.fact.result ?? []));
}

function rootOf(receiver: string): string {
  return receiver.replace(/\W.*$/, '');
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const ASSERTING =
  /^(expect|assert|should|require|chai|t|self)\b.*|(^|\.)(raises|warns|toThrow\w*|assert\w*!?|is_err|unwrap_err|expect_err)$|^(assert\w*|matches|panic)!$/;

/** What the functions insist on, innermost words included. Helpers of the test code do not count. */
export function assertionsOf(functions: FunctionNode[]): Assertion[] {
  return functions.flatMap((fn) => [
    ...fn.calls
      .filter((c) => ASSERTING.test(c.fact.callee) && c.targets.every((t) => t.fact.inTest))
      .map((c) => ({
        line: c.fact.line,
        text: `${c.fact.callee} ${c.fact.args.map((a) => `${a.name ?? ''} ${a.text}`).join(' ')}`,
      })),
    ...fn.branches
      .filter((b) => failsIn(fn, b.bodyLine, b.endLine, b.exit))
      .map((b) => ({ line: b.line, text: b.test })),
  ]);
}

/** A plain assert statement is an arm that throws; in Go it is an arm that fails the test. */
function failsIn(fn: FunctionNode, from: number, to: number, exit: string): boolean {
  if (exit === 'throw') return true;
  return fn.calls.some(
    (c) => from <= c.fact.line && c.fact.line <= to && /^\w+\.(Fatal|Error|Fail|FailNow)f?$/.test(c.fact.callee),
  );
}
