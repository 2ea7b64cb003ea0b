// Work that is handed over without a call: events by their names, and queues or channels that an object keeps between the
// method that puts work in and the one that takes it out.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import { literally } from '../../../words.js';
import type { Resolver } from './exports.js';
import { isSelf, ownerOf } from './local-types.js';
import type { Node } from './nodes.js';
import { functionsOf } from './passed.js';
import { push } from './symbols.js';

const LISTENS =
  /^(on|once|addListener|addEventListener|subscribe|add_listener|add_handler|register_handler|connect|handle)$/;
const EMITS = /^(emit|publish|trigger|fire|dispatch|dispatchEvent|notify|emit_async|publish_async)$/;
/** Events of streams, sockets and processes: everybody's. */
const COMMON =
  /^(data|error|end|close|exit|message|connection|connect|disconnect|request|response|open|finish|drain|line|abort|change|input|keypress|resize|SIG[A-Z]+|\*|change|click|submit|ready)$/;
/** An event with more listeners is told to the whole program. */
const MOST_LISTENERS = 6;

/** Joins each event that is sent to those who listen to its name. */
export function joinEvents(resolver: Resolver, nodes: readonly Node[]): void {
  const listeners = new Map<string, FunctionNode[]>();
  for (const node of nodes)
    for (const { fact } of node.calls) {
      const name = LISTENS.test(fact.name) && fact.receiver !== '' ? eventOf(fact) : undefined;
      const given = name === undefined ? undefined : fact.args.at(-1);
      if (name === undefined || given === undefined || node.fact.inTest) continue;
      for (const fn of functionsOf(resolver, node, given)) push(listeners, name, fn);
    }
  for (const node of nodes)
    for (const call of node.calls) {
      const name = EMITS.test(call.fact.name) ? eventOf(call.fact) : undefined;
      const found = (name === undefined ? undefined : listeners.get(name)) ?? [];
      if (found.length === 0 || found.length > MOST_LISTENERS) continue;
      join(call, found);
      if (call.targets.every((t) => found.includes(t))) call.delivers = true;
    }
}

/** A literal or a constant path as first argument, beside something else. */
function eventOf({ args }: CallNode['fact']): string | undefined {
  const [first] = args;
  if (first === undefined || first.fn !== undefined) return undefined;
  if (first.kind === 'string') return COMMON.test(first.text) ? undefined : first.text;
  return first.kind === 'reference' && /^[A-Z]\w*(\.|::)\w+/.test(first.text) ? first.text : undefined;
}

export const PUTS =
  /^(put|put_nowait|send|push|enqueue|add|append|appendleft|try_send|blocking_send|<-|write|offer|submit)$/;
const TAKES = 'get|get_nowait|recv|recv_async|receive|shift|pop|popleft|dequeue|take|next|poll';
const QUEUE = /queue|chan|jobs|inbox|mailbox|pending|requests|tasks|work|sender|receiver|^tx|^rx/i;
const NEAR = 6;

/** Joins what puts work into a queue of the object to the method of it that takes work out, in a loop. */
export function joinQueues(nodes: readonly Node[], reach: (from: FunctionNode) => ReadonlySet<FunctionNode>): void {
  const byOwner = new Map<string, Node[]>();
  for (const node of nodes) if (node.fact.owner !== undefined) push(byOwner, node.fact.owner, node);
  for (const node of nodes)
    for (const call of node.calls) {
      const field =
        PUTS.test(call.fact.name) && call.targets.length === 0 ? ownField(node, call.fact.receiver) : undefined;
      const owner = ownerOf(node);
      if (field === undefined || owner === undefined) continue;
      if (call.fact.name !== '<-' && !QUEUE.test(field)) continue;
      const takers = (byOwner.get(owner) ?? []).filter((n) => n !== node && takesFrom(n, field));
      const [only, ...more] = takers;
      if (only !== undefined && more.length === 0 && !reach(only).has(node)) join(call, [only]);
    }
}

/** How far the reach of a taker is looked at, so that no ring is made of a question and its answer. */
export const QUEUE_REACH = NEAR;

export function ownField(node: Node, receiver: string): string | undefined {
  const [head = '', field, ...more] = receiver.split('.');
  return field !== undefined && more.length === 0 && isSelf(node, head) ? field : undefined;
}

function takesFrom(node: Node, field: string): boolean {
  const path = `\\b\\w+\\.${literally(field)}`;
  const takes = new RegExp(`<-\\s*${path}\\b|range ${path}\\b|${path}\\.(${TAKES})\\(`);
  const looped = node.loops.length > 0;
  return (
    looped &&
    (node.loops.some((l) => takes.test(l.test) || new RegExp(`(in|of) ${path}$`).test(l.test)) ||
      node.assignments.some((a) => a.loop !== undefined && takes.test(a.text)) ||
      node.branches.some((b) => takes.test(b.test)))
  );
}

function join(call: CallNode, found: FunctionNode[]): void {
  const targets = [...new Set([...call.targets, ...found])].filter((fn) => fn !== call.fn);
  if (targets.length > call.targets.length) Object.assign(call, { targets, guessed: true });
}
