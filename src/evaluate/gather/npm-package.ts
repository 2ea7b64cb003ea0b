// package.json: what an npm package claims, what it runs and what it exports.
import type { DocumentFacts } from '../../contracts.js';
import { below, type Claim, type Declared, emptyClaim, valueAt } from './claim.js';

const RUNNER = /\b(tsx|ts-node|node|nodemon|bun|deno|jiti|esno|vite-node)\b/;
const CODE_PATH = /(?:^|[\s'"=])((?:\.{0,2}\/)?[\w@./-]+\.[cm]?[jt]sx?)(?=$|[\s'"])/g;
const PUBLIC = /^(exports|main|module|types|typings)(\.|$)/;
const CONDITIONS = /(\.(import|require|types|default|node|module|browser|worker|bun|deno|development|production))+$/;

/** Claims of a package.json; undefined when it only sets the module type of a folder. */
export function npmClaim(document: DocumentFacts): Claim | undefined {
  const names = (path: string) => below(document, path).map(({ key }) => key);
  const scripts = below(document, 'scripts').map(({ key, value }) => [key, value] as const);
  const name = valueAt(document, 'name') ?? '';
  const dependencies = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap(names);
  const devDependencies = names('devDependencies');
  if (name === '' && dependencies.length + devDependencies.length + scripts.length === 0) return undefined;
  return {
    ...emptyClaim(document.path, 'typescript'),
    name,
    private: valueAt(document, 'private') === 'true',
    dependencies,
    devDependencies,
    scripts: Object.fromEntries(scripts),
  };
}

/** Commands, public modules and scripts of a package.json, as declared. */
export function npmEntries(document: DocumentFacts): Declared[] {
  const declared: Declared[] = [];
  for (const { path, value } of document.entries) {
    const bin = /^bin(?:\.(.+))?$/.exec(path);
    if (bin) declared.push({ kind: 'bin', name: bin[1] ?? valueAt(document, 'name') ?? 'bin', target: value });
    else if (path.startsWith('scripts.')) declared.push(...scriptFiles(path.slice('scripts.'.length), value));
    else if (PUBLIC.test(path))
      declared.push({ kind: isMain(path) ? 'main' : 'export', name: publicName(path), target: value });
  }
  return declared;
}

/** 'exports../tools.import' → './tools': the conditions are of no interest here. */
function publicName(path: string): string {
  const subpath = path.replace(/^(exports\.?|types$|typings$)/, '').replace(CONDITIONS, '');
  return subpath === '' ? '.' : subpath;
}

function isMain(path: string): boolean {
  return path === 'main' || path === 'module';
}

function scriptFiles(name: string, script: string): Declared[] {
  return script
    .split(/&&|\|\||[;|]/)
    .filter((command) => RUNNER.test(command))
    .flatMap((command) => [...command.matchAll(CODE_PATH)])
    .map((match) => ({ kind: 'script', name, target: match[1] ?? '' }));
}
