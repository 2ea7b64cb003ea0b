// A folder's name means different things in different company: `templates` with a manifest inside are scaffolding, `docs`
// inside a Python package are code, `.name` folders with skills or agents belong to an agent. This is the company.
import { ancestors, baseOf, dirOf } from './paths.js';

/** What is known of folders from file names alone. */
export interface Surroundings {
  /** Folders with a package manifest. */
  manifests: ReadonlySet<string>;
  /** Folders with a package manifest in them or below. */
  aboveManifests: ReadonlySet<string>;
  /** Folders that are Python packages. */
  pythonPackages: ReadonlySet<string>;
  /** Hidden folders that configure some coding agent: they hold its skills, agents or commands. */
  agentFolders: ReadonlySet<string>;
}

const MANIFEST_NAMES = new Set(['package.json', 'pyproject.toml', 'setup.py', 'Cargo.toml', 'go.mod']);
const AGENT_FOLDER = /^((?:.*\/)?\.[^/]+)\/(agents|skills|commands|prompts|rules|hooks|extensions|subagents)\//;
const NOT_AGENTS = /(^|\/)\.(github|vscode|husky|git|idea|storybook|circleci)$/;

/** Collects the company of every folder in one pass over the paths. */
export function surroundingsOf(paths: readonly string[]): Surroundings {
  const pythonPackages = new Set(paths.filter((path) => baseOf(path) === '__init__.py').map(dirOf));
  const manifests = new Set<string>();
  const agentFolders = new Set<string>();
  for (const path of paths) {
    if (MANIFEST_NAMES.has(baseOf(path)) && !isModule(path, pythonPackages)) manifests.add(dirOf(path));
    const hidden = AGENT_FOLDER.exec(path)?.[1];
    if (hidden !== undefined && !NOT_AGENTS.test(hidden)) agentFolders.add(hidden);
  }
  const aboveManifests = new Set([...manifests].flatMap(ancestors));
  return { manifests, aboveManifests, pythonPackages, agentFolders };
}

/** `setup.py` inside a Python package is a module that happens to have the name. */
function isModule(path: string, pythonPackages: ReadonlySet<string>): boolean {
  return baseOf(path) === 'setup.py' && pythonPackages.has(dirOf(path));
}
