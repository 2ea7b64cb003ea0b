// Which packages of the target are the harness. In a monorepo it is a program that loops over a model, and the
// workspace packages it is made of; other programs are named, not judged.
import type { EntryFact, FileFacts, HarnessMap, PackageFacts } from '../../contracts.js';
import type { Graph } from './graph/codebase.js';
import { closure } from './graph/wiring.js';

/** How much of a harness a file holds: found before a scope exists, on all product code. */
export interface Weights {
  loops: Map<string, number>;
  tools: Map<string, number>;
  modelCalls: Map<string, number>;
}

export interface Scope {
  chosen: HarnessMap['scope'];
  includes: (file: FileFacts) => boolean;
  /** Roots of programs without a model of their own that carry out what the main one decides. */
  companions: string[];
  /** Other programs that loop over a model. */
  others: { root: string; why: string }[];
}

/** Scope the user named, as folders relative to the target. */
export function namedScope(folders: string[]): Scope {
  const clean = folders.map((f) => f.replace(/^\.\/|\/+$/g, '').replace(/^\.$/, ''));
  const includes = (file: FileFacts): boolean =>
    clean.some((f) => f === '' || file.path === f || file.path.startsWith(`${f}/`));
  return { chosen: clean.map((root) => ({ root, why: 'named with --scope' })), includes, companions: [], others: [] };
}

const isProgram = (entries: EntryFact[]): boolean => entries.some((e) => e.kind === 'bin' || e.kind === 'hosted');

/** The scope by what the packages hold and import. */
export function chooseScope(graph: Graph, weights: Weights): Scope {
  const { packages } = graph.facts;
  if (packages.length <= 1) return whole('the only package');
  const reach = new Map(packages.map((p) => [p.root, packagesOf(graph, p)]));
  const scored = packages
    .map((p) => ({ p, score: scoreOf(graph, p, reach.get(p.root) as Set<string>, weights) }))
    .filter((s) => s.score > 0)
    .sort((a, b) => b.score - a.score || (a.p.root < b.p.root ? -1 : 1));
  const main = programOf(scored, reach) ?? scored[0];
  if (main === undefined) return whole('no package stands out');
  const inside = reach.get(main.p.root) as Set<string>;
  const companions = packages.filter((p) => !inside.has(p.root) && isCompanion(p, inside, reach, weights, main.p));
  for (const c of companions) for (const root of reach.get(c.root) as Set<string>) inside.add(root);
  const chosen = [...inside].sort().map((root) => ({ root, why: why(root, main.p.root, companions) }));
  const others = scored.slice(1).filter((s) => !inside.has(s.p.root) && holds(s.p.root, weights.loops) > 0);
  return {
    chosen,
    includes: (file) => inside.has(file.package),
    companions: companions.map((c) => c.root),
    others: others.map((o) => ({ root: o.p.root, why: 'another program that loops over a model' })),
  };
}

/** A library that holds loop and tools is judged with the program that is built on it, where there is one. */
function programOf(
  scored: { p: PackageFacts }[],
  reach: ReadonlyMap<string, Set<string>>,
): { p: PackageFacts } | undefined {
  const best = scored[0]?.p;
  if (best === undefined || isProgram(best.entries)) return undefined;
  return scored.find(({ p }) => isProgram(p.entries) && reach.get(p.root)?.has(best.root) === true);
}

function whole(why: string): Scope {
  return { chosen: [{ root: '', why }], includes: () => true, companions: [], others: [] };
}

function why(root: string, main: string, companions: PackageFacts[]): string {
  if (root === main) return 'the program that loops over the model';
  return companions.some((c) => c.root === root)
    ? 'a program that shares its packages and carries out its effects'
    : 'used by it';
}

/** Packages whose files the package's own product files import, itself included. */
function packagesOf(graph: Graph, pkg: PackageFacts): Set<string> {
  const starts = graph.facts.files.filter((f) => f.package === pkg.root && f.role === 'source').map((f) => f.path);
  const files = new Set(starts.flatMap((s) => [...closure(graph.symbols, s)]));
  const roots = [...files].flatMap((path) => {
    const file = graph.symbols.files.get(path);
    return file === undefined || file.role !== 'source' ? [] : [file.package];
  });
  return new Set([pkg.root, ...roots]);
}

function holds(root: string, weights: Map<string, number>): number {
  return weights.get(root) ?? 0;
}

/** A program that reaches a loop comes before the library that holds it; among programs, tools, loops and size decide, their own before those of packages they use. */
function scoreOf(graph: Graph, pkg: PackageFacts, reach: Set<string>, weights: Weights): number {
  const sum = (of: Map<string, number>): number => [...reach].reduce((n, root) => n + holds(root, of), 0);
  if (sum(weights.modelCalls) === 0) return 0;
  const own = graph.facts.files
    .filter((f) => f.package === pkg.root && f.role === 'source')
    .reduce((n, f) => n + f.lines, 0);
  const loops = sum(weights.loops) > 0;
  return (
    (loops ? 4 : 0) +
    (loops && isProgram(pkg.entries) ? 8 : 0) +
    Math.min(5, holds(pkg.root, weights.tools) / 2) +
    Math.min(5, sum(weights.tools) / 8) +
    Math.min(4, 2 * holds(pkg.root, weights.loops)) +
    Math.min(5, Math.log10(1 + own))
  );
}

/** A program with no model of its own that shares packages with the main one: the client that carries out effects. */
function isCompanion(
  pkg: PackageFacts,
  inside: Set<string>,
  reach: Map<string, Set<string>>,
  weights: Weights,
  main: PackageFacts,
): boolean {
  const own = reach.get(pkg.root) as Set<string>;
  const shares = [...own].some((root) => root !== pkg.root && root !== main.root && inside.has(root));
  const loops = [...own].some((root) => holds(root, weights.loops) > 0);
  return isProgram(pkg.entries) && shares && !loops && pkg.language === main.language;
}
