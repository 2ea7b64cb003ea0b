// Which of the user's tools a generated test should name: a test of commands that names the search tool is not run.
import type { EffectClass, Tool } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import { danger, HARMFUL } from './exposure.js';

const COMMANDS: readonly EffectClass[] = ['shell', 'eval'];
const COMMAND_WORDS: Vocabulary = [
  'shell',
  'bash',
  '=sh',
  'zsh',
  'command',
  '=cmd',
  'exec',
  'terminal',
  'powershell',
  '=run',
];
const PATHS: readonly EffectClass[] = ['write', 'delete', 'read'];
const OPENNESS: readonly Tool['gated'][] = ['never', 'sometimes', 'unknown', 'always', 'not-needed'];

/** The tool most tests should use: harmful before harmless, meant to harm before by the way, ungated first, then by danger. */
export function riskiest(tools: readonly Tool[]): Tool | undefined {
  const harmless = (tool: Tool) => Number(danger(tool) === HARMFUL.length);
  const aside = (tool: Tool) => Number(runs(tool) && !forCommands(tool));
  return first(tools, (tool) => [harmless(tool), aside(tool), openness(tool), danger(tool), Number(!namedSo(tool))]);
}

/** The tool that is handed commands; one that only starts a program of its own, as a search does, comes last. */
export function shellTool(tools: readonly Tool[]): Tool | undefined {
  return first(tools.filter(runs), (tool) => [Number(!namedSo(tool)), Number(!forCommands(tool)), openness(tool)]);
}

/** The tool that is handed a path: one that changes files before one that reads them. */
export function fileTool(tools: readonly Tool[]): Tool | undefined {
  const fitting = tools.filter((tool) => fileRank(tool) < PATHS.length && !runs(tool));
  return first(fitting, (tool) => [fileRank(tool), openness(tool)]);
}

function fileRank(tool: Tool): number {
  const ranks = tool.effects.map((effect) => PATHS.indexOf(effect.class)).filter((rank) => rank >= 0);
  return Math.min(PATHS.length, ...ranks);
}

function runs(tool: Tool): boolean {
  return tool.effects.some((effect) => COMMANDS.includes(effect.class));
}

/** Running commands is what it is for: it says so, or does nothing else. */
function forCommands(tool: Tool): boolean {
  return namedSo(tool) || tool.effects.every((effect) => COMMANDS.includes(effect.class));
}

function namedSo(tool: Tool): boolean {
  return mentions(tool.name, COMMAND_WORDS);
}

function openness(tool: Tool): number {
  return OPENNESS.indexOf(tool.gated);
}

/** The item with the lowest ranks, compared from the left; the earlier one where all are equal. */
function first(tools: readonly Tool[], ranks: (tool: Tool) => number[]): Tool | undefined {
  const ranked = tools.map((tool) => ({ tool, ranks: ranks(tool) }));
  const compare = (a: number[], b: number[]) => a.map((rank, i) => rank - (b[i] ?? 0)).find((gap) => gap !== 0) ?? 0;
  return ranked.sort((a, b) => compare(a.ranks, b.ranks))[0]?.tool;
}
