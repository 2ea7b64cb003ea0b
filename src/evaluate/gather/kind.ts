// What can be done with a file, by its name alone: extract code facts, read it as a document, or only say that it is there.
import type { DocumentFacts } from '../../contracts.js';
import { baseOf, extensionOf } from './paths.js';

/** How a document is read. */
export type Format = DocumentFacts['format'];

const FORMATS: Record<string, Format> = {
  '.json': 'json',
  '.jsonc': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.toml': 'toml',
  '.md': 'markdown',
  '.mdx': 'markdown',
  '.mdc': 'markdown',
  '.markdown': 'markdown',
  '.rst': 'text',
  '.txt': 'text',
  '.adoc': 'text',
  '.prompt': 'text',
  '.j2': 'text',
  '.jinja': 'text',
  '.jinja2': 'text',
  '.ini': 'text',
  '.cfg': 'text',
};

const NAMED =
  /^(Makefile|GNUmakefile|[Jj]ustfile|Dockerfile|Containerfile|Jenkinsfile|Procfile|go\.mod|go\.work|\.cursorrules|\.windsurfrules|\.clinerules|\.env\.(example|sample|template))$/;
const TEMPLATE = /\.(hbs|handlebars|mustache|tmpl|liquid|ejs)$/;

/** The format a file is read in as a document; undefined for files that are none. */
export function documentFormat(path: string): Format | undefined {
  const name = baseOf(path);
  if (NAMED.test(name) || /^Dockerfile\.[\w-]+$|\.(Dockerfile|mk)$/.test(name)) return 'text';
  if (TEMPLATE.test(name) && /(^|\/)prompts?\//i.test(path)) return 'text';
  if (/\.sh$/.test(name) && isCiFolder(path)) return 'text';
  return FORMATS[extensionOf(name)];
}

/** Inside a folder that only the CI system reads. */
export function isCiFolder(path: string): boolean {
  return /^(\.github\/(workflows|actions|scripts)|\.circleci|\.ci|\.buildkite|\.gitlab|\.azure-pipelines)\//.test(path);
}

const LOCKS = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'Cargo.lock',
  'go.sum',
  'go.work.sum',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'Pipfile.lock',
  'composer.lock',
  'Gemfile.lock',
  'flake.lock',
]);

/** Lock files repeat the manifests at length. */
export function isLockFile(path: string): boolean {
  return LOCKS.has(baseOf(path));
}

/** Languages people write agents in, by extension. Those with a front end are never looked up here. */
const KNOWN_LANGUAGES: Record<string, string> = {
  '.ts': 'TypeScript',
  '.tsx': 'TypeScript',
  '.js': 'JavaScript',
  '.py': 'Python',
  '.rs': 'Rust',
  '.go': 'Go',
  '.java': 'Java',
  '.kt': 'Kotlin',
  '.kts': 'Kotlin',
  '.scala': 'Scala',
  '.clj': 'Clojure',
  '.cs': 'C#',
  '.fs': 'F#',
  '.rb': 'Ruby',
  '.php': 'PHP',
  '.swift': 'Swift',
  '.dart': 'Dart',
  '.ex': 'Elixir',
  '.exs': 'Elixir',
  '.erl': 'Erlang',
  '.c': 'C',
  '.h': 'C',
  '.cc': 'C++',
  '.cpp': 'C++',
  '.hpp': 'C++',
  '.m': 'Objective-C',
  '.zig': 'Zig',
  '.lua': 'Lua',
  '.hs': 'Haskell',
  '.ml': 'OCaml',
  '.jl': 'Julia',
  '.r': 'R',
  '.sh': 'Shell',
  '.bash': 'Shell',
  '.ps1': 'PowerShell',
  '.ipynb': 'Jupyter notebooks',
  '.vue': 'Vue components',
  '.svelte': 'Svelte components',
  '.astro': 'Astro components',
};

/** The language of a file no front end reads; undefined when the file is not code. */
export function knownLanguage(path: string): string | undefined {
  return KNOWN_LANGUAGES[extensionOf(path)];
}
