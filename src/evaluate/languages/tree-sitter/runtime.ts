// One runtime for all tree-sitter grammars. It is WebAssembly: no native build, nothing downloaded.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Language as Grammar, Parser } from '@vscode/tree-sitter-wasm';
import { runtimeFile } from './grammars.js';

interface Runtime {
  Parser: typeof Parser;
  Language: typeof Grammar;
}

const require = createRequire(import.meta.url);
let runtime: Promise<Runtime> | undefined;

async function start(): Promise<Runtime> {
  const loaded = require(runtimeFile) as Runtime;
  await loaded.Parser.init();
  return loaded;
}

/** A parser for `tree-sitter-<name>.wasm` of the grammar package. Free each tree with `tree.delete()`. */
export async function openParser(name: 'python' | 'rust' | 'go'): Promise<Parser> {
  runtime ??= start();
  const { Parser, Language } = await runtime;
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(dirname(runtimeFile), `tree-sitter-${name}.wasm`)));
  return parser;
}
