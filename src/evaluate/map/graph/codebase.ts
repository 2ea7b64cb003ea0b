// The facts as a graph that judges ask. Built once per run from Facts alone, so a replay sees exactly the same graph.
import type {
  BranchFact,
  CallNode,
  Codebase,
  DocumentFacts,
  Evidence,
  Facts,
  FileFacts,
  FunctionNode,
  Guard,
  ObjectNode,
  Site,
  TypeNode,
  ValueNode,
} from '../../../contracts.js';
import { askedBy } from './asked.js';
import { resolveNamedCall } from './by-name.js';
import { dropDeadCalls } from './dead-arms.js';
import { joinBuses, walk } from './delivery.js';
import { createResolver, type Resolver } from './exports.js';
import { guardsOf } from './guards.js';
import { indexHandlers, indexTypedObjects } from './handlers.js';
import { indexHeld, resolveHeldCall } from './held.js';
import { type Node, nodesOf } from './nodes.js';
import { resolveCall, resolveMention, resolveParameterCall } from './resolve.js';
import { joinEvents, joinQueues, QUEUE_REACH } from './sent.js';
import { indexSymbols, type Symbols } from './symbols.js';
import { markWired } from './wiring.js';

const DEFAULT_DEPTH = 12;

/** Everything of the target, before a scope is chosen. */
export interface Graph {
  facts: Facts;
  nodes: Map<string, Node[]>;
  symbols: Symbols;
}

/** Builds nodes, resolves calls and marks what entry points reach. */
export function buildGraph(facts: Facts): Graph {
  const nodes = new Map(facts.files.map((file) => [file.path, nodesOf(file)]));
  dropDeadCalls(facts.files, nodes);
  const symbols = indexSymbols(facts.files, nodes);
  const resolver = createResolver(symbols, facts.files);
  const all = [...nodes.values()].flat();
  for (const node of all) indexHandlers(resolver, node);
  for (const file of facts.files) indexTypedObjects(resolver, file, nodes.get(file.path)?.[0] as Node);
  for (const node of all) for (const call of node.calls) resolveCall(resolver, call);
  for (const node of all) link(resolver, node);
  for (const node of all) for (const callee of node.callees) callee.callers.push(node);
  for (const node of all) for (const call of node.calls) resolveParameterCall(resolver, call);
  for (const node of all) indexHeld(resolver, node);
  for (const node of all) for (const call of node.calls) resolveHeldCall(resolver, call);
  for (const node of all) for (const call of node.calls) resolveNamedCall(resolver, call);
  joinEvents(resolver, all);
  for (const node of all) linkLate(node);
  joinBuses(all);
  joinQueues(all, (from) => new Set(walk([from], QUEUE_REACH, (n) => n.callees).keys()));
  for (const node of all) linkLate(node);
  markWired(symbols, nodes, facts.packages);
  return { facts, nodes, symbols };
}

/** Calls, callbacks given to calls, and closures it defines are callees; other functions it names are mentioned. A function under a key runs when that key is called, not when the object is made. */
function link(resolver: Resolver, node: Node): void {
  const callees = new Set<FunctionNode>(node.calls.flatMap((c) => c.targets));
  for (const child of node.children) if (child.fact.kind === 'closure' && !(child as Node).keyed) callees.add(child);
  const mentioned = new Set<FunctionNode>();
  for (const callback of callbacks(node)) callees.add(callback);
  for (const call of node.calls) {
    for (const arg of call.fact.args)
      if (arg.kind === 'reference') for (const t of resolveMention(resolver, node, arg.text)) callees.add(t);
  }
  for (const object of node.objects) {
    for (const key of object.keys)
      if (key.kind === 'reference') for (const t of resolveMention(resolver, node, key.text)) mentioned.add(t);
  }
  for (const a of node.assignments)
    if (a.kind === 'reference') for (const t of resolveMention(resolver, node, a.text)) mentioned.add(t);
  for (const e of node.exits)
    if (e.value === 'reference') for (const t of resolveMention(resolver, node, e.text)) mentioned.add(t);
  callees.delete(node);
  node.callees = [...callees];
  node.mentioned = [...mentioned];
}

/** `streamText({ onFinish: async () => … })`: functions in the options of a call that leaves the code are called by it. */
function callbacks(node: Node): FunctionNode[] {
  const left = new Set(node.calls.filter((c) => c.targets.length === 0).map((c) => c.fact.line));
  return node.objects.flatMap((object) => {
    if (object.context !== 'argument' || object.call === undefined) return [];
    const call = node.file.calls[object.call];
    if (call === undefined || !left.has(call.line)) return [];
    return object.keys.flatMap((k) => (k.fn === undefined ? [] : node.children.filter((c) => c.index === k.fn)));
  });
}

/** Targets found through parameters join the edges. */
function linkLate(node: Node): void {
  const known = new Set(node.callees);
  for (const target of node.calls.flatMap((c) => c.targets)) {
    if (target === node || known.has(target)) continue;
    known.add(target);
    node.callees.push(target);
    target.callers.push(node);
  }
}

/** The graph, seen through a scope. */
export class ScopedCodebase implements Codebase {
  readonly facts: Facts;
  readonly functions: FunctionNode[] = [];
  readonly tests: FunctionNode[] = [];
  readonly types: TypeNode[] = [];
  readonly values: ValueNode[] = [];
  readonly objects: ObjectNode[] = [];
  readonly calls: CallNode[] = [];
  readonly documents: DocumentFacts[];
  readonly #graph: Graph;
  readonly #byId = new Map<string, Node>();
  readonly #mentions: Map<string, Site[]>;

  /** `inScope` decides by file; only files of role `source` can be in scope as product code. */
  constructor(graph: Graph, inScope: (file: FileFacts) => boolean) {
    this.#graph = graph;
    this.facts = graph.facts;
    for (const file of graph.facts.files) this.#addFile(file, inScope(file));
    this.documents = graph.facts.documents;
    this.#mentions = this.#indexMentions();
    this.#addDeclarations();
  }

  function(id: string): FunctionNode | undefined {
    return this.#byId.get(id);
  }

  at(file: string, line: number): FunctionNode | undefined {
    const nodes = this.#graph.nodes.get(file) ?? [];
    const holding = nodes.filter((n) => n.fact.line <= line && line <= n.fact.endLine && n.fact.kind !== 'module');
    return holding.sort((a, b) => b.fact.line - a.fact.line || a.fact.endLine - b.fact.endLine)[0] ?? nodes[0];
  }

  site(file: string, line: number): Site {
    const source = this.#graph.symbols.files.get(file) ?? this.facts.documents.find((d) => d.path === file);
    return { file, line, text: source?.excerpts[line] ?? '' };
  }

  evidence(file: string, line: number, note: string): Evidence {
    return { ...this.site(file, line), note };
  }

  reach(from: FunctionNode[], depth = DEFAULT_DEPTH): Map<FunctionNode, FunctionNode[]> {
    return walk(from, depth, (n) => n.callees);
  }

  reachedBy(to: FunctionNode[], depth = DEFAULT_DEPTH): Map<FunctionNode, FunctionNode[]> {
    return walk(to, depth, (n) => n.callers);
  }

  guards(fn: FunctionNode, line: number): Guard[] {
    return guardsOf(fn, line);
  }

  asked(fn: FunctionNode, branch: BranchFact): CallNode[] {
    return askedBy(fn, branch);
  }

  references(name: string): Site[] {
    return this.#mentions.get(name) ?? [];
  }

  #addFile(file: FileFacts, inScope: boolean): void {
    for (const node of this.#graph.nodes.get(file.path) ?? []) {
      this.#byId.set(node.id, node);
      node.inScope = inScope && file.role === 'source' && !node.fact.inTest;
      if (node.inScope) {
        this.functions.push(node);
        this.calls.push(...node.calls);
      } else if (node.fact.inTest) this.tests.push(node);
    }
  }

  /** Where product code names something: first function of each file that does. */
  #indexMentions(): Map<string, Site[]> {
    const mentions = new Map<string, Site[]>();
    for (const fn of this.functions) {
      for (const name of fn.fact.idents) {
        const sites = mentions.get(name) ?? [];
        if (sites.length === 0) mentions.set(name, sites);
        if (sites.at(-1)?.file !== fn.file.path) sites.push(this.site(fn.file.path, fn.fact.line));
      }
    }
    return mentions;
  }

  #addDeclarations(): void {
    for (const file of this.facts.files) {
      const nodes = this.#graph.nodes.get(file.path) ?? [];
      const inScope = nodes[0]?.inScope ?? false;
      if (!inScope) continue;
      for (const fact of file.types) if (!fact.inTest) this.types.push(this.#type(file, fact));
      for (const fact of file.values)
        if (!fact.inTest) this.values.push({ file, fact, inScope, used: this.#used(fact.name) });
      for (const fact of file.objects) {
        const fn = nodes[fact.fn];
        if (fn?.inScope) this.objects.push({ file, fact, fn, inScope });
      }
    }
  }

  #type(file: FileFacts, fact: TypeNode['fact']): TypeNode {
    const methods = [...(this.#graph.symbols.methods.get(fact.name)?.values() ?? [])].flat();
    return {
      file,
      fact,
      inScope: true,
      used: this.#used(fact.name),
      methods: methods.filter((m) => m.file.package === file.package),
    };
  }

  #used(name: string): boolean {
    return this.#mentions.has(name);
  }
}
