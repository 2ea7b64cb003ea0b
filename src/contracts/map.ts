// The harness found in the facts: where it calls a model, loops, dispatches tools, and what stands on those paths.
import type { Language } from './facts.js';

/** A place in the target, with the text of its line. `text` is empty only when the line is blank. */
export interface Site {
  file: string;
  line: number;
  text: string;
}

/** `file#name@line`: names one function of the facts. */
export type FunctionId = string;

/** What a tool can do at the end of its calls. */
export type EffectClass =
  | 'shell'
  | 'eval'
  | 'write'
  | 'delete'
  | 'read'
  | 'network'
  | 'database'
  | 'message'
  | 'spend'
  | 'spawn';

export interface ModelCall {
  site: Site;
  fn: FunctionId;
  /** Provider or framework id, or 'http'. */
  via: string;
  /** `request`: one completion. `loop`: the framework runs the whole agent loop behind this call. */
  kind: 'request' | 'loop';
  /** The only address its file names is on the machine itself. */
  local?: true;
}

/** A function that calls a model again with what its tools answered. */
export interface AgentLoop {
  site: Site;
  fn: FunctionId;
  /**
   * `loop`: a loop statement; `recursion`: it calls itself; `events`: called once per event, and what it sends brings the
   * next; `framework`: behind a framework call; `graph`: a state graph.
   */
  kind: 'loop' | 'recursion' | 'events' | 'framework' | 'graph';
  /** Call path from the loop to a model call. */
  path: FunctionId[];
  /** 0–1: how much of a loop's anatomy was seen (model call, dispatch, history append, stop condition). */
  confidence: number;
}

/** Where a tool call of the model turns into an invocation. */
export interface Dispatch {
  site: Site;
  fn: FunctionId;
  how: 'lookup' | 'switch' | 'framework' | 'code-execution' | 'direct';
}

export interface Effect {
  class: EffectClass;
  site: Site;
  fn: FunctionId;
  callee: string;
}

/** What a tool does, and the way from the function that runs it. */
export interface ToolEffect {
  class: EffectClass;
  site: Site;
  path: FunctionId[];
  /** The one program that a `shell` effect always starts: the model gives it arguments, never a command. */
  program?: string;
}

/** A tool the model can ask for. */
export interface Tool {
  name: string;
  site: Site;
  how: 'object' | 'class' | 'call' | 'decorator' | 'struct' | 'prompt' | 'mcp';
  hasDescription: boolean;
  hasSchema: boolean;
  /** Keys or fields of the declaration, as written. */
  keys: string[];
  /** Function that runs it, when it was found. */
  run?: FunctionId;
  effects: ToolEffect[];
  /** Does a decision stand before its effects? After a review, as the accepted verdict on the gate leaves it. */
  gated: 'always' | 'sometimes' | 'never' | 'unknown' | 'not-needed';
  /** Where running it starts an agent again. */
  starts?: { site: Site; fn: FunctionId };
}

/** A decision that can say no, on a path from the model's wish to an effect. */
export interface Gate {
  site: Site;
  fn: FunctionId;
  /**
   * `ask`: a person or client is asked; `policy`: rules or classes decide; `check`: a hard-coded test refuses;
   * `framework`: the framework's own; `hook`: left to whoever registers, so nothing refuses by default.
   */
  kind: 'ask' | 'policy' | 'check' | 'framework' | 'hook';
  /** It stands between the dispatch site and an effect. */
  onPath: boolean;
  /** What lets calls through: a bypass mode or a default that turns it off. */
  bypass?: Site;
}

/** Something written to or read from lasting storage. */
export interface Store {
  site: Site;
  fn: FunctionId;
  holds: 'session' | 'state' | 'log' | 'audit' | 'memory' | 'config' | 'output' | 'unknown';
  op: 'append' | 'overwrite' | 'rename' | 'insert' | 'read';
  medium: 'file' | 'database' | 'checkpointer' | 'remote';
  /** Written while a run goes on: reachable from the loop. */
  duringRun: boolean;
  /** Names of what is stored, as far as the data could be followed: keys of objects, members of types. */
  carries: { name: string; site: Site }[];
}

/**
 * A family of events, and where they are sent from. `union`, `enum` and `classes` are declared closed sets;
 * `callbacks`: an interface of handlers (onToolStart, on_tool_end); `untyped`: names only the literals know.
 */
export interface EventType {
  name: string;
  site: Site;
  kind: 'union' | 'enum' | 'classes' | 'callbacks' | 'untyped';
  variants: string[];
  /** Sent on the path of the loop to whoever listens: given to a callback, emitter, channel or queue, or yielded. */
  emitted: Emission[];
}

/** One event leaving a function. */
export interface Emission extends Site {
  fn: FunctionId;
  variant: string;
  /** What the event carries: keys of the literal and fields of the declared variant. */
  keys: string[];
  /** The line sends one of several members; that this is the one follows from a declared type only. */
  guessed?: true;
}

/** A place that leaves a record of what the system does, apart from the transcript. */
export interface LogSink {
  site: Site;
  fn: FunctionId;
  /** `logger`: a logging library; `telemetry`: spans, metrics, usage events; `file` and `database`: an own writer. */
  kind: 'logger' | 'telemetry' | 'file' | 'console' | 'database';
  /** The record is data (fields, an object), not a sentence. */
  structured: boolean;
  /** Message, event name and field names of the record, as written; empty when it passes on what it is given. */
  says: string[];
  /** `record`: one record is left; `writer`: an own function that puts records away; `set-up`: a destination is attached. */
  role: 'record' | 'writer' | 'set-up';
  /** Something makes the object that writes; false for a writer that nobody creates. */
  attached: boolean;
}

export interface Budget {
  site: Site;
  fn: FunctionId;
  of: 'turns' | 'tokens' | 'cost' | 'time' | 'calls' | 'context';
  /** Checked inside the loop or on its path, and leaves it. */
  stops: boolean;
  /** A limit is in force without the user setting one. */
  byDefault: boolean;
}

/** A named kind of agent, or a mode of the one agent. */
export interface AgentType {
  name: string;
  site: Site;
  /** Keys or members of its declaration, as written. */
  keys: string[];
  /**
   * `table`: a row of a record; `object`: a declaration of its own; `class`: a class that runs the loop; `arm`: an arm of
   * a switch over agent types; `role` and `mode`: a member of a closed set; `node`: a node of a graph that asks a model.
   */
  how: 'table' | 'object' | 'class' | 'arm' | 'role' | 'mode' | 'node';
  /** Name of the table, enum, base class or function it belongs to. */
  group: string;
  /** The field in which it lists tools of the harness by name. */
  tools?: { field: string; site: Site };
}

/** What a user can start. `compared`: only the condition that compares the input knows it. */
export interface UserCommand {
  name: string;
  site: Site;
  how: 'table' | 'framework' | 'compared';
}

/** What the harness can do; drives severity and applicability. */
export interface Capabilities {
  shell: boolean;
  fileWrite: boolean;
  network: boolean;
  database: boolean;
  message: boolean;
  spend: boolean;
  codeExecution: boolean;
  subagents: boolean;
  mcp: boolean;
  plugins: boolean;
}

/** The harness of a repository, as far as it was found. Lists are sorted by file and line. */
export interface HarnessMap {
  found: boolean;
  /** 'agent', 'agent-library', 'workflow' (code calls the model in a fixed order and offers it no tools), 'mcp-server', 'none'. */
  kind: 'agent' | 'agent-library' | 'workflow' | 'mcp-server' | 'none';
  /** One line: language, how it loops, what it can do. */
  shape: string;
  /** Package roots judged as the harness ('' is the whole repository), and why these. */
  scope: { root: string; why: string }[];
  languages: Language[];
  frameworks: string[];
  capabilities: Capabilities;
  modelCalls: ModelCall[];
  loops: AgentLoop[];
  dispatches: Dispatch[];
  tools: Tool[];
  effects: Effect[];
  gates: Gate[];
  stores: Store[];
  events: EventType[];
  logs: LogSink[];
  budgets: Budget[];
  agentTypes: AgentType[];
  commands: UserCommand[];
  /** What the map could not follow: dynamic dispatch, unresolved calls, missing languages. */
  unseen: { what: string; why: string; site?: Site }[];
  /** What was looked for, in the words of the report, when nothing was found. */
  lookedFor: string[];
}
