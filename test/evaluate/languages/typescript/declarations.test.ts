import { describe, expect, it } from 'vitest';
import { factsOf, one, useFrontEnd } from './facts-of.js';

describe('types, values, objects and imports', () => {
  useFrontEnd();

  it('describes classes and interfaces by their members', () => {
    const facts = factsOf(
      "export abstract class A<T> extends Base<T> implements I {\n  static readonly kind = 'read';\n  limit?: number;\n  constructor(private client: C, plain: D) {}\n  run(): void {}\n  act = () => 1;\n}\ninterface I extends J { name: string; execute?(x: X): Promise<R>; call: (y: Y) => void }",
    );
    expect(facts.types[0]).toMatchObject({ name: 'A', kind: 'class', bases: ['Base', 'I'], exported: true });
    expect(facts.types[0]?.members.map((m) => [m.name, m.kind, m.value])).toEqual([
      ['kind', 'field', 'read'],
      ['limit', 'field', undefined],
      ['client', 'field', undefined],
      ['run', 'method', undefined],
      ['act', 'method', '() => 1'],
    ]);
    expect(facts.types[1]?.members).toMatchObject([
      { name: 'name', kind: 'field', type: 'string', optional: false },
      { name: 'execute', kind: 'method', type: 'Promise<R>', optional: true },
      { name: 'call', kind: 'method', type: '(y: Y) => void' },
    ]);
  });

  it.each([
    ["type S = 'a' | 'b' | undefined;", ['a', 'b'], undefined],
    ["type E = { type: 'x'; n: 1 } | { type: 'y' | 'z' };", ['x', 'y', 'z'], 'type'],
    ["interface A { kind: 'a' }\ninterface B { kind: 'b' }\ntype E = A | B | C;", ['A', 'B', 'C'], 'kind'],
    ['type E = ({ type: T.A } & Base) | { type: T.B };', ['T.A', 'T.B'], 'type'],
    ["const MODES = ['ask', 'auto'] as const;\ntype Mode = (typeof MODES)[number];", ['ask', 'auto'], undefined],
    ["const M = { A: 'a', B: 'b' } as const;\ntype Mode = (typeof M)[keyof typeof M];", ['a', 'b'], undefined],
  ])('reads the union in %s', (text, variants, discriminant) => {
    const union = one(factsOf(text).types, (t) => t.kind === 'union');
    expect([union.variants, union.discriminant]).toEqual([variants, discriminant]);
  });

  it('gives a named arm the literal it is told apart by', () => {
    const facts = factsOf("interface A { kind: 'a' }\ninterface B { kind: 'b' }\ntype E = A | B;");
    const members = one(facts.types, (t) => t.kind === 'union').members;
    expect(members.map((m) => [m.name, m.value])).toEqual([
      ['A', 'a'],
      ['B', 'b'],
    ]);
  });

  it('reads records that are declared as schemas, and the tables of a database', async () => {
    const { types } = await factsOf(
      "const Rule = z.object({ action: z.string(), verdict: z.enum(['allow', 'deny']).optional() }).strict();\nexport const phase = pgEnum('phase', ['open', 'done']);\nexport const jobs = pgTable('jobs', { id: uuid('id'), phase: phase('phase') }, (t) => []);\nconst none = z.string();",
    );
    expect(types.map((t) => [t.name, t.kind, t.variants, t.members.map((m) => [m.name, m.type, m.optional])])).toEqual([
      [
        'Rule',
        'interface',
        [],
        [
          ['action', 'z.string()', false],
          ['verdict', "z.enum(['allow', 'deny']).optional()", true],
        ],
      ],
      [
        'phase',
        'enum',
        ['open', 'done'],
        [
          ['open', undefined, false],
          ['done', undefined, false],
        ],
      ],
      [
        'jobs',
        'struct',
        [],
        [
          ['id', "uuid('id')", false],
          ['phase', "phase('phase')", false],
        ],
      ],
    ]);
  });

  it('reads enums, plain aliases and schema enumerations', () => {
    const facts = factsOf(
      "enum K { Read = 'read', Write = 2 }\ntype P = Q & { a: string };\nexport const Z = z.enum(['x', 'y']).optional();\nconst D = z.discriminatedUnion('type', [z.object({ type: z.literal('m') }).strict(), Other]);",
    );
    expect(facts.types.map((t) => [t.name, t.kind, t.variants, t.discriminant])).toEqual([
      ['K', 'enum', ['Read', 'Write'], undefined],
      ['P', 'alias', [], undefined],
      ['Z', 'enum', ['x', 'y'], undefined],
      ['D', 'union', ['m', 'Other'], 'type'],
    ]);
    expect(facts.types[0]?.members[0]).toMatchObject({ name: 'Read', kind: 'variant', value: 'read' });
    expect(facts.types[1]).toMatchObject({ bases: ['Q'], members: [{ name: 'a' }] });
    expect(facts.values.map((v) => v.name)).toEqual(['Z', 'D']);
  });

  it('records module and class values with their items', () => {
    const facts = factsOf(
      "export const DENY = ['rm', /sudo/, 3];\nconst SAFE = new Set(['ls', 'cat']);\nconst BY = new Map([['a', f], ['b', g]]);\nlet state: S;\nconst TABLE = Object.freeze({ x: 1, 'y-z': 2 });\nclass C { private max = 5; static readonly name = 'n'; }\nfunction f() { const local = 1; }",
    );
    expect(facts.values.map((v) => [v.owner, v.name, v.kind, v.items, v.exported, v.mutable])).toEqual([
      [undefined, 'DENY', 'array', ['rm', '/sudo/', '3'], true, false],
      [undefined, 'SAFE', 'new', ['ls', 'cat'], false, false],
      [undefined, 'BY', 'new', ['a', 'b'], false, false],
      [undefined, 'state', 'none', [], false, true],
      [undefined, 'TABLE', 'call', ['x', 'y-z'], false, false],
      ['C', 'max', 'number', [], false, true],
      ['C', 'name', 'string', [], false, false],
    ]);
    expect(facts.values[1]?.callee).toBe('Set');
    expect(facts.values[4]?.object).toBe(0);
  });

  it('places objects and links their keys', () => {
    const facts = factsOf(
      "export const tool: Tool = { name: 'sh', run() { return { ok: true }; }, deny: ['rm'], schema: { type: 'object' }, ...base, short, [computed]: 1 };\nregister({ tools: [{ name: 'a' }] });\nthis.x = { y: z.object({ w: 1 }) };",
    );
    expect(facts.objects[0]?.keys.map((k) => [k.name, k.kind, k.text])).toEqual([
      ['name', 'string', 'sh'],
      ['run', 'function', 'run() { return { ok: true }; }'],
      ['deny', 'array', "['rm']"],
      ['schema', 'object', "{ type: 'object' }"],
      ['...', 'reference', 'base'],
      ['short', 'reference', 'short'],
      ['[computed]', 'number', '1'],
    ]);
    expect(facts.objects[0]?.keys[1]?.fn).toBe(1);
    expect(facts.objects[0]?.keys[2]?.items).toEqual(['rm']);
    expect(facts.objects[0]?.keys[3]?.object).toBe(2);
    expect(facts.objects[0]?.typeName).toBe('Tool');
    expect(facts.objects.map((o) => [o.context, o.in, o.parent, o.fn])).toEqual([
      ['value', 'tool', undefined, 0],
      ['return', undefined, undefined, 1],
      ['property', 'schema', 0, 0],
      ['argument', 'register', undefined, 0],
      ['element', 'tools', 3, 0],
      ['value', 'this.x', undefined, 0],
      ['argument', 'z.object', 5, 0],
    ]);
    expect(facts.objects[3]?.call).toBe(0);
  });

  it('reads imports of every kind', () => {
    const facts = factsOf(
      "import a, { b as c } from './x.js';\nimport * as ns from 'ns';\nimport type { T } from './t.js';\nimport { type U } from './u.js';\nimport './side.js';\nexport * from './all.js';\nexport { d as e } from './d.js';\nexport { c as sea };\nconst { f, g: h } = await import('./lazy.js');\nconst fs = require('fs');",
    );
    expect(
      facts.imports.map((i) => [i.from, i.names.map((n) => `${n.name}>${n.as}`).join(), i.typeOnly, i.reexport]),
    ).toEqual([
      ['./x.js', 'default>a,b>c', false, false],
      ['ns', '*>ns', false, false],
      ['./t.js', 'T>T', true, false],
      ['./u.js', 'U>U', true, false],
      ['./side.js', '', false, false],
      ['./all.js', '*>*', false, true],
      ['./d.js', 'd>e', false, true],
      ['./lazy.js', 'f>f,g>h', false, false],
      ['fs', '*>fs', false, false],
      ['./x.js', 'b>sea', false, true],
    ]);
  });
});
