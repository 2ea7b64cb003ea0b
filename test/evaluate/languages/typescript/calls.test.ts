import { describe, expect, it } from 'vitest';
import { factsOf, one, useFrontEnd } from './facts-of.js';

describe('calls', () => {
  useFrontEnd();

  it.each([
    ['this.client.messages.create(x)', 'this.client.messages.create', 'create', 'this.client.messages'],
    ['tools[name].execute(x)', 'tools[].execute', 'execute', 'tools[]'],
    ['handlers[name](x)', 'handlers[]', 'handlers[]', ''],
    ['open().read(x)', 'open().read', 'read', 'open()'],
    ['a?.b?.(x)', 'a.b', 'b', 'a'],
    ['(await get()).run!(x)', 'get().run', 'run', 'get()'],
    ['(a as B).c(x)', 'a.c', 'c', 'a'],
    ['this.#gate(x)', 'this.#gate', '#gate', 'this'],
    ['sql`select 1`', 'sql', 'sql', ''],
    ['/rm -rf/.test(x)', '/rm -rf/.test', 'test', '/rm -rf/'],
  ])('reads the callee of %s', (text, callee, name, receiver) => {
    expect(one(factsOf(text).calls, (c) => c.callee === callee)).toMatchObject({ name, receiver });
  });

  it.each([
    ['const r = await f(1);', 'r', true],
    ['const { a, b } = f(1);', '{ a, b }', false],
    ['this.last = f(1);', 'this.last', false],
    ['const r = await f(1).catch(() => null);', 'r', true],
    ['const r = g() ?? f(1);', 'r', false],
    ['const g = () => f(1);', 'return', false],
    ['function* g() { yield f(1); }', 'yield', false],
    ['for await (const e of f(1)) {}', 'e', true],
    ['f(1);', undefined, false],
  ])('follows the result of %s', (text, result, awaited) => {
    const call = one(factsOf(text).calls, (c) => c.callee === 'f');
    expect([call.result, call.awaited]).toEqual([result, awaited]);
  });

  it('describes arguments and links closures and objects', () => {
    const facts = factsOf(
      `new Client(\n  'key', 3, -1, true, null, { a: 1 }, () => 1, ...rest, \`x\${y}\`, [1], /r/, a.b, 1 + 2);`,
    );
    const call = one(facts.calls, (c) => c.isNew);
    expect(call.args.map((a) => a.kind)).toEqual([
      'string',
      'number',
      'number',
      'boolean',
      'null',
      'object',
      'function',
      'other',
      'template',
      'array',
      'regex',
      'reference',
      'binary',
    ]);
    expect(call.args[0]?.text).toBe('key');
    expect(call.args[5]?.object).toBe(0);
    expect(call.args[6]?.fn).toBe(1);
  });

  it('puts each call of a chain on its own line', () => {
    const facts = factsOf("program\n  .command('x')\n  .option('--y');");
    expect(facts.calls.map((c) => [c.name, c.line])).toEqual([
      ['option', 3],
      ['command', 2],
    ]);
  });

  it('takes a JSX component as a call', () => {
    const facts = factsOf('const v = <Box><Ask text="ok?" onYes={() => run()} bold {...rest} /></Box>;', 'a.tsx');
    expect(facts.calls.map((c) => c.callee)).toEqual(['Box', 'Ask', 'run']);
    expect(facts.calls[1]?.args.map((a) => [a.name, a.kind, a.fn])).toEqual([
      ['text', 'string', undefined],
      ['onYes', 'function', 1],
      ['bold', 'boolean', undefined],
      [undefined, 'other', undefined],
    ]);
    expect(facts.functions[1]).toMatchObject({ name: 'onYes', argumentOf: 1 });
    expect(factsOf('const v = <div onClick={() => 1} />;', 'a.tsx').calls).toEqual([]);
  });
});
