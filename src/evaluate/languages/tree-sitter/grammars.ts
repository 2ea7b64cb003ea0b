// Where the grammars stand. Apart from the runtime, because a bundle carries them beside itself instead of in node_modules.
import { createRequire } from 'node:module';

/** Script of the tree-sitter runtime; the grammars' `.wasm` files stand in its folder. */
export const runtimeFile: string = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm');
