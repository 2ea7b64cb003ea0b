// pyproject.toml, setup.cfg and lists of requirements: what a Python package claims and which commands it installs.
import type { DocumentFacts } from '../../contracts.js';
import { below, type Claim, type Declared, emptyClaim, valueAt } from './claim.js';
import { baseOf } from './paths.js';

const FOR_DEVELOPMENT = /^(dev|develop|development|tests?|testing|lint|docs?|typing|quality|ci)$/;

/** Claims of a Python manifest. */
export function pythonClaim(document: DocumentFacts): Claim | undefined {
  const name = baseOf(document.path);
  if (name === 'pyproject.toml') return pyprojectClaim(document);
  if (name === 'setup.cfg') return setupCfgClaim(document);
  if (!/^requirements[\w.-]*\.txt$/.test(name)) return undefined;
  const listed = requirements(document.entries.map((entry) => entry.value));
  return { ...emptyClaim(document.path, 'python'), dependencies: listed, weak: true };
}

function pyprojectClaim(document: DocumentFacts): Claim {
  const optional = below(document, 'project.optional-dependencies');
  const forDevelopment = optional.filter(({ key }) => FOR_DEVELOPMENT.test(firstKey(key)));
  const forUse = optional.filter((extra) => !forDevelopment.includes(extra));
  const values = (rows: { value: string }[]) => requirements(rows.map(({ value }) => value));
  const keys = (rows: { key: string }[]) => rows.map(({ key }) => firstKey(key)).filter((key) => key !== 'python');
  const poetryGroups = below(document, 'tool.poetry.group').map(({ key }) => ({
    key: key.replace(/^[^.]+\.dependencies\./, ''),
  }));
  const name = valueAt(document, 'project.name') ?? valueAt(document, 'tool.poetry.name');
  return {
    ...emptyClaim(document.path, 'python'),
    name: name ?? '',
    dependencies: [
      ...values(below(document, 'project.dependencies')),
      ...values(forUse),
      ...keys(below(document, 'tool.poetry.dependencies')),
    ],
    devDependencies: [
      ...values(forDevelopment),
      ...values(below(document, 'dependency-groups')),
      ...keys(poetryGroups),
    ],
    weak: name === undefined && !document.entries.some(({ path }) => path.startsWith('project.')),
  };
}

function setupCfgClaim(document: DocumentFacts): Claim {
  const name = valueAt(document, 'metadata.name');
  const listed = document.entries.filter(({ path }) => path === 'options.install_requires');
  const dependencies = requirements(listed.map(({ value }) => value));
  return { ...emptyClaim(document.path, 'python'), name: name ?? '', dependencies, weak: name === undefined };
}

/** Commands a Python package installs; the target is 'pkg.mod:func'. */
export function pythonEntries(document: DocumentFacts): Declared[] {
  const scripts = ['project.scripts', 'project.gui-scripts', 'tool.poetry.scripts'];
  const tables = scripts.flatMap((path) => below(document, path));
  const lines = document.entries
    .filter(({ path }) => path === 'options.entry_points.console_scripts')
    .flatMap(({ value }) => consoleScript(value));
  return [...tables.map(({ key, value }): Declared => ({ kind: 'bin', name: key, target: value })), ...lines];
}

/** 'name = pkg.mod:func', as setup.py and setup.cfg write it. */
export function consoleScript(line: string): Declared[] {
  const [, name, target] = /^\s*([\w.-]+)\s*=\s*([\w.]+:[\w.]+)\s*$/.exec(line) ?? [];
  return name === undefined || target === undefined ? [] : [{ kind: 'bin', name, target }];
}

function requirements(lines: string[]): string[] {
  return lines.flatMap((line) => /^[A-Za-z0-9][\w.-]*/.exec(line)?.[0] ?? []);
}

function firstKey(key: string): string {
  return key.split('.')[0] ?? key;
}
