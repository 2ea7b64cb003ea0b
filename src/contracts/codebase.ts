// What a judge sees: the facts as a graph, built in memory from Facts alone, and the map.
import type {
  AssignmentFact,
  BranchFact,
  CallFact,
  DocumentFacts,
  ExitFact,
  Facts,
  FileFacts,
  FunctionFact,
  LoopFact,
  ObjectFact,
  StringFact,
  TypeFact,
  ValueFact,
} from './facts.js';
import type { FunctionId, HarnessMap, Site } from './map.js';
import type { Evidence } from './verdict.js';

/** A function with everything that stands directly in its body (closures have nodes of their own). */
export interface FunctionNode {
  id: FunctionId;
  file: FileFacts;
  index: number;
  fact: FunctionFact;
  parent?: FunctionNode;
  /** Functions defined inside it. */
  children: FunctionNode[];
  calls: CallNode[];
  branches: BranchFact[];
  loops: LoopFact[];
  assignments: AssignmentFact[];
  exits: ExitFact[];
  strings: StringFact[];
  objects: ObjectFact[];
  /** Functions it calls, as far as calls resolve, and the closures it defines. Approximate: see `CallNode.targets`. */
  callees: FunctionNode[];
  callers: FunctionNode[];
  /** Product code inside the judged scope: neither test, example, docs, generated nor vendored. */
  inScope: boolean;
  /** Reached from an entry point. */
  wired: boolean;
  /** Lowercase sub-words of its name, owner and identifiers. */
  words: ReadonlySet<string>;
}

export interface CallNode {
  fact: CallFact;
  fn: FunctionNode;
  /**
   * Functions it may run, by name resolution: own file, imports, `this`, receiver types, then a method name that few
   * types of the scope share. Empty for calls that leave the code.
   */
  targets: FunctionNode[];
  /** The targets share no more than the method's name with the call. */
  guessed?: boolean;
  /** It sends an event: the targets are those who listen, and what they do is no doing of the sender. */
  delivers?: boolean;
  /** Outside module the callee comes from, when an import tells: 'openai', 'node:fs', 'subprocess'. */
  module?: string;
  /** The name it has there, when the import renames it. */
  imported?: string;
}

export interface TypeNode {
  file: FileFacts;
  fact: TypeFact;
  inScope: boolean;
  /** Some other place of reachable product code names it. */
  used: boolean;
  methods: FunctionNode[];
}

export interface ValueNode {
  file: FileFacts;
  fact: ValueFact;
  inScope: boolean;
  used: boolean;
}

export interface ObjectNode {
  file: FileFacts;
  fact: ObjectFact;
  fn: FunctionNode;
  inScope: boolean;
}

/** A branch that must hold (or must not have left) for a later line of the same function to run. */
export interface Guard {
  branch: BranchFact;
  fn: FunctionNode;
  /** `inside`: the line is in the arm; `early-exit`: the arm leaves the function or loop turn before the line. */
  how: 'inside' | 'early-exit';
}

/**
 * Facts as a graph. Lists without a prefix hold product code in the judged scope only; `tests` holds test code.
 * Order: by file path, then line.
 */
export interface Codebase {
  facts: Facts;
  functions: FunctionNode[];
  types: TypeNode[];
  values: ValueNode[];
  objects: ObjectNode[];
  calls: CallNode[];
  /** Test functions and test files' functions that belong to the scope. */
  tests: FunctionNode[];
  /** Documents of the scope's packages and of the repository root. */
  documents: DocumentFacts[];
  /** Any function of the facts, in scope or not. */
  function(id: FunctionId): FunctionNode | undefined;
  /** Innermost function that holds the line. */
  at(file: string, line: number): FunctionNode | undefined;
  site(file: string, line: number): Site;
  evidence(file: string, line: number, note: string): Evidence;
  /** Functions reached by calls from `from` within `depth` steps (default 12), each with the path that leads to it. */
  reach(from: FunctionNode[], depth?: number): Map<FunctionNode, FunctionNode[]>;
  /** Functions from which one of `to` is reached. */
  reachedBy(to: FunctionNode[], depth?: number): Map<FunctionNode, FunctionNode[]>;
  /** Conditions on the way to a line of a function, innermost first. */
  guards(fn: FunctionNode, line: number): Guard[];
  /** Calls whose answer a condition of the function turns on. */
  asked(fn: FunctionNode, branch: BranchFact): CallNode[];
  /** Files that use the name: imports it, or mentions it after being reached by import. */
  references(name: string): Site[];
}

/** What a criterion is judged on. It must be a pure function of this. */
export interface JudgeContext {
  code: Codebase;
  map: HarnessMap;
  /** Functions on the agent loop's path: the loop, what it calls, and what calls it within the scope. */
  path: {
    loops: FunctionNode[];
    /** Reached from a loop. */
    from: ReadonlyMap<FunctionNode, FunctionNode[]>;
    /** Reaches a loop. */
    to: ReadonlyMap<FunctionNode, FunctionNode[]>;
    dispatches: FunctionNode[];
    /** Reached from a dispatch site: where tools run. */
    tools: ReadonlyMap<FunctionNode, FunctionNode[]>;
  };
}
