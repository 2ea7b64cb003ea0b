// Turns the flat, indexed facts of each file into function nodes that carry what stands directly in their bodies.
import type {
  AssignmentFact,
  BranchFact,
  CallNode,
  ExitFact,
  FileFacts,
  FunctionFact,
  FunctionNode,
  LoopFact,
  ObjectFact,
  StringFact,
} from '../../../contracts.js';
import { splitWords } from '../../../words.js';

/** Mutable while the graph is built; read-only afterwards through the `FunctionNode` type. */
export class Node implements FunctionNode {
  readonly id: string;
  parent?: FunctionNode;
  readonly children: FunctionNode[] = [];
  readonly calls: CallNode[] = [];
  readonly branches: BranchFact[] = [];
  readonly loops: LoopFact[] = [];
  readonly assignments: AssignmentFact[] = [];
  readonly exits: ExitFact[] = [];
  readonly strings: StringFact[] = [];
  readonly objects: ObjectFact[] = [];
  callees: FunctionNode[] = [];
  callers: FunctionNode[] = [];
  /** Functions it names without calling: handlers in tables, assigned or returned functions. */
  mentioned: FunctionNode[] = [];
  inScope = false;
  wired = false;
  /** Stands under a key of an object literal: called through the object, never by its bare name. */
  keyed = false;
  #words: ReadonlySet<string> | undefined;
  #childrenByName: Map<string, FunctionNode[]> | undefined;
  #assignmentsByTarget: Map<string, AssignmentFact[]> | undefined;

  constructor(
    readonly file: FileFacts,
    readonly index: number,
    readonly fact: FunctionFact,
  ) {
    this.id = `${file.path}#${fact.owner === undefined ? '' : `${fact.owner}.`}${fact.name}@${fact.line}`;
  }

  get words(): ReadonlySet<string> {
    this.#words ??= new Set([this.fact.name, this.fact.owner ?? '', ...this.fact.idents].flatMap(splitWords));
    return this.#words;
  }

  /** Named functions and closures defined inside it; looked up for every call below it. */
  childrenNamed(name: string): FunctionNode[] {
    this.#childrenByName ??= groupBy(this.children, (child) => child.fact.name);
    return this.#childrenByName.get(name) ?? [];
  }

  assignmentsTo(target: string): AssignmentFact[] {
    this.#assignmentsByTarget ??= groupBy(this.assignments, (assignment) => assignment.target);
    return this.#assignmentsByTarget.get(target) ?? [];
  }
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** One node per function of the file, in the order of `file.functions`. */
export function nodesOf(file: FileFacts): Node[] {
  const nodes = file.functions.map((fact, index) => new Node(file, index, fact));
  for (const node of nodes) {
    const parent = node.fact.parent === undefined ? undefined : nodes[node.fact.parent];
    if (parent === undefined) continue;
    node.parent = parent;
    parent.children.push(node);
  }
  for (const key of file.objects.flatMap((o) => o.keys)) {
    const node = key.fn === undefined ? undefined : nodes[key.fn];
    if (node !== undefined) node.keyed = true;
  }
  for (const fact of file.calls) {
    const fn = nodes[fact.fn];
    fn?.calls.push({ fact, fn, targets: [] });
  }
  spread(file.branches, nodes, 'branches');
  spread(file.loops, nodes, 'loops');
  spread(file.assignments, nodes, 'assignments');
  spread(file.exits, nodes, 'exits');
  spread(file.strings, nodes, 'strings');
  spread(file.objects, nodes, 'objects');
  return nodes;
}

type Lists = 'branches' | 'loops' | 'assignments' | 'exits' | 'strings' | 'objects';

function spread<K extends Lists>(facts: Node[K], nodes: Node[], key: K): void {
  for (const fact of facts) (nodes[fact.fn]?.[key] as (typeof fact)[] | undefined)?.push(fact);
}
