// Folders nobody wrote by hand. Names alone are not trusted where people also use them for source: `internal/build` of
// a Go project and the `build` scripts of an npm package stay.

const DEPENDENCIES = new Set(['node_modules', 'bower_components', 'jspm_packages', 'site-packages', 'Pods']);
const ENVIRONMENTS = new Set(['.venv', 'venv', '.tox', '.nox', '.eggs', '.direnv']);
const VENDORED = new Set(['vendor', 'vendored', 'third_party', 'third-party', '_vendor']);
const CACHES = new Set([
  '__pycache__',
  '.cache',
  '.parcel-cache',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.gradle',
  '.yarn',
  '.pnpm-store',
]);
const OUTPUT = new Set(['.next', '.nuxt', '.turbo', '.svelte-kit', '.output', '.vercel', '.docusaurus', '.nyc_output']);
const MANIFESTS = ['package.json', 'pyproject.toml', 'setup.py', 'Cargo.toml', 'pom.xml', 'build.gradle'];
/** What compilers and packagers leave behind and people do not write. */
const BUILT =
  /\.(d\.[cm]?ts|js\.map|css\.map|min\.js|whl|pyc|class|rlib|o)$|^(index\.html|lib|bdist\..*|CMakeCache\.txt)$/;

/** Why the folder's contents are left out; undefined when it is to be read. */
export function skipFolder(
  name: string,
  siblings: ReadonlySet<string>,
  children: ReadonlySet<string>,
): string | undefined {
  if (DEPENDENCIES.has(name)) return 'dependencies';
  if (ENVIRONMENTS.has(name) || children.has('pyvenv.cfg')) return 'virtual environment';
  if (VENDORED.has(name)) return 'vendored code';
  if (CACHES.has(name) || name.endsWith('.egg-info')) return 'cache';
  if (OUTPUT.has(name) || looksBuilt(name, siblings, children)) return 'build output';
  return undefined;
}

/** A skill in the hidden folder of a coding agent: put there by an installer, scripts and all. */
export function isInstalledSkill(path: string, children: ReadonlySet<string>): boolean {
  return children.has('SKILL.md') && /(^|\/)\.[^/]+\/skills\/[^/]+$/.test(path);
}

function looksBuilt(name: string, siblings: ReadonlySet<string>, children: ReadonlySet<string>): boolean {
  const besideManifest = MANIFESTS.some((manifest) => siblings.has(manifest));
  if (name === 'dist' || name === 'out') return besideManifest;
  if (name === 'target') return besideManifest && (children.has('CACHEDIR.TAG') || siblings.has('Cargo.toml'));
  if (name === 'coverage') return children.has('lcov.info') || children.has('index.html');
  return name === 'build' && besideManifest && [...children].some((child) => BUILT.test(child));
}
