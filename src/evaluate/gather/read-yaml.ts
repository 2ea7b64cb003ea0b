// YAML with the line of every scalar. Block scalars, such as the `run` of a CI step, become one entry per line: a command
// is evidence only when its own line can be cited.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseAllDocuments, type Scalar } from 'yaml';
import { child, type EntryList, MAX_DEPTH } from './entry-list.js';

/** Reads YAML into entries and returns the first problem. `offset` is added to lines (front matter starts at line 2). */
export function readYaml(text: string, into: EntryList, offset = 0): string | undefined {
  const counter = new LineCounter();
  let problem: string | undefined;
  try {
    const documents = parseAllDocuments<ParsedNode>(text, {
      lineCounter: counter,
      uniqueKeys: false,
      strict: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const walker = new YamlWalker(text.split('\n'), counter, into, offset);
    for (const [index, document] of [...documents].entries()) {
      const error = document.errors[0];
      if (error) problem ??= `line ${counter.linePos(error.pos[0]).line + offset}: ${error.message.split('\n')[0]}`;
      walker.walk(document.contents, index === 0 ? '' : `[${index}]`, 0);
    }
  } catch (error) {
    // The parser recurses: hostile nesting ends in a RangeError.
    if (!(error instanceof RangeError)) throw error;
    return 'nested too deeply';
  }
  return problem;
}

class YamlWalker {
  readonly #lines: string[];
  readonly #counter: LineCounter;
  readonly #into: EntryList;
  readonly #offset: number;

  constructor(lines: string[], counter: LineCounter, into: EntryList, offset: number) {
    this.#lines = lines;
    this.#counter = counter;
    this.#into = into;
    this.#offset = offset;
  }

  walk(node: unknown, path: string, depth: number): void {
    if (depth > MAX_DEPTH) return;
    if (isMap(node))
      for (const pair of node.items)
        this.walk(pair.value, child(path, isScalar(pair.key) ? String(pair.key.value) : '?'), depth + 1);
    else if (isSeq(node))
      for (const [index, item] of node.items.entries()) this.walk(item, child(path, index), depth + 1);
    else if (isAlias(node)) this.#into.add(path, `*${node.source}`, this.#lineOf(node.range?.[0]));
    else if (isScalar(node)) this.#scalar(node, path);
  }

  #scalar(node: Scalar, path: string): void {
    const line = this.#lineOf(node.range?.[0]);
    if (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED') {
      this.#into.add(path, String(node.value), line);
      return;
    }
    // The node starts at its `|` or `>`; the text stands on the lines below.
    const lastLine = this.#lineOf(Math.max(0, (node.range?.[1] ?? 1) - 1));
    const header = line - this.#offset;
    this.#into.addLines(path, this.#lines.slice(header, lastLine - this.#offset), line + 1);
  }

  #lineOf(position: number | undefined): number {
    return this.#counter.linePos(position ?? 0).line + this.#offset;
  }
}
