// Files that are run without a manifest saying so. Looked for in the text while it is at hand, since facts keep no shebang.
import type { EntryFact, Language } from '../../contracts.js';
import { baseOf, dirOf, stemOf } from './paths.js';

/** How a file starts execution by itself; undefined when it does not. */
export type Start = Omit<EntryFact, 'file'>;

const MAIN_GUARD: Record<Language, RegExp> = {
  python: /^if\s+__name__\s*==\s*(['"])__main__\1/m,
  typescript:
    /\bimport\.meta\.main\b|\brequire\.main\s*===?\s*module\b|\bimport\.meta\.url\s*===?\s*.{0,60}process\.argv\[1\]|\bprocess\.argv\[1\]\s*===?\s*.{0,60}import\.meta\.(url|filename)/,
  rust: /(?!)/,
  go: /^package main\b[\s\S]*^func main\(\)/m,
};

/** Looks for a shebang, a main guard, `__main__.py`, or Go's `package main`. */
export function startOf(path: string, language: Language, text: string): Start | undefined {
  if (baseOf(path) === '__main__.py') return { kind: 'main', name: baseOf(dirOf(path)) };
  if (language === 'go')
    return MAIN_GUARD.go.test(text) ? { kind: 'bin', name: baseOf(dirOf(path)) || 'main' } : undefined;
  // A shebang tells nothing in Python: whole libraries carry one in every module.
  const isRun = MAIN_GUARD[language].test(text) || (language === 'typescript' && text.startsWith('#!'));
  return isRun ? { kind: 'script', name: stemOf(path) } : undefined;
}
