import { describe, expect, it } from 'vitest';
import { factsOf, one, useFrontEnd } from './facts-of.js';

describe('branches, loops, assignments and exits', () => {
  useFrontEnd();

  it('records early exits with their condition', () => {
    const facts = factsOf(
      'function f(x) {\n  if (!x) return;\n  if (x.turns >= 5 && mode === "yolo") {\n    throw new MaxTurns(x);\n  }\n  run();\n}',
    );
    expect(facts.branches).toMatchObject([
      { kind: 'if', line: 2, test: '!x', operators: ['!'], idents: ['x'], exit: 'return', fn: 1 },
      {
        test: 'x.turns >= 5 && mode === "yolo"',
        line: 3,
        bodyLine: 4,
        endLine: 4,
        idents: ['x', 'turns', 'mode'],
        operators: ['&&', '>=', '==='],
        literals: ['5', 'yolo'],
        exit: 'throw',
      },
    ]);
    expect(one(facts.calls, (c) => c.name === 'run').branch).toBeUndefined();
    expect(one(facts.calls, (c) => c.name === 'MaxTurns').branch).toBe(1);
    expect(facts.exits).toMatchObject([
      { kind: 'return', value: 'none', branch: 0 },
      { kind: 'throw', value: 'new', callee: 'MaxTurns', branch: 1 },
    ]);
  });

  it('chains else-if arms as neighbours; else negates all of them', () => {
    const facts = factsOf('if (a()) {\n  one();\n} else if (b()) {\n  two();\n} else {\n  three();\n}');
    expect(facts.branches.map((b) => [b.kind, b.test, b.line, b.bodyLine, b.endLine, b.parent])).toEqual([
      ['if', 'a()', 1, 2, 2, undefined],
      ['if', 'b()', 3, 4, 4, undefined],
      ['else', '!(a()) && !(b())', 5, 6, 6, undefined],
    ]);
    expect(facts.calls.map((c) => [c.name, c.branch])).toEqual([
      ['a', undefined],
      ['one', 0],
      ['b', undefined],
      ['two', 1],
      ['three', 2],
    ]);
  });

  it('joins case labels that share a body; leaving the switch is no exit', () => {
    const facts = factsOf(
      'function f(e) {\n  switch (e.type) {\n    case "a":\n    case "b": {\n      x();\n      break;\n    }\n    case "c":\n      return y();\n    default:\n      throw z();\n  }\n}',
    );
    expect(facts.branches.map((b) => [b.kind, b.test, b.literals, b.exit])).toEqual([
      ['case', 'e.type === "a" || e.type === "b"', ['a', 'b'], 'none'],
      ['case', 'e.type === "c"', ['c'], 'return'],
      ['default', 'e.type', [], 'throw'],
    ]);
    expect(facts.branches[0]).toMatchObject({ line: 3, bodyLine: 5, endLine: 6, operators: ['===', '||'] });
  });

  it('sees through try, nested ifs and the end of the process', () => {
    const exits = (text: string) => factsOf(`function f() { for (;;) { if (q) ${text} } }`).branches[0]?.exit;
    expect(exits('{ try { return 1; } catch { return 2; } }')).toBe('return');
    expect(exits('{ try { return 1; } catch { log(); } }')).toBe('none');
    expect(exits('{ if (x) return 1; else throw 2; }')).toBe('return');
    expect(exits('{ if (x) return 1; }')).toBe('none');
    expect(exits('{ log(); process.exit(1); }')).toBe('return');
    expect(exits('continue;')).toBe('continue');
    expect(exits('break;')).toBe('break');
  });

  it('takes catch, ternary and acting && and || as arms', () => {
    const facts = factsOf(
      'try { a(); } catch (e) { b(); }\nok && run();\nok || (await ask());\nconst plain = x && y;\nconst t = q ? c() : d();\n',
    );
    expect(facts.branches.map((b) => [b.kind, b.test])).toEqual([
      ['catch', 'e'],
      ['and', 'ok'],
      ['or', '!(ok)'],
      ['ternary', 'q'],
      ['ternary', '!(q)'],
    ]);
    expect(facts.calls.map((c) => [c.name, c.branch])).toEqual([
      ['a', undefined],
      ['b', 0],
      ['run', 1],
      ['ask', 2],
      ['c', 3],
      ['d', 4],
    ]);
  });

  it('nests arms and loops, and starts anew in a closure', () => {
    const facts = factsOf(
      'function f() {\n  while (true) {\n    if (a) {\n      for (const x of list()) {\n        if (b) go(x, () => later());\n      }\n    }\n  }\n}',
    );
    expect(facts.loops).toMatchObject([
      { kind: 'infinite', test: 'true' },
      { kind: 'for-each', test: 'const x of list()', parent: 0, branch: 0 },
    ]);
    expect(facts.branches[1]).toMatchObject({ parent: 0, loop: 1 });
    expect(one(facts.calls, (c) => c.name === 'list')).toMatchObject({ loop: 0, branch: 0 });
    expect(one(facts.calls, (c) => c.name === 'go')).toMatchObject({ loop: 1, branch: 1 });
    const later = one(facts.calls, (c) => c.name === 'later');
    expect([later.loop, later.branch]).toEqual([undefined, undefined]);
  });

  it('tells the loops apart', () => {
    const facts = factsOf(
      'while (more()) {}\ndo { x(); } while (y < 3);\nfor (let i = 0; i < 9; i++) {}\nfor (;;) {}\nfor (const k in o) {}',
    );
    expect(facts.loops.map((l) => l.kind)).toEqual(['while', 'do', 'for', 'infinite', 'for-each']);
    expect(facts.loops[2]).toMatchObject({ test: 'i < 9', idents: ['i'], literals: ['9'] });
    expect(one(facts.calls, (c) => c.name === 'more').loop).toBe(0);
  });

  it('records assignments and the variables a function declares', () => {
    const facts = factsOf(
      'function f() {\n  let n = limit ?? 3;\n  this.turns += 1;\n  usage[k] = x.y;\n  n++;\n  cache ??= {};\n}',
    );
    expect(facts.assignments.map((a) => [a.target, a.op, a.kind])).toEqual([
      ['n', '=', 'binary'],
      ['this.turns', '+=', 'number'],
      ['usage[]', '=', 'reference'],
      ['n', '++', 'none'],
      ['cache', '??=', 'object'],
    ]);
    expect(facts.assignments[2]?.idents).toEqual(['x', 'y']);
  });

  it('records what leaves a function', () => {
    const facts = factsOf(
      'function* f() {\n  yield { type: "start" };\n  return await done(1);\n}\nconst g = () => ({ ok: true });\nprocess.exit(2);',
    );
    expect(facts.exits).toMatchObject([
      { kind: 'yield', value: 'object', object: 0 },
      { kind: 'return', value: 'call', callee: 'done' },
      { kind: 'return', value: 'object', object: 1, fn: 2 },
      { kind: 'exit', text: '2', fn: 0 },
    ]);
  });
});
