// What a language front end says about a file. Plain JSON: no syntax node leaves a front end,
// so judging can be replayed from disk and is the same for every language.

/** A language with a front end. JavaScript (and JSX) counts as `typescript`. */
export type Language = 'typescript' | 'python' | 'rust' | 'go';

/** What a file is for. Only `source` can earn a verdict for the harness; `test` and `ci` feed verification. */
export type Role =
  | 'source'
  | 'test'
  | 'eval'
  | 'example'
  | 'docs'
  | 'prompt'
  | 'agent-config'
  | 'ci'
  | 'manifest'
  | 'config'
  | 'generated'
  | 'vendored';

/** Everything gathered from one target directory. */
export interface Facts {
  schemaVersion: 1;
  target: Target;
  /** Code files with a front end, sorted by path. */
  files: FileFacts[];
  /** Files that are not code but carry evidence: manifests, CI, configuration, prompts, docs. Sorted by path. */
  documents: DocumentFacts[];
  /** Workspace packages, or the one package of a plain repository. Sorted by root. */
  packages: PackageFacts[];
  coverage: Coverage;
}

/** `path` is the target's folder name, never an absolute path; `commit` is read from `.git` when there is one. */
export interface Target {
  path: string;
  commit?: string;
}

/** What was looked at, and what was not and why. Paths are relative to the target. */
export interface Coverage {
  /** Files seen after ignore rules, of any kind. */
  files: number;
  /** Files whose facts were taken. */
  analysed: number;
  /** Files that are neither code of the product nor a document it reads: images, plain text. */
  other?: number;
  skipped: { path: string; why: string }[];
  /** What the analysis knows it cannot see: languages without a front end, files that did not parse. */
  couldNotSee: { what: string; why: string; paths: string[] }[];
}

/** A package manifest's own claims. `root` is '' for the repository root. */
export interface PackageFacts {
  root: string;
  name: string;
  language: Language;
  manifest: string;
  private: boolean;
  dependencies: string[];
  devDependencies: string[];
  scripts: Record<string, string>;
  /** Files where execution starts or that users import, as far as they resolve to source files. */
  entries: EntryFact[];
}

/**
 * Where execution enters the package: a command, the public API, a file that is run, or one that a framework or server
 * runs, which may call whatever it exports.
 */
export interface EntryFact {
  kind: 'bin' | 'export' | 'main' | 'script' | 'hosted';
  name: string;
  file: string;
}

/** The facts of one code file. Arrays refer to each other by index (`fn`, `parent`, `branch`, `loop`). */
export interface FileFacts {
  path: string;
  language: Language;
  role: Role;
  /** Root of the package the file belongs to. */
  package: string;
  /** Number of lines. */
  lines: number;
  /** Parse problems; the rest of the file was still analysed. */
  problems: { line: number; message: string }[];
  imports: ImportFact[];
  types: TypeFact[];
  /** `functions[0]` is the module body, named `<module>`. */
  functions: FunctionFact[];
  values: ValueFact[];
  objects: ObjectFact[];
  calls: CallFact[];
  branches: BranchFact[];
  loops: LoopFact[];
  assignments: AssignmentFact[];
  exits: ExitFact[];
  strings: StringFact[];
  /** Source text (trimmed, at most 160 characters) of every line that a fact starts on, by 1-based line. */
  excerpts: Record<number, string>;
}

/** The sort of expression a value is. `reference` is an identifier or member path. */
export type ValueKind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'regex'
  | 'template'
  | 'array'
  | 'object'
  | 'function'
  | 'call'
  | 'new'
  | 'reference'
  | 'binary'
  | 'other'
  | 'none';

export interface ImportFact {
  line: number;
  /** The specifier as written: './a.js', 'openai', 'pkg.mod', 'crate::a::b', 'github.com/x/y'. */
  from: string;
  /** Imported names and their local aliases; `*` for a namespace, module or glob import. */
  names: { name: string; as: string }[];
  typeOnly: boolean;
  /** Files of the target it resolves to; empty for an outside package. Filled in after all files are read. */
  resolved: string[];
  /** `export ... from`, `pub use`: passes the names on. */
  reexport: boolean;
}

/** A named type: class, struct, interface, trait, enum, union or alias. */
export interface TypeFact {
  name: string;
  kind: 'class' | 'interface' | 'struct' | 'trait' | 'enum' | 'union' | 'alias';
  line: number;
  endLine: number;
  exported: boolean;
  /** Names extended, implemented, embedded or derived from (Rust: traits it implements and derives). */
  bases: string[];
  members: MemberFact[];
  /** Enum members, string-union members, Literal members, or the arms of a union of types. */
  variants: string[];
  /** For a union or enum whose arms are told apart by a property ('type', 'kind'): that property. */
  discriminant?: string;
  decorators: string[];
  inTest: boolean;
}

export interface MemberFact {
  name: string;
  kind: 'field' | 'method' | 'variant';
  line: number;
  /** Declared type as written, at most 120 characters. */
  type?: string;
  optional: boolean;
  /** Literal value of a string, number or boolean initialiser; text of another one, at most 120 characters. */
  value?: string;
  valueKind: ValueKind;
}

export interface ParamFact {
  name: string;
  type?: string;
  default?: string;
  optional: boolean;
}

/** A function, method, closure or the module body. */
export interface FunctionFact {
  /** Own name; for a closure the name it is bound to (variable, property) or `<closure>`. */
  name: string;
  /** Name of the type it is a method of (Rust: the impl's type; Go: the receiver's type). */
  owner?: string;
  /** Go: the name the method gives its receiver, where other languages say `this` or `self`. */
  self?: string;
  /** Rust: the trait of the `impl Trait for Type` block it stands in. */
  trait?: string;
  kind: 'module' | 'function' | 'method' | 'constructor' | 'closure';
  line: number;
  endLine: number;
  params: ParamFact[];
  returns?: string;
  async: boolean;
  generator: boolean;
  exported: boolean;
  decorators: string[];
  /** Enclosing function's index; undefined only for the module body. */
  parent?: number;
  /** For a closure given as an argument: the index of the call it is an argument of. */
  argumentOf?: number;
  /** Inside test code: a test file, a test function, or a `#[cfg(test)]` module. */
  inTest: boolean;
  /** Title of the test case this function is the body of. */
  testTitle?: string;
  /** Distinct identifiers and property names in its own body (closures excluded), at most 400, in order of appearance. */
  idents: string[];
}

/** A module-level or class-level constant or variable. */
export interface ValueFact {
  name: string;
  line: number;
  endLine: number;
  owner?: string;
  type?: string;
  kind: ValueKind;
  /** Initialiser text, at most 120 characters; for strings the value itself, at most 300. */
  text: string;
  /** Literal strings and numbers inside an array, set, tuple or the keys of an object, at most 300. */
  items: string[];
  /** Index into `objects` when the initialiser is an object, dict or struct literal. */
  object?: number;
  /** Callee when kind is `call` or `new`. */
  callee?: string;
  exported: boolean;
  mutable: boolean;
  inTest: boolean;
}

/** An object, dict, struct or keyed composite literal; also Rust `json!({...})`. */
export interface ObjectFact {
  line: number;
  endLine: number;
  fn: number;
  keys: KeyFact[];
  /** Struct or class name for a typed literal (Rust, Go). */
  typeName?: string;
  /** Where it stands: bound to a variable or member, an argument, an element of an array, a property's value, returned. */
  context: 'value' | 'argument' | 'element' | 'property' | 'return' | 'yield' | 'other';
  /** The variable, callee, array or property name that goes with `context`. */
  in?: string;
  /** Enclosing object's index, when it is a value inside one. */
  parent?: number;
  /** Call it is an argument of. */
  call?: number;
}

export interface KeyFact {
  name: string;
  line: number;
  kind: ValueKind;
  /** Value text, at most 120 characters; for strings the value itself, at most 300. */
  text: string;
  /** Function index when the value is an inline function. */
  fn?: number;
  /** Object index when the value is an object literal. */
  object?: number;
  /** Literal strings when the value is an array. */
  items?: string[];
}

export interface ArgFact {
  kind: ValueKind;
  /** At most 120 characters; for strings the value itself, at most 300. */
  text: string;
  /** Keyword name (Python kwargs). */
  name?: string;
  fn?: number;
  object?: number;
}

/** A call, constructor call, or Rust macro call (callee `name!`). */
export interface CallFact {
  line: number;
  endLine: number;
  fn: number;
  /** Dotted path as written, without arguments: `this.client.messages.create`, `fs::write`, `tools[].execute`. */
  callee: string;
  /** Last segment. */
  name: string;
  /** Everything before the last segment; '' when there is none. */
  receiver: string;
  args: ArgFact[];
  isNew: boolean;
  awaited: boolean;
  /** The name the result is bound to, or 'return' / 'yield'. */
  result?: string;
  /** Innermost enclosing branch arm (index into `branches`), if any. */
  branch?: number;
  /** Innermost enclosing loop of the same function, if any. */
  loop?: number;
}

/**
 * One arm that runs under a condition: an if or elif arm, an else, a switch or match case, a ternary arm, the right
 * side of && and ||, a catch block. `test` and its parts describe the condition; `else` arms repeat the test negated.
 */
export interface BranchFact {
  line: number;
  /** Extent of the guarded arm. */
  bodyLine: number;
  endLine: number;
  fn: number;
  kind: 'if' | 'else' | 'case' | 'default' | 'ternary' | 'and' | 'or' | 'catch';
  /** Condition text, at most 160 characters. For a case: the subject and the pattern. */
  test: string;
  idents: string[];
  /** Comparison and logical operators in the test: '>', '>=', '===', '!', 'in', 'is', 'match', ... */
  operators: string[];
  /** Literal strings and numbers in the test. */
  literals: string[];
  /** How the arm's own statements leave it; `none` when it falls through. */
  exit: 'return' | 'throw' | 'break' | 'continue' | 'none';
  parent?: number;
  loop?: number;
}

export interface LoopFact {
  line: number;
  endLine: number;
  fn: number;
  kind: 'while' | 'for' | 'for-each' | 'do' | 'infinite';
  test: string;
  idents: string[];
  literals: string[];
  parent?: number;
  branch?: number;
}

export interface AssignmentFact {
  line: number;
  fn: number;
  /** Dotted target as written: `this.turns`, `usage.input`, `x[]`. */
  target: string;
  op: string;
  kind: ValueKind;
  /** Value text, at most 120 characters. */
  text: string;
  idents: string[];
  branch?: number;
  loop?: number;
}

/** A statement that leaves or hands a value out of a function. */
export interface ExitFact {
  line: number;
  fn: number;
  kind: 'return' | 'throw' | 'yield' | 'exit';
  value: ValueKind;
  /** Value text, at most 120 characters. */
  text: string;
  /** Class or constructor of a thrown or returned value: `MaxTurnsError`. */
  callee?: string;
  /** Index into `objects`, when an object literal leaves. */
  object?: number;
  branch?: number;
  loop?: number;
}

/** A string in code. Doc comments and docstrings are not strings. */
export interface StringFact {
  line: number;
  fn: number;
  /** At most 300 characters. Interpolations are written `{}`. */
  value: string;
  /** Full length in characters. */
  length: number;
  template: boolean;
}

/** A file that is not code. */
export interface DocumentFacts {
  path: string;
  role: Role;
  package: string;
  lines: number;
  format: 'json' | 'yaml' | 'toml' | 'markdown' | 'text';
  /** Flattened scalar entries of JSON, YAML and TOML: 'jobs.test.steps.0.run' → value. At most 2,000. */
  entries: { path: string; value: string; line: number }[];
  /** Markdown headings. */
  headings: { text: string; line: number }[];
  /** Trimmed text of the lines that entries and headings start on. */
  excerpts: Record<number, string>;
  problem?: string;
}
