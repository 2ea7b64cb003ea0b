// Effects are data: which calls of the standard libraries and of well-known packages touch the world, and how.
import type { EffectClass } from '../../../contracts.js';

export type StoreOperation = 'append' | 'overwrite' | 'rename' | 'insert' | 'read' | 'delete';

/** A call with an effect. Sources: the documentation of the language or package. */
export interface EffectPattern {
  class: EffectClass;
  /** Dotted end of the callee, without the module; '::' is written '.', a Rust macro ends with '!'. */
  suffix: string;
  /** Import modules, matched like `Framework.modules`. Absent: a global or builtin, and the callee is the whole suffix. */
  module?: readonly string[];
  /**
   * `instance`: a method of an object; with modules, the file must import one of them.
   * `binding`: a local name usually given to something made from the module (`promisify(exec)`).
   */
  how?: 'instance' | 'binding';
  /** For `instance`: sub-words of the receiver, one of which must be there, because the method's name says too little. */
  receiver?: readonly string[];
  isNew?: boolean;
  /** Exact text of the first argument. */
  given?: string;
  store?: StoreOperation;
  medium?: 'file' | 'database' | 'remote';
  /** Decides between variants by what the argument says; the pattern's own values hold when none does. */
  argument?: { at: number; keyword?: string; variants: readonly Variant[] };
  note?: string;
}

/** Holds when the argument's text has one of `has`; an empty list means the argument is not there. */
export interface Variant {
  has: readonly string[];
  class?: EffectClass;
  store: StoreOperation;
}

/** The same pattern for several suffixes, written with spaces between. */
export function each(pattern: Omit<EffectPattern, 'suffix'>, suffixes: string): EffectPattern[] {
  return suffixes.split(' ').map((suffix) => ({ ...pattern, suffix }));
}

/** Statements told apart by their verb; the verbs of `INSERT ... SELECT` and the like are tried first. */
export const SQL: readonly Variant[] = [
  { has: ['INSERT', 'insert', 'UPDATE', 'update', 'REPLACE INTO', 'replace into'], store: 'insert' },
  { has: ['DELETE', 'delete', 'DROP', 'drop', 'TRUNCATE', 'truncate'], store: 'delete' },
  { has: ['SELECT', 'select', 'PRAGMA', 'pragma'], store: 'read' },
];

/** Mode strings of `open`; one-letter marks are looked for in literal strings only. */
export const OPEN_MODE: readonly Variant[] = [
  { has: [], class: 'read', store: 'read' },
  { has: ['a'], store: 'append' },
  { has: ['w', 'x', '+'], store: 'overwrite' },
  { has: ['r'], class: 'read', store: 'read' },
];

// What most patterns of files and databases share.
export const written = { class: 'write', store: 'overwrite', medium: 'file' } as const;
export const appended = { class: 'write', store: 'append', medium: 'file' } as const;
export const renamed = { class: 'write', store: 'rename', medium: 'file' } as const;
export const inserted = { class: 'database', store: 'insert', medium: 'database' } as const;
export const queried = { class: 'database', store: 'read', medium: 'database' } as const;
export const deleted = { class: 'database', store: 'delete', medium: 'database' } as const;
