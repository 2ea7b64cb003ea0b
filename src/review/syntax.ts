// What a comment and a string look like, per language; enough to take prose out of code without parsing it.

export interface Syntax {
  line: readonly string[];
  block: readonly (readonly [open: string, close: string])[];
  /** Longer openers first. `lines`: it may run over several lines. */
  strings: readonly { open: string; close: string; lines: boolean; raw?: boolean }[];
  /** A single quote opens one character at most: Rust (where it also starts a lifetime) and Go. */
  runes: boolean;
  /** A slash may open a regular expression. */
  regex: boolean;
  /** An `f` before a string lets it hold expressions in braces. */
  formatted: boolean;
}

const C_BLOCK = [['/*', '*/']] as const;

const TYPESCRIPT: Syntax = {
  line: ['//'],
  block: C_BLOCK,
  strings: [
    { open: '`', close: '`', lines: true },
    { open: '"', close: '"', lines: false },
    { open: "'", close: "'", lines: false },
  ],
  runes: false,
  regex: true,
  formatted: false,
};

const PYTHON: Syntax = {
  line: ['#'],
  block: [],
  strings: [
    { open: '"""', close: '"""', lines: true },
    { open: "'''", close: "'''", lines: true },
    { open: '"', close: '"', lines: false },
    { open: "'", close: "'", lines: false },
  ],
  runes: false,
  regex: false,
  formatted: true,
};

const RUST: Syntax = {
  line: ['//'],
  block: C_BLOCK,
  strings: [
    { open: 'r##"', close: '"##', lines: true, raw: true },
    { open: 'r#"', close: '"#', lines: true, raw: true },
    { open: 'r"', close: '"', lines: true, raw: true },
    { open: '"', close: '"', lines: true },
  ],
  runes: true,
  regex: false,
  formatted: false,
};

const GO: Syntax = {
  line: ['//'],
  block: C_BLOCK,
  strings: [
    { open: '`', close: '`', lines: true, raw: true },
    { open: '"', close: '"', lines: false },
  ],
  runes: true,
  regex: false,
  formatted: false,
};

/** YAML, TOML and JSON with comments; their values count as strings where they are quoted. */
const DATA: Syntax = { ...PYTHON, formatted: false };

/** By language id; documents are data. */
export const SYNTAX: Readonly<Record<string, Syntax>> = { typescript: TYPESCRIPT, python: PYTHON, rust: RUST, go: GO };

/** Syntax of a language, or of data for anything else. */
export function syntaxOf(language: string | undefined): Syntax {
  return SYNTAX[language ?? ''] ?? DATA;
}
