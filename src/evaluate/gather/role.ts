// What a file is for: its place first, then its name. Only `source` can earn a verdict, so the doubtful cases lean on
// what people call things everywhere, never on one project's habits.
import type { Role } from '../../contracts.js';
import { isCiFolder } from './kind.js';
import { baseOf, dirOf, extensionOf } from './paths.js';
import { type Place, placeOf } from './place.js';
import type { Surroundings } from './surroundings.js';

const TEST_CODE = [
  /\.(test|tests|spec|e2e|it|cy|test-d|mock|fixture)\.[cm]?[jt]sx?$/,
  /^(test|vitest|jest)[-.]?(setup|utils?|helpers?|env|globals?)\b.*\.[cm]?[jt]sx?$/i,
  /^setupTests?\.[jt]sx?$/,
  /^test_.*\.(py|rs)$|_tests?\.(go|py|rs)$|^(conftest|tests)\.py$|^tests?\.rs$|^mocks?_.*\.go$|_mocks?\.go$/,
];
const EVAL_CODE = /\.(eval|bench|benchmark)\.[cm]?[jt]sx?$|_bench\.(rs|go)$/;
const EXAMPLE_CODE = /\.(stories|example|demo)\.[cm]?[jt]sx?$/;
const TOOL_CONFIG =
  /^\..+\.[cm]?[jt]s$|\.config\.[cm]?[jt]s$|^(gulpfile|gruntfile|dangerfile)\.[cm]?[jt]s$|^noxfile\.py$|^build\.rs$/i;

const AGENT_FOLDERS =
  /^((?:.*?\/)?\.(?:claude|codex|cursor|agents|gemini|windsurf|cline|clinerules|roo|continue|aider|opencode)|\.github\/(?:prompts|agents|instructions|chatmodes))\//;
const AGENT_FILES =
  /^(CLAUDE(\.local)?|AGENTS|AGENT|GEMINI)\.md$|^\.(mcp|claude)\.json$|^\.(cursorrules|windsurfrules|clinerules)$|^copilot-instructions\.md$/;
const CI_FILES =
  /^(\.gitlab-ci\.ya?ml|azure-pipelines[\w.-]*\.ya?ml|Jenkinsfile|\.travis\.yml|bitbucket-pipelines\.yml|\.drone\.yml|cloudbuild\.ya?ml)$/;
const MANIFESTS =
  /^(package\.json|pnpm-workspace\.yaml|lerna\.json|pyproject\.toml|setup\.cfg|Pipfile|requirements[\w.-]*\.txt|Cargo\.toml|go\.mod|go\.work|langgraph\.json)$/;
const PROMPT_TEMPLATE = /\.(prompt|j2|jinja2?)$|\.prompt\.(md|txt|ya?ml)$/;
const PROMPT_NAME = /(^|[-_.])(system|prompts?|instructions?)([-_.]|$)/i;
const PROMPT_FOLDER = /(^|\/)[\w-]*prompts?\//i;
const IN_SOURCE = /(^|\/)(src|lib|internal|pkg)\//;

/** Is a file a test by its name alone? */
export function isTestName(path: string): boolean {
  return TEST_CODE.some((pattern) => pattern.test(baseOf(path)));
}

/** Role of a file a front end reads. */
export function codeRole(path: string, around: Surroundings): Role {
  const name = baseOf(path);
  const place = placeOf(path, around);
  if (isCiFolder(path)) return 'ci';
  if (belongsToAgent(path, around, place)) return 'agent-config';
  if (place) return place.role;
  if (name === 'setup.py' && around.manifests.has(dirOf(path))) return 'manifest';
  if (isTestName(path)) return 'test';
  if (EVAL_CODE.test(name)) return 'eval';
  if (EXAMPLE_CODE.test(name)) return 'example';
  const isToolConfig = TOOL_CONFIG.test(name) && (around.manifests.has(dirOf(path)) || dirOf(path) === '');
  return isToolConfig || /(^|\/)\.[^/]/.test(path) ? 'config' : 'source';
}

/** Role of a document. */
export function documentRole(path: string, around: Surroundings): Role {
  const name = baseOf(path);
  const place = placeOf(path, around);
  if (isCiFolder(path) || (dirOf(path) === '' && CI_FILES.test(name))) return 'ci';
  if (belongsToAgent(path, around, place)) return 'agent-config';
  if (place) return place.role;
  if (AGENT_FILES.test(name)) return 'agent-config';
  if (MANIFESTS.test(name)) return 'manifest';
  if (/^promptfoo[\w.-]*\.ya?ml$/i.test(name)) return 'eval';
  if (isPrompt(path, name)) return 'prompt';
  return /^\.(md|mdx|markdown|rst|txt|adoc)$/.test(extensionOf(name)) ? 'docs' : 'config';
}

/** Like places, agent folders count from outside in: a skill about tests is no test, an agent folder in a test is one. */
function belongsToAgent(path: string, around: Surroundings, place: Place | undefined): boolean {
  const hidden = [...around.agentFolders].find((folder) => path.startsWith(`${folder}/`));
  const end = AGENT_FOLDERS.exec(path)?.[1]?.length ?? hidden?.length;
  return end !== undefined && end < (place?.folder.length ?? path.length);
}

function isPrompt(path: string, name: string): boolean {
  if (PROMPT_TEMPLATE.test(name) || name === 'SKILL.md') return true;
  if (/^(README|CHANGELOG|LICENSE|CONTRIBUTING)\b/i.test(name)) return false;
  if (PROMPT_FOLDER.test(path)) return true;
  return IN_SOURCE.test(path) && /\.(md|txt)$/.test(name) && PROMPT_NAME.test(name);
}
