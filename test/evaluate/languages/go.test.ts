import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../src/contracts/facts.js';
import type { Extractor, ModuleIndex } from '../../../src/contracts/front-end.js';
import { frontEnd } from '../../../src/evaluate/languages/go.js';

let extractor: Extractor;
beforeAll(async () => {
  extractor = await frontEnd.open();
});
afterAll(() => extractor.close());

const facts = (text: string, path = 'x.go'): FileFacts =>
  extractor.extract({ path, role: 'source', package: '', text: `package x\n${text}` });
const body = (text: string): FileFacts => facts(`func f() {\n${text}\n}`);

describe('functions', () => {
  it('knows receivers, parameters and visibility', () => {
    const { functions } = facts(
      'func (s *S[T]) Run(ctx context.Context, a, b int, o ...Opt) (string, error) { return "", nil }\nfunc hidden(int) {}',
    );
    expect(functions[1]).toMatchObject({
      name: 'Run',
      owner: 'S',
      kind: 'method',
      exported: true,
      returns: '(string, error)',
    });
    expect(functions[1]?.params).toEqual([
      { name: 'ctx', type: 'context.Context', optional: false },
      { name: 'a', type: 'int', optional: false },
      { name: 'b', type: 'int', optional: false },
      { name: 'o', type: '...Opt', optional: true },
    ]);
    expect(functions[2]).toMatchObject({ name: 'hidden', kind: 'function', exported: false });
    expect(functions[2]?.params).toEqual([{ name: '_', type: 'int', optional: false }]);
  });

  it('finds tests and their sub-tests', () => {
    const { functions } = facts(
      'func TestLoop(t *testing.T) { t.Run("stops", func(t *testing.T) { t.Run("late", func(t *testing.T) {}) }) }\nfunc helper() {}',
      'x_test.go',
    );
    expect(functions.map((fn) => [fn.name, fn.inTest, fn.testTitle])).toEqual([
      ['<module>', true, undefined],
      ['TestLoop', true, 'TestLoop'],
      ['<closure>', true, 'TestLoop > stops'],
      ['<closure>', true, 'TestLoop > stops > late'],
      ['helper', true, undefined],
    ]);
  });
});

describe('calls', () => {
  it('writes chains, results and the calls of go and defer', () => {
    const { calls, functions } = body(
      'out, err := exec.Command("sh", "-c", cmd).Output()\ngo func() { run() }()\ndefer cancel()\ns.h = NewH(func() {})\ng[int](x)',
    );
    expect(calls.map((call) => [call.callee, call.result])).toEqual([
      ['exec.Command', undefined],
      ['exec.Command().Output', 'out'],
      ['run', undefined],
      ['<closure>', undefined],
      ['cancel', undefined],
      ['NewH', 's.h'],
      ['g', undefined],
    ]);
    expect(calls[0]?.args.map((arg) => [arg.kind, arg.text])).toEqual([
      ['string', 'sh'],
      ['string', '-c'],
      ['reference', 'cmd'],
    ]);
    expect(functions.at(-1)).toMatchObject({ kind: 'closure', argumentOf: 5 });
  });
});

describe('branches, exits and loops', () => {
  it('takes if chains apart and calls in their init', () => {
    const { branches, calls } = body(
      'if err := check(); err != nil {\n return fmt.Errorf("no: %w", err)\n} else if n > 3 { return err } else { panic("x") }',
    );
    expect(branches.map((b) => [b.kind, b.test, b.exit])).toEqual([
      ['if', 'err != nil', 'throw'],
      ['if', 'n > 3', 'return'],
      ['else', '!(err != nil) && !(n > 3)', 'throw'],
    ]);
    expect(calls[0]).toMatchObject({ callee: 'check', result: 'err' });
    expect(calls[0]?.branch).toBeUndefined();
  });

  it('takes the cases of every switch apart', () => {
    const { branches } = body(
      'switch v := k(); v {\ncase "a", "b": break\ndefault: continue\n}\nswitch { case n >= 5: os.Exit(1) }\nswitch y.(type) { case *A: }\nselect { case <-ctx.Done(): return }',
    );
    expect(branches.map((b) => [b.kind, b.test, b.exit])).toEqual([
      ['case', 'v == "a" || v == "b"', 'none'],
      ['default', 'v', 'continue'],
      ['case', 'n >= 5', 'return'],
      ['case', 'y is *A', 'none'],
      ['case', '<-ctx.Done()', 'return'],
    ]);
    expect(branches[0]).toMatchObject({ literals: ['a', 'b'], operators: ['==', '||'] });
  });

  it('throws only where the error is made', () => {
    const { exits } = body(
      'return nil, err\nreturn errors.New("a")\nreturn nil, &LimitError{Max: 1}\nreturn errors.Is(a, b)\nlog.Fatalf("b")\nos.Exit(1)',
    );
    expect(exits.map((e) => [e.kind, e.callee])).toEqual([
      ['return', undefined],
      ['throw', 'errors.New'],
      ['throw', 'LimitError'],
      ['return', 'errors.Is'],
      ['throw', 'log.Fatalf'],
      ['exit', 'os.Exit'],
    ]);
  });

  it('tells loops apart', () => {
    const { loops, calls, assignments } = body(
      'for { a() }\nfor ok && more() {}\nfor i := 0; i < 10; i++ {}\nfor _, t := range all() { s.n += 1 }',
    );
    expect(loops.map((l) => [l.kind, l.test])).toEqual([
      ['infinite', ''],
      ['while', 'ok && more()'],
      ['for', 'i < 10'],
      ['for-each', '_, t := range all()'],
    ]);
    expect(calls.map((c) => [c.callee, c.loop])).toEqual([
      ['a', 0],
      ['more', 1],
      ['all', undefined],
    ]);
    expect(assignments.map((a) => [a.target, a.op, a.loop])).toEqual([
      ['i', ':=', undefined],
      ['i', '++', 2],
      ['s.n', '+=', 3],
    ]);
  });
});

describe('types, values and objects', () => {
  it('reads structs, interfaces and aliases', () => {
    const { types } = facts(
      'type S struct {\n Name, Other string `json:"n"`\n *Base\n Opt *int\n}\ntype I interface {\n Run(a int) error\n io.Reader\n}\ntype F func()',
    );
    expect(types.map((t) => [t.name, t.kind, t.bases, t.members.map((m) => m.name)])).toEqual([
      ['S', 'struct', ['Base'], ['Name', 'Other', 'Opt']],
      ['I', 'interface', ['io.Reader'], ['Run']],
      ['F', 'alias', [], []],
    ]);
    expect(types[0]?.members[2]).toMatchObject({ type: '*int', optional: true, line: 5 });
  });

  it('makes enums of typed constants', () => {
    const { types, values } = facts(
      'type Role string\nconst (\n A Role = "a"\n B Role = "b"\n)\nconst (\n X Kind = iota\n Y\n free = 1\n alsoFree\n)\nvar deny = []string{"rm", `dd`}',
    );
    expect(types.map((t) => [t.name, t.kind, t.variants])).toEqual([
      ['Role', 'enum', ['a', 'b']],
      ['Kind', 'enum', ['X', 'Y']],
    ]);
    expect(values.at(-1)).toMatchObject({ name: 'deny', kind: 'array', items: ['rm', 'dd'], mutable: true });
    expect(values[0]).toMatchObject({ name: 'A', type: 'Role', kind: 'string', text: 'a', mutable: false });
  });

  it('links composite literals, with the types that elements leave out', () => {
    const { objects, values } = facts(
      'var tools = map[string]Tool{"sh": {Name: "sh", Run: func() error { return nil }}}\nfunc f() { c.Do(&oai.Req{Model: "m", Msgs: []oai.Msg{{Role: "user"}}}) }',
    );
    expect(values[0]).toMatchObject({ kind: 'object', items: ['sh'], object: 0 });
    expect(objects.map((o) => [o.typeName, o.context, o.in, o.parent, o.keys.map((k) => k.name)])).toEqual([
      ['map[string]Tool', 'value', 'tools', undefined, ['sh']],
      ['Tool', 'property', 'sh', 0, ['Name', 'Run']],
      ['oai.Req', 'argument', 'c.Do', undefined, ['Model', 'Msgs']],
      ['oai.Msg', 'element', 'Msgs', 2, ['Role']],
    ]);
    expect(objects[1]?.keys[1]).toMatchObject({ kind: 'function', fn: 1 });
  });

  it('keeps offsets right after characters outside ASCII, and unescapes', () => {
    const { strings } = body('g("🐹é\\t\\u00e9", `a\\n`)\nh("ü")');
    expect(strings.map((s) => [s.value, s.line])).toEqual([
      ['🐹é\té', 3],
      ['a\\n', 3],
      ['ü', 4],
    ]);
  });
});

it('resolves import paths under a module to the files of the package', () => {
  const file = facts('import (\n oai "github.com/me/app/model/openai"\n "fmt"\n "github.com/me/app/shared/v2"\n)');
  const index: ModuleIndex = {
    paths: new Set(),
    packages: [],
    byDirectory: new Map([
      [
        'server/model/openai',
        ['server/model/openai/b.go', 'server/model/openai/a.go', 'server/model/openai/a_test.go'],
      ],
      ['shared', ['shared/x.go']],
    ]),
    aliases: new Map([
      ['go:github.com/me/app', 'server'],
      ['go:github.com/me/app/shared/v2', 'shared'],
    ]),
  };
  expect(file.imports.map((one) => one.names[0]?.as)).toEqual(['oai', 'fmt', 'shared']);
  expect(file.imports.map((one) => frontEnd.resolve(one, file, index))).toEqual([
    ['server/model/openai/a.go', 'server/model/openai/b.go'],
    [],
    ['shared/x.go'],
  ]);
});

it('reports what does not parse and reads the rest', () => {
  const { problems, functions } = facts('func a() {}\nfunc b( { ]]\n}\nfunc c() { d() }');
  expect(problems[0]).toMatchObject({ line: 3, message: 'syntax error' });
  expect(functions.map((fn) => fn.name)).toContain('a');
});
