// The units people develop and ship. Every code file belongs to exactly one: the nearest folder with a manifest, or the
// target itself.
import type { DocumentFacts, Language, PackageFacts } from '../../contracts.js';
import { cargoClaim } from './cargo-package.js';
import { type Claim, emptyClaim } from './claim.js';
import { goClaim } from './go-package.js';
import { groupBy } from './group.js';
import { npmClaim } from './npm-package.js';
import { ancestors, baseOf, dirOf } from './paths.js';
import { pythonClaim } from './python-package.js';
import type { CodeFile } from './sort-files.js';

const READERS: Record<string, (document: DocumentFacts) => Claim | undefined> = {
  'package.json': npmClaim,
  'Cargo.toml': cargoClaim,
  'go.mod': goClaim,
};

/** Finds the packages of the target, without their entries. Sorted by root. */
export function findPackages(
  name: string,
  documents: readonly DocumentFacts[],
  code: readonly CodeFile[],
): PackageFacts[] {
  const claims = [...documents.filter(({ role }) => role === 'manifest').flatMap(readClaim), ...setupFiles(code)];
  const strong = new Set(claims.filter(({ weak }) => !weak).map(({ root }) => root));
  const roots = groupBy(
    claims.filter((claim) => isPackage(claim, strong)),
    ({ root }) => root,
  );
  const source = code.filter(({ role }) => role === 'source');
  const outside = source.some(({ path }) => !ancestors(dirOf(path)).some((folder) => roots.has(folder)));
  if (outside || roots.size === 0) roots.set('', []);
  const owned = groupBy(source, ({ path }) => packageOf(path, roots));
  return [...roots]
    .map(([root, own]) => merge(root, root === '' ? name : baseOf(root), own, owned.get(root) ?? source))
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

/** Root of the package a path belongs to: the nearest one above it. */
export function packageOf(path: string, roots: { has(root: string): boolean }): string {
  return ancestors(dirOf(path)).find((folder) => roots.has(folder)) ?? '';
}

function readClaim(document: DocumentFacts): Claim[] {
  const claim = (READERS[baseOf(document.path)] ?? pythonClaim)(document);
  return claim ? [claim] : [];
}

function setupFiles(code: readonly CodeFile[]): Claim[] {
  return code
    .filter(({ path, role }) => role === 'manifest' && baseOf(path) === 'setup.py')
    .map(({ path }) => emptyClaim(path, 'python'));
}

/** Loose lists of requirements count only where no manifest encloses them. */
function isPackage(claim: Claim, strong: ReadonlySet<string>): boolean {
  return !claim.weak || strong.has(claim.root) || !ancestors(claim.root).some((folder) => strong.has(folder));
}

/** Several manifests of one folder make one package, in the language most of its code is written in. */
function merge(root: string, fallback: string, claims: Claim[], code: readonly CodeFile[]): PackageFacts {
  const language = mainLanguage(code) ?? claims[0]?.language ?? 'typescript';
  const ranked = [...claims].sort(
    (a, b) => rank(a, language) - rank(b, language) || (a.manifest < b.manifest ? -1 : 1),
  );
  const lead = ranked[0];
  return {
    root,
    name: lead?.name || fallback,
    language: lead?.language ?? language,
    manifest: lead?.manifest ?? '',
    private: ranked.some((claim) => claim.private),
    dependencies: sorted(ranked.flatMap((claim) => claim.dependencies)),
    devDependencies: sorted(ranked.flatMap((claim) => claim.devDependencies)),
    scripts: Object.assign({}, ...ranked.map((claim) => claim.scripts)),
    entries: [],
  };
}

function rank(claim: Claim, language: Language): number {
  return Number(claim.language !== language) * 2 + Number(claim.weak);
}

function mainLanguage(code: readonly CodeFile[]): Language | undefined {
  const counts = [...groupBy(code, ({ language }) => language)].map(([language, files]) => ({
    language,
    count: files.length,
  }));
  return counts.sort((a, b) => b.count - a.count || (a.language < b.language ? -1 : 1))[0]?.language;
}

function sorted(names: string[]): string[] {
  return [...new Set(names)].sort();
}
