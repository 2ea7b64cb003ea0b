// Which tool stands for which capability: spelling does not matter, likeness does, and nothing hides behind it.
import { describe, expect, test } from 'vitest';
import type { DesignCapability, EffectClass, Tool } from '../../src/contracts.js';
import { matchTools } from '../../src/evaluate/design-match.js';

const site = { file: 'src/tools.ts', line: 1, text: '' };
const tool = (name: string, ...classes: EffectClass[]): Tool => ({
  name,
  site,
  how: 'object',
  hasDescription: true,
  hasSchema: true,
  keys: [],
  effects: classes.map((one) => ({ class: one, site, path: [] })),
  gated: 'unknown',
});
const ALLOWS: Record<string, EffectClass[]> = {
  read: ['read', 'network', 'database'],
  spend: ['read', 'network', 'database', 'spend'],
  execute: ['read', 'write', 'network', 'shell', 'eval'],
};
const capability = (name: string, does: string, effect: 'read' | 'spend' | 'execute') =>
  ({ name, does, effect, allows: ALLOWS[effect] }) as DesignCapability;
const refund = capability('refund_order', 'refunds an order', 'spend');
const look = capability('look_up_order', 'reads one order of the customer', 'read');
const shell = capability('run_command', 'runs a command in the repository', 'execute');
const pairs = (tools: Tool[], capabilities: DesignCapability[]) =>
  matchTools(tools, capabilities).map((match) => [match.tool.name, match.capability.name, match.because !== undefined]);

describe('a tool is the capability', () => {
  test.each(['refundOrder', 'refund-order', 'RefundOrderTool', 'refund_order_tool', 'RefundOrder'])(
    'whose name is spelt %s',
    (name) => {
      expect(pairs([tool(name, 'shell')], [refund, look])).toEqual([[name, 'refund_order', false]]);
    },
  );

  test('that speaks of the same and does no more', () => {
    expect(pairs([tool('customer_order_lookup', 'database')], [look, shell])).toEqual([
      ['customer_order_lookup', 'look_up_order', true],
    ]);
  });

  test('that is the only shell', () => {
    expect(pairs([tool('bash', 'shell'), tool('look_up_order')], [look, shell])).toEqual([
      ['look_up_order', 'look_up_order', false],
      ['bash', 'run_command', true],
    ]);
  });
});

describe('a tool is not the capability', () => {
  test.each([
    ['that can do more', tool('order_refunds', 'spend', 'shell'), [refund]],
    ['that does something milder', tool('order_refunds', 'read'), [refund]],
    ['that shares a word and was not seen at work', tool('delete_order'), [look]],
    ['that could as well be another one', tool('orders', 'database'), [look, capability('list_order', 'x', 'read')]],
    ['that is one of two shells', tool('bash', 'shell'), [shell, capability('run_tests', 'runs tests', 'execute')]],
  ])('%s', (_, one, capabilities) => {
    expect(pairs([one], capabilities)).toEqual([]);
  });
});
