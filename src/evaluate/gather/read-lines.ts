// Formats that are neither JSON, YAML nor TOML, read as far as their lines are evidence: what a build target or a CI
// script runs, what a manifest requires. Other text has no entries.
import type { EntryList } from './entry-list.js';
import { baseOf } from './paths.js';

type LineReader = (lines: string[], into: EntryList) => void;

const READERS: [RegExp, LineReader][] = [
  [/^requirements[\w.-]*\.txt$/, readRequirements],
  [/^go\.(mod|work)$/, readGoMod],
  [/^(GNUm|M)akefile$|\.mk$|^[Jj]ustfile$/, readRecipes],
  [/\.(ini|cfg)$/, readIni],
  [/^(Dockerfile|Containerfile)|\.Dockerfile$|^Jenkinsfile$|\.sh$|^Procfile$/, readCommands],
];

/** Reads the lines of a plain-text document into entries. */
export function readLines(path: string, text: string, into: EntryList): void {
  const name = baseOf(path);
  READERS.find(([pattern]) => pattern.test(name))?.[1](text.split('\n'), into);
}

function readRequirements(lines: string[], into: EntryList): void {
  for (const [index, line] of lines.entries()) {
    const requirement = /^\s*([A-Za-z0-9][^#;]*)/.exec(line)?.[1];
    if (requirement !== undefined) into.add('dependencies', requirement.trim(), index + 1);
  }
}

function readGoMod(lines: string[], into: EntryList): void {
  let block = '';
  for (const [index, line] of lines.entries()) {
    const bare = line.replace(/\/\/.*/, '').trim();
    const opened = /^(\w+)\s*\($/.exec(bare)?.[1];
    if (opened !== undefined) block = opened;
    else if (bare === ')') block = '';
    else if (block !== '' && bare !== '') into.add(block, bare, index + 1);
    else {
      const [, directive, value] = /^(\w+)\s+(.+)$/.exec(bare) ?? [];
      if (directive !== undefined && value !== undefined) into.add(directive, value, index + 1);
    }
  }
}

/** Make and just: the commands under each target. */
function readRecipes(lines: string[], into: EntryList): void {
  let target: string | undefined;
  let count = 0;
  for (const [index, line] of lines.entries()) {
    const opened = /^([\w./%@-]+)(?:[ \t][^:=]*)?:(?!=)/.exec(line)?.[1];
    if (opened !== undefined) {
      target = opened;
      count = 0;
    } else if (target !== undefined && /^[ \t]+\S/.test(line)) {
      into.add(`${target}[${count}]`, line.trim(), index + 1);
      count += 1;
    }
  }
}

function readIni(lines: string[], into: EntryList): void {
  let section = '';
  let key = '';
  for (const [index, line] of lines.entries()) {
    const header = /^\[(.+)\]\s*$/.exec(line)?.[1];
    const pair = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line);
    if (header !== undefined) section = header;
    else if (pair) key = pair[1] ?? '';
    const value = pair ? (pair[2] ?? '') : /^\s+([^#;\s].*)$/.exec(line)?.[1];
    if (header === undefined && value) into.add(`${section}.${key}`, value.trim(), index + 1);
  }
}

/** One command per line; comments and blank lines are none. */
function readCommands(lines: string[], into: EntryList): void {
  for (const [index, line] of lines.entries()) {
    const command = line.trim();
    if (command !== '' && !/^(#|\/\/)/.test(command)) into.add(`run[${index}]`, command, index + 1);
  }
}
