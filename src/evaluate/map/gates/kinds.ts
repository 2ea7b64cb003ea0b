// A gate may look only at some kinds of actions: `isinstance(action, Guarded) and …`, `action instanceof Guarded && …`. It is
// void for a tool whose action is of another kind.
import type { Codebase, Gate, Tool } from '../../../contracts.js';
import { baseName } from '../graph/symbols.js';

const DEPTH = 4;
const ONE_KIND = /^(?:isinstance\(\s*[\w.]+\s*,\s*(?:\w+\.)*(\w+)\s*\)\s+and\b|[\w.]+\s+instanceof\s+(\w+)\s*&&)/;

/** May the gate hold for what the tool is turned into, as far as declared types tell? */
export function concerns(code: Codebase, gate: Gate, tool: Tool): boolean {
  const fn = code.function(gate.fn);
  const own = fn?.branches.find((b) => b.line === gate.site.line && b.kind === 'if');
  const [, python, script] = own === undefined ? [] : (ONE_KIND.exec(own.test) ?? []);
  const kind = python ?? script;
  const run = tool.run === undefined ? undefined : code.function(tool.run);
  const given = run?.fact.params.flatMap((p) => p.type?.match(/[A-Z]\w*/g) ?? []) ?? [];
  const declared = new Set(code.types.map((t) => t.fact.name));
  const actions = given.filter((name) => declared.has(name));
  if (kind === undefined || !declared.has(kind) || actions.length === 0) return true;
  return actions.some((a) => isBelow(code, a, kind) || isBelow(code, kind, a));
}

function isBelow(code: Codebase, name: string, base: string, depth = DEPTH): boolean {
  if (name === base) return true;
  const bases = code.types.filter((t) => t.fact.name === name).flatMap((t) => t.fact.bases.map(baseName));
  return depth > 0 && bases.some((b) => isBelow(code, b, base, depth - 1));
}
