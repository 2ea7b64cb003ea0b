// The seams a new language or framework is added at.
import type { FileFacts, ImportFact, Language, PackageFacts, Role } from './facts.js';

export interface SourceInput {
  path: string;
  role: Role;
  package: string;
  text: string;
}

/** What import resolution may look at: the analysed files and packages. */
export interface ModuleIndex {
  /** All code paths, posix, relative to the target. */
  paths: ReadonlySet<string>;
  packages: PackageFacts[];
  /** Directory → its code paths. */
  byDirectory: ReadonlyMap<string, string[]>;
  /** Language-specific hints from manifests: Go module path → root, TypeScript path aliases, Python source roots. */
  aliases: ReadonlyMap<string, string>;
}

export interface FrontEnd {
  id: Language;
  /** With the dot: '.ts'. */
  extensions: string[];
  /** Loads the parser once; `extract` is then synchronous and keeps nothing of a file after it returns. */
  open(): Promise<Extractor>;
  resolve(imported: ImportFact, file: FileFacts, index: ModuleIndex): string[];
}

export interface Extractor {
  /** Never throws on bad source: what does not parse goes into `problems`. */
  extract(source: SourceInput): FileFacts;
  close(): void;
}

/**
 * A call by its dotted callee: `suffix` matches the end of the path on segment borders ('messages.create').
 */
export interface CallPattern {
  suffix: string;
  isNew?: boolean;
  /** The call must come from one of the framework's modules, not merely be named so. Default true. */
  fromModule?: boolean;
  /** Only when the call carries one of these options or keyword arguments. */
  withOption?: string[];
}

/** An SDK or agent framework, as data. Sources: its public documentation. */
export interface Framework {
  id: string;
  title: string;
  languages: Language[];
  /** Import specifiers; 'x' also matches 'x/y', 'x.y' and 'x::y'. */
  modules: string[];
  /** One request to a model. */
  requests?: CallPattern[];
  /** Runs the whole agent loop inside the framework. */
  loops?: CallPattern[];
  /** State graphs whose nodes form the loop. */
  graphs?: CallPattern[];
  /** Declares a tool: a call, decorator or base class. */
  tools?: { calls?: CallPattern[]; decorators?: string[]; bases?: string[] };
  /** Runs the tools the model asked for: 'ToolNode'. */
  dispatches?: CallPattern[];
  /** Validates tool arguments against the schema by itself. */
  validatesInput?: boolean;
  /** Asks before a tool runs. */
  gates?: CallPattern[];
  /** Options that make it ask before a tool runs, or allow only some: 'canUseTool', 'needsApproval'. */
  gateOptions?: string[];
  /** Saves state: checkpointers, sessions. `durable` says whether it outlives the process. */
  stores?: (CallPattern & { durable: boolean })[];
  /** Options that limit a run: 'maxSteps', 'recursion_limit'. */
  limits?: string[];
  /** Connects to MCP servers, or is one. */
  mcp?: { client?: CallPattern[]; server?: CallPattern[] };
  /** Traces or exports telemetry. */
  telemetry?: CallPattern[];
  /** Calls that hand a stream of typed events about the run to a watcher, with the events of that published set. */
  streams?: {
    name: string;
    calls: CallPattern[];
    /** `metadata`: carries what the code adds to the message. */
    events: { name: string; keys: string[]; metadata?: boolean }[];
  }[];
  /** Sub-agents or hand-offs. */
  agents?: CallPattern[];
}

/** One output format. */
export interface Reporter {
  id: string;
  title: string;
  render(report: import('./report.js').Report, options: RenderOptions): string;
}

export interface RenderOptions {
  /** Columns available; reporters that wrap text keep within it. */
  width: number;
  color: boolean;
  /** Findings below this severity are left out of human-readable formats (the JSON keeps all). */
  minSeverity: import('./report.js').Severity;
}
