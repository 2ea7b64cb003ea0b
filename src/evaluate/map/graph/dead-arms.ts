// `if (VERBOSE) log(…)` under `const VERBOSE = false` never runs: what such an arm calls is no evidence of anything.
import type { FileFacts } from '../../../contracts.js';
import type { Node } from './nodes.js';
import { directory } from './symbols.js';

/** Takes calls out of arms whose condition is a constant of the file that is false; Go's files share a directory's. */
export function dropDeadCalls(files: readonly FileFacts[], nodes: ReadonlyMap<string, Node[]>): void {
  const shared = new Map<string, Set<string>>();
  for (const file of files) {
    const names = file.values
      .filter((v) => v.kind === 'boolean' && /^false$/i.test(v.text) && !v.mutable && v.owner === undefined)
      .map((v) => v.name);
    const scope = scopeOf(file);
    shared.set(scope, new Set([...(shared.get(scope) ?? []), ...names]));
  }
  for (const file of files) {
    const off = shared.get(scopeOf(file));
    if (off === undefined || off.size === 0) continue;
    for (const node of nodes.get(file.path) ?? []) dropIn(node, off);
  }
}

const scopeOf = (file: FileFacts): string => (file.language === 'go' ? directory(file.path) : file.path);

function dropIn(node: Node, off: ReadonlySet<string>): void {
  const dead = node.branches.filter((b) => (b.kind === 'if' || b.kind === 'and') && off.has(b.test.trim()));
  if (dead.length === 0) return;
  const live = node.calls.filter(
    (c) => !dead.some((b) => b.bodyLine <= c.fact.line && c.fact.line <= b.endLine && c.fact.line > b.line),
  );
  node.calls.splice(0, node.calls.length, ...live);
}
