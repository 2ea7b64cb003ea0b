// Methods under names made at run time: what such a call may run.
import { describe, expect, it } from 'vitest';
import { snippet } from '../../support/snippet.js';

async function targetsIn(path: string, text: string, name = 'take'): Promise<string[]> {
  const { code } = await snippet(path, text);
  const fn = code.functions.find((f) => f.fact.name === name);
  return [...new Set((fn?.calls ?? []).flatMap((c) => c.targets.map((t) => t.fact.name)))].sort();
}

describe('a method under a name made at run time', () => {
  it('in Python: the fixed part of the name, on the type and on those that extend it', async () => {
    const text = `
class Body:
    def take(self, order):
        work = getattr(self, f"carry_{order.kind}", None)
        return work(order)
    def carry_stone(self, order): ...
    def rest(self, order): ...
class Arm(Body):
    def carry_water(self, order): ...
`;
    expect(await targetsIn('a.py', text)).toEqual(['carry_stone', 'carry_water']);
    const inPlace = text.replace(/work = (.*), None\)\n\s+return work/, "return getattr(self, 'carry_' + order.kind)");
    expect(await targetsIn('a.py', inPlace)).toEqual(['carry_stone', 'carry_water']);
  });

  it('in Python: what the methods take, where the whole name is a value', async () => {
    const text = `
class Order: ...
class Stone(Order): ...
class Water(Order): ...
class Body:
    def take(self, order: Order):
        return getattr(self, order.kind)(order)
    def stone(self, o: Stone): ...
    def water(self, o: Water): ...
    def rest(self, hours: int): ...
`;
    expect(await targetsIn('a.py', text)).toEqual(['stone', 'water']);
  });

  it('in Python: the kinds an enum names, where nothing is typed', async () => {
    const text = `
from enum import Enum
class Kind(str, Enum):
    STONE = "stone"
    WATER = "water"
class Body:
    def take(self, order):
        return getattr(self, order.kind)(order)
    def stone(self, o): ...
    def water(self, o): ...
    def rest(self, o): ...
`;
    expect(await targetsIn('a.py', text)).toEqual(['stone', 'water']);
  });

  it('in TypeScript: a template, a joined name', async () => {
    const text = `
class Body {
  take(order: Order) { return this[\`carry_\${order.kind}\`](order); }
  carry_stone(o: Order) {}
  carry_water(o: Order) {}
  rest() {}
}`;
    expect(await targetsIn('a.ts', text)).toEqual(['carry_stone', 'carry_water']);
    const joined = text.replace(/return .*;/, "const m = 'carry_' + order.kind; return this[m](order);");
    expect(await targetsIn('a.ts', joined)).toEqual(['carry_stone', 'carry_water']);
  });

  it('says nothing of one attribute of another object', async () => {
    const text = `
class Body:
    def take(self, order):
        return getattr(order, "kind_" + order.name)(order)
    def kind_a(self, o): ...
    def kind_b(self, o): ...
`;
    expect(await targetsIn('a.py', text)).toEqual([]);
  });
});
