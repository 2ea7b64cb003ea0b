import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FileFacts, ImportFact, Role } from '../../../src/contracts/facts.js';
import type { Extractor, ModuleIndex } from '../../../src/contracts/front-end.js';
import { frontEnd } from '../../../src/evaluate/languages/python.js';

let extractor: Extractor;
beforeAll(async () => {
  extractor = await frontEnd.open();
});
afterAll(() => extractor.close());

function read(text: string, path = 'pkg/mod.py', role: Role = 'source'): FileFacts {
  return extractor.extract({ path, role, package: '', text });
}

describe('functions', () => {
  test('methods, constructors, closures and their parameters', () => {
    const { functions } = read(`
class A:
    def __init__(self, model: Model, n: int = 3, *rest, key=None): pass
    @staticmethod
    def make(raw): pass
    async def run(self) -> str:
        def inner(): yield 1
        return inner
def _hidden(): pass
`);
    const [, init, make, run, inner, hidden] = functions;
    expect(functions[0]).toMatchObject({ name: '<module>', kind: 'module', line: 1 });
    expect(functions[0]).not.toHaveProperty('parent');
    expect(init).toMatchObject({ kind: 'constructor', owner: 'A', parent: 0 });
    expect(init?.params).toEqual([
      { name: 'model', optional: false, type: 'Model' },
      { name: 'n', optional: true, type: 'int', default: '3' },
      { name: 'rest', optional: true },
      { name: 'key', optional: true, default: 'None' },
    ]);
    expect(make).toMatchObject({ decorators: ['staticmethod'], params: [{ name: 'raw', optional: false }] });
    expect(run).toMatchObject({ async: true, generator: false, returns: 'str', exported: true });
    expect(inner).toMatchObject({ name: 'inner', kind: 'closure', parent: 3, generator: true, exported: false });
    expect(inner).not.toHaveProperty('owner');
    expect(hidden?.exported).toBe(false);
  });

  test('__all__ decides what is exported', () => {
    const { functions } = read(`__all__ = ["_a"]\n__all__ += ["c"]\ndef _a(): pass\ndef b(): pass\ndef c(): pass`);
    expect(functions.map((f) => f.exported)).toEqual([false, true, false, true]);
  });

  test('a lambda is named after what it is bound to, or points at its call', () => {
    const { functions, calls, exits } = read('f = lambda x: g(x)\nrun(lambda: 1)\nd = {"k": lambda: 2}');
    expect(functions.slice(1).map((f) => f.name)).toEqual(['f', '<closure>', 'k']);
    expect(calls[functions[2]?.argumentOf ?? -1]?.callee).toBe('run');
    expect(exits.map((e) => [e.fn, e.kind, e.text])).toEqual([
      [1, 'return', 'g(x)'],
      [2, 'return', '1'],
      [3, 'return', '2'],
    ]);
  });

  test('identifiers of a body leave out closures', () => {
    const { functions } = read('def f(a):\n    b.c(d=a)\n    g = lambda: hidden');
    expect(functions[1]?.idents).toEqual(['b', 'c', 'd', 'a', 'g']);
  });

  test('decorators are dotted names, and calls when they are called', () => {
    const { functions, calls } = read('@app.command(name="x")\n@tool\ndef f(): pass');
    expect(functions[1]).toMatchObject({ decorators: ['app.command', 'tool'], line: 3 });
    expect(calls[0]).toMatchObject({ callee: 'app.command', line: 1, fn: 0 });
  });
});

describe('calls', () => {
  test.each([
    ['self.client.messages.create(x)', 'self.client.messages.create', 'create', 'self.client.messages'],
    ['tools[name].run()', 'tools[].run', 'run', 'tools[]'],
    ['handlers[name](x)', 'handlers[]', 'handlers[]', ''],
    ['", ".join(xs)', '"".join', 'join', '""'],
    ['(a or b).run()', '<expression>.run', 'run', '<expression>'],
  ])('%s', (text, callee, name, receiver) => {
    expect(read(text).calls.at(-1)).toMatchObject({ callee, name, receiver });
  });

  test('a chain is two calls, the receiver first', () => {
    expect(read('foo(1).bar(2)').calls.map((c) => c.callee)).toEqual(['foo', 'foo().bar']);
  });

  test('arguments, awaiting and what the result is bound to', () => {
    const { calls } = read(`
async def f():
    r = await c.create(1, "s", model=M, *a, **k)
    with open(p) as fh: pass
    x, y = pair()
    return Foo()
`);
    expect(calls.map((c) => [c.name, c.result, c.awaited, c.isNew])).toEqual([
      ['create', 'r', true, false],
      ['open', 'fh', false, false],
      ['pair', 'x, y', false, false],
      ['Foo', 'return', false, true],
    ]);
    expect(calls[0]?.args).toEqual([
      { kind: 'number', text: '1' },
      { kind: 'string', text: 's' },
      { kind: 'reference', text: 'M', name: 'model' },
      { kind: 'other', text: '*a' },
      { kind: 'other', text: '**k' },
    ]);
  });

  test('the innermost branch and loop, of the same function only', () => {
    const { calls } = read('if ok:\n  while go:\n    a()\n    def f(): b()\n');
    expect(calls[0]).toMatchObject({ callee: 'a', branch: 0, loop: 0 });
    expect(calls[1]).not.toHaveProperty('loop');
    expect(calls[1]).not.toHaveProperty('branch');
  });
});

describe('branches', () => {
  test('if, elif and else; else negates them all', () => {
    const { branches } = read('if n >= 3 and not (a.b in "x"):\n  return\nelif c:\n  raise E\nelse:\n  pass\n  pass');
    expect(branches[0]).toMatchObject({
      kind: 'if',
      test: 'n >= 3 and not (a.b in "x")',
      idents: ['n', 'a', 'b'],
      operators: ['and', '>=', 'not', 'in'],
      literals: ['3', 'x'],
      exit: 'return',
      bodyLine: 2,
      endLine: 2,
    });
    expect(branches[1]).toMatchObject({ kind: 'if', test: 'c', line: 3, exit: 'throw' });
    expect(branches[2]).toMatchObject({
      kind: 'else',
      test: 'not (n >= 3 and not (a.b in "x")) and not c',
      line: 5,
      bodyLine: 6,
      endLine: 7,
      exit: 'none',
    });
  });

  test('operators of several words', () => {
    expect(read('if a not in b or c is not None: pass').branches[0]?.operators).toEqual(['or', 'not in', 'is not']);
  });

  test('match, with a default', () => {
    const { branches } = read('match k:\n  case "a" | "b" if n > 1: x()\n  case _: sys.exit(1)');
    expect(branches[0]).toMatchObject({ kind: 'case', test: 'match k: case "a" | "b" if n > 1' });
    expect(branches[0]).toMatchObject({ operators: ['match', '>'], literals: ['a', 'b', '1'] });
    expect(branches[1]).toMatchObject({ kind: 'default', exit: 'return' });
  });

  test('except, ternary, assert, and operands that do something', () => {
    const { branches, calls, exits } = read(`
try: a()
except (E, F) as e: b()
x = c() if t else d()
assert ok, "no"
safe or ask()
m and n
[r(i) for i in xs if i.on]
`);
    expect(branches.map((b) => [b.kind, b.test, b.exit])).toEqual([
      ['catch', '(E, F)', 'none'],
      ['ternary', 't', 'none'],
      ['ternary', 'not t', 'none'],
      ['if', 'not ok', 'throw'],
      ['or', 'not safe', 'none'],
      ['if', 'i.on', 'none'],
    ]);
    expect(calls.map((c) => c.branch)).toEqual([undefined, 0, 1, 2, 4, 5]);
    expect(exits[0]).toMatchObject({ kind: 'throw', callee: 'AssertionError', text: 'no', branch: 3 });
  });

  test('an arm leaves through the body of a with statement', () => {
    expect(read('if a:\n  with b:\n    return 1').branches[0]?.exit).toBe('return');
  });
});

describe('loops', () => {
  test('kinds, tests and what is inside', () => {
    const { loops, calls } = read(`
while True: a()
while n < 5 and more(): pass
for i, x in enumerate(xs): b()
ys = [c(i) for i in source()]
zs = [i for i in d()]
`);
    expect(loops.map((l) => [l.kind, l.test])).toEqual([
      ['infinite', 'True'],
      ['while', 'n < 5 and more()'],
      ['for-each', 'i, x in enumerate(xs)'],
      ['for-each', 'i in source()'],
    ]);
    expect(calls.map((c) => [c.name, c.loop])).toEqual([
      ['a', 0],
      ['more', 1],
      ['enumerate', undefined],
      ['b', 2],
      ['source', undefined],
      ['c', 3],
      ['d', undefined],
    ]);
  });
});

describe('types', () => {
  test('fields from annotations, from the constructor, and from its parameters', () => {
    const { types } = read(`
@dataclass
class A(BaseModel, Generic[T]):
    name: str
    limit: Optional[int] = 3
    def __init__(self, env: Env):
        self.env = env
        self.turns: int = 0
        self.client = Client()
        def later(): self.no = 1
`);
    expect(types[0]).toMatchObject({ kind: 'class', bases: ['BaseModel', 'Generic'], decorators: ['dataclass'] });
    expect(types[0]?.members).toEqual([
      { name: 'name', kind: 'field', line: 4, optional: false, valueKind: 'none', type: 'str' },
      { name: 'limit', kind: 'field', line: 5, optional: true, valueKind: 'number', type: 'Optional[int]', value: '3' },
      { name: '__init__', kind: 'method', line: 6, optional: false, valueKind: 'function' },
      { name: 'env', kind: 'field', line: 7, optional: false, valueKind: 'reference', type: 'Env', value: 'env' },
      { name: 'turns', kind: 'field', line: 8, optional: false, valueKind: 'number', type: 'int', value: '0' },
      { name: 'client', kind: 'field', line: 9, optional: false, valueKind: 'new', value: 'Client()' },
    ]);
  });

  test('enums, protocols and abstract classes', () => {
    const { types } = read(`
class S(str, Enum):
    A = "a"
    B = auto()
    def label(self): pass
class P(typing.Protocol): pass
class Q(metaclass=ABCMeta): pass
`);
    expect(types.map((t) => [t.kind, t.variants])).toEqual([
      ['enum', ['a', 'B']],
      ['interface', []],
      ['interface', []],
    ]);
    expect(types[2]?.bases).toEqual([]);
  });

  test.each([
    ['X = Literal["a", "b"]', ['a', 'b']],
    ['X = Union[A, "B"]', ['A', 'B']],
    ['X = A | list[B] | None', ['A', 'list[B]', 'None']],
    ['X = Optional[Literal["a"]]', ['a', 'None']],
    ['type X = A | Literal["b"]', ['A', 'b']],
  ])('%s is a union', (text, variants) => {
    const { types, values } = read(text);
    expect(types).toMatchObject([{ name: 'X', kind: 'union', variants }]);
    expect(values).toEqual([]);
  });

  test('a bitwise or of values is no union', () => {
    expect(read('FLAGS = re.M | re.S\nx = a | b').types).toEqual([]);
  });

  test('what tells the arms of a union apart', () => {
    const { types } = read(`
class A: type: Literal["a"]
class B: type: Literal["b"]
X = Union[A, B]
Y = Annotated[Union[C, D], Field(discriminator="kind")]
`);
    expect(types.slice(2).map((t) => t.discriminant)).toEqual(['type', 'kind']);
  });
});

describe('values, objects and assignments', () => {
  test('values with their items', () => {
    const { values } = read(`
DENY = frozenset({"rm", "dd"})
TOOLS = {"bash": run, Mode.ASK: ask}
client = OpenAI(key="k")
TEXT = f"a{x}"
class C:
    n: int = 3
count = 0
def f():
    global count
    count += 1
`);
    expect(values.map((v) => [v.name, v.kind, v.items, v.owner, v.mutable])).toEqual([
      ['DENY', 'call', ['rm', 'dd'], undefined, false],
      ['TOOLS', 'object', ['bash', 'Mode.ASK'], undefined, false],
      ['client', 'new', ['key'], undefined, false],
      ['TEXT', 'template', [], undefined, false],
      ['n', 'number', [], 'C', false],
      ['count', 'number', [], undefined, true],
    ]);
    expect(values[2]).toMatchObject({ callee: 'OpenAI', object: 1 });
  });

  test('objects know where they stand', () => {
    const { objects, calls } = read(`
def f():
    a = {"k": {"n": [1, "s"]}}
    g(tools=[{"t": 1}])
    yield {"y": 1}
    return Tool(name="x", run=dict(z=1))
`);
    expect(objects.map((o) => [o.context, o.in, o.parent, o.keys.map((k) => k.name), o.typeName])).toEqual([
      ['value', 'a', undefined, ['k'], undefined],
      ['property', 'k', 0, ['n'], undefined],
      ['element', 'g', undefined, ['t'], undefined],
      ['yield', undefined, undefined, ['y'], undefined],
      ['return', undefined, undefined, ['name', 'run'], 'Tool'],
      ['property', 'run', 4, ['z'], undefined],
    ]);
    expect(objects[1]?.keys[0]?.items).toEqual(['1', 's']);
    expect(objects.map((o) => o.call !== undefined && calls[o.call]?.callee)).toEqual([
      false,
      false,
      'g',
      false,
      'Tool',
      'dict',
    ]);
  });

  test('assignments: dotted targets, operators, tuples, walrus', () => {
    const { assignments } = read('self.x += n\na, b.c = 1, f()\nd[0].e = g = 2\nif (m := h()): pass');
    expect(assignments.map((a) => [a.target, a.op, a.kind, a.text])).toEqual([
      ['self.x', '+=', 'reference', 'n'],
      ['a', '=', 'number', '1'],
      ['b.c', '=', 'call', 'f()'],
      ['d[].e', '=', 'number', '2'],
      ['g', '=', 'number', '2'],
      ['m', ':=', 'call', 'h()'],
    ]);
  });

  test('class fields are values, not assignments', () => {
    expect(read('class C:\n  a = 1').assignments).toEqual([]);
  });
});

test('exits', () => {
  const { exits } = read(`
def f():
    yield x
    raise errors.Limit("n") from e
    raise Stop
    raise
    sys.exit(2)
    return {"a": 1}
`);
  expect(exits.map((e) => [e.kind, e.value, e.callee, e.object])).toEqual([
    ['yield', 'reference', undefined, undefined],
    ['throw', 'new', 'errors.Limit', undefined],
    ['throw', 'reference', 'Stop', undefined],
    ['throw', 'none', undefined, undefined],
    ['exit', 'number', undefined, undefined],
    ['return', 'object', undefined, 0],
  ]);
});

describe('strings', () => {
  test('docstrings are none; f-strings keep their calls', () => {
    const { strings, calls } = read(`"""doc"""
def f():
    """doc"""
    a = "x\\n" 'y'
    b = f"é{g(1)!r} {{}} {w:>{n}}😀"
    c = r"\\d"
x: "Forward" = 1
`);
    expect(strings.map((s) => [s.line, s.fn, s.value, s.template])).toEqual([
      [4, 1, 'x\ny', false],
      [5, 1, 'é{} {} {}😀', true],
      [6, 1, '\\d', false],
    ]);
    expect(calls).toMatchObject([{ callee: 'g', fn: 1 }]);
  });

  test('a long string is cut and its length kept', () => {
    const [fact] = read(`a = "${'é'.repeat(400)}"`).strings;
    expect([fact?.value.length, fact?.length]).toEqual([300, 400]);
  });
});

test('imports', () => {
  const text = `
import os, a.b, a.c as d
from ..x import (y as z, w)
from m import *
if TYPE_CHECKING:
    from t import T
`;
  const { imports } = read(text);
  expect(imports.map((i) => [i.from, ...i.names.map((n) => `${n.name}>${n.as}`), i.typeOnly])).toEqual([
    ['os', '*>os', false],
    ['a.b', '*>a', false],
    ['a.c', '*>d', false],
    ['..x', 'y>z', 'w>w', false],
    ['m', '*>*', false],
    ['t', 'T>T', true],
  ]);
  expect(imports.some((i) => i.reexport)).toBe(false);
  expect(read('from .a import b', 'pkg/__init__.py').imports[0]?.reexport).toBe(true);
  expect(read('from .a import b\n__all__ = ["b"]').imports[0]?.reexport).toBe(true);
});

describe('tests', () => {
  test('test functions carry their title, and their closures are in test code', () => {
    const { functions } = read('class TestA:\n  def test_x(self):\n    g = lambda: 1\n  def helper(self): pass');
    expect(functions.map((f) => [f.name, f.inTest, f.testTitle])).toEqual([
      ['<module>', false, undefined],
      ['test_x', true, 'TestA > test_x'],
      ['g', true, undefined],
      ['helper', true, undefined],
    ]);
  });

  test('a production class may be called Test…; a test file is all test', () => {
    expect(read('class TestRunner:\n  def run(self): pass').types[0]?.inTest).toBe(false);
    expect(read('def helper(): pass', 'tests/h.py', 'test').functions.every((f) => f.inTest)).toBe(true);
  });
});

describe('bad and unusual source', () => {
  test('what does not parse is a problem, the rest is read', () => {
    const { problems, calls } = read('def f(:\n    pass\n\nok()\n');
    expect(problems).toContainEqual({ line: 1, message: 'syntax error' });
    expect(calls.map((c) => c.callee)).toContain('ok');
  });

  test('an empty file has a module body', () => {
    expect(read('').functions).toHaveLength(1);
  });

  test.each([
    ['parentheses', `x = ${'('.repeat(2_000)}1${')'.repeat(2_000)}`],
    ['lists', `x = ${'['.repeat(2_000)}1${']'.repeat(2_000)}`],
    ['operands', `x = ${'a and '.repeat(2_000)}f()`],
  ])('%s nested beyond reading are a problem, the rest is read', (_, text) => {
    const { problems, calls } = read(`${text}\nok()`);
    expect(problems).toEqual([{ line: 1, message: 'syntax error' }]);
    expect(calls.at(-1)).toMatchObject({ callee: 'ok', line: 2 });
  });

  test('offsets and lines hold past non-ASCII text and CRLF', () => {
    const { calls, excerpts } = read('a = "漢😀"\r\nföö(b)\r\n');
    expect(calls[0]).toMatchObject({ callee: 'föö', line: 2, args: [{ text: 'b' }] });
    expect(excerpts).toEqual({ 1: 'a = "漢😀"', 2: 'föö(b)' });
  });
});

describe('resolve', () => {
  const paths = ['src/p/__init__.py', 'src/p/a.py', 'src/p/sub/__init__.py', 'src/p/sub/b.py', 'top.py', 'bin/x.py'];
  const index: ModuleIndex = {
    paths: new Set([...paths, 'bin/y.py']),
    packages: [],
    byDirectory: new Map(),
    aliases: new Map([['python:src', 'src']]),
  };
  const resolve = (from: string, names: string[], path: string): string[] => {
    const imported: ImportFact = {
      line: 1,
      from,
      names: names.map((name) => ({ name, as: name })),
      typeOnly: false,
      resolved: [],
      reexport: false,
    };
    return frontEnd.resolve(imported, read('', path), index);
  };

  test.each([
    ['p.a', ['f'], 'top.py', ['src/p/a.py']],
    ['p.a', ['*'], 'top.py', ['src/p/a.py']],
    ['p', ['a', 'g'], 'top.py', ['src/p/__init__.py', 'src/p/a.py']],
    ['p', ['sub'], 'top.py', ['src/p/sub/__init__.py']],
    ['.', ['b'], 'src/p/sub/__init__.py', ['src/p/sub/b.py']],
    ['..a', ['f'], 'src/p/sub/b.py', ['src/p/a.py']],
    ['...x', ['f'], 'top.py', []],
    ['y', ['*'], 'bin/x.py', ['bin/y.py']],
    ['top', ['*'], 'src/p/a.py', ['top.py']],
    ['openai', ['OpenAI'], 'src/p/a.py', []],
  ])('%s %j from %s', (from, names, path, expected) => {
    expect(resolve(from, names, path)).toEqual(expected);
  });
});
