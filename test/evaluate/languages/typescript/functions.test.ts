import { describe, expect, it } from 'vitest';
import { factsOf, one, useFrontEnd } from './facts-of.js';

describe('functions', () => {
  useFrontEnd();

  it('describes parameters, return type and modifiers', () => {
    const facts = factsOf(
      'export async function* run(this: X, a: string, { b }: P = {}, c?: number): AsyncGenerator<E> { yield a; }',
    );
    expect(facts.functions[1]).toMatchObject({
      name: 'run',
      kind: 'function',
      async: true,
      generator: true,
      exported: true,
      parent: 0,
      returns: 'AsyncGenerator<E>',
      params: [
        { name: 'a', type: 'string', optional: false },
        { name: '{ b }', type: 'P', default: '{}', optional: true },
        { name: 'c', type: 'number', optional: true },
      ],
    });
  });

  it.each([
    ['const run = () => 1;', 'run'],
    ['const run = (async () => 1) as Runner;', 'run'],
    ['const tool = { run: () => 1 };', 'run'],
    ['const tool = { run() { return 1; } };', 'run'],
    ['this.hooks.run = function () {};', 'run'],
    ['export default () => 1;', 'default'],
    ['use(() => 1);', '<closure>'],
    ['use(function own() {});', 'own'],
  ])('names a closure by what it is bound to: %s', (text, name) => {
    expect(factsOf(text).functions[1]).toMatchObject({ name, kind: 'closure' });
  });

  it('gives methods and function fields their class', () => {
    const facts = factsOf(
      'export class Agent {\n  constructor(private client: Client) {}\n  @tool() async run() {}\n  private hidden() {}\n  handle = async (e: E) => {};\n  get size() { return 1; }\n  abstract later(): void;\n}\nconst Anon = class { go() {} };\n',
    );
    expect(facts.functions.slice(1).map((f) => [f.owner, f.name, f.kind, f.exported])).toEqual([
      ['Agent', 'constructor', 'constructor', true],
      ['Agent', 'run', 'method', true],
      ['Agent', 'hidden', 'method', false],
      ['Agent', 'handle', 'method', true],
      ['Agent', 'size', 'method', true],
      ['Anon', 'go', 'method', false],
    ]);
    expect(one(facts.functions, (f) => f.name === 'run')).toMatchObject({ decorators: ['tool'], line: 3 });
  });

  it('nests closures and keeps identifiers apart', () => {
    const facts = factsOf(
      'function outer() {\n  const a = list.map((x) => {\n    return x.map((y) => inner(y));\n  });\n}',
    );
    expect(facts.functions.map((f) => f.parent)).toEqual([undefined, 0, 1, 2]);
    expect(facts.functions[1]?.idents).toEqual(['a', 'list', 'map']);
    expect(facts.functions[3]?.idents).toEqual(['y', 'inner']);
    expect(facts.functions.slice(2).map((f) => facts.calls[f.argumentOf ?? -1]?.callee)).toEqual(['list.map', 'x.map']);
    expect(facts.calls.find((c) => c.callee === 'list.map')?.args[0]?.fn).toBe(2);
  });

  it('ties a function called where it stands to its call', () => {
    const facts = factsOf('(async () => { await main(); })();');
    expect(facts.functions[1]?.argumentOf).toBe(0);
    expect(facts.calls[0]?.callee).toBe('<closure>');
  });

  it('skips overloads and knows every way to export', () => {
    const facts = factsOf(
      'function a(x: string): void;\nfunction a(x: unknown) {}\nconst b = () => 1;\nfunction c() {}\nfunction d() {}\nfunction e() {}\nexport { a, b as bee };\nexport default c;\nmodule.exports = { d };\n',
    );
    const exported = facts.functions.slice(1).map((f) => [f.name, f.exported]);
    expect(exported).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
      ['d', true],
      ['e', false],
    ]);
  });
});
