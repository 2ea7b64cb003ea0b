// What a gap can do depends on what the harness can do: the same missing gate is an accident in waiting beside a
// shell, and a formality beside a search box.
import type { EffectClass, HarnessMap, Tool, ToolEffect } from '../../contracts.js';

/** `acting`: can change, execute, send or spend. `reaching`: talks to the outside. `reading`: neither. */
export type Exposure = 'acting' | 'reaching' | 'reading';

/** Effects that cannot be taken back, most dangerous first. */
export const HARMFUL: readonly EffectClass[] = ['shell', 'eval', 'delete', 'spend', 'message', 'write', 'database'];

/** Effects that let a model destroy the machine it runs on; without a gate nothing above them can be trusted. */
export const DESTRUCTIVE: readonly EffectClass[] = ['shell', 'eval', 'delete', 'write'];

/** How exposed this harness is, from what its tools can do. */
export function exposureOf(map: HarnessMap): Exposure {
  const c = map.capabilities;
  if (c.shell || c.codeExecution || c.fileWrite || c.spend || c.message) return 'acting';
  if (c.network || c.database || c.subagents || c.mcp || c.plugins) return 'reaching';
  return 'reading';
}

/** The exposure in words, for a report: 'its tools can run shell commands and write files'. */
export function describeExposure(map: HarnessMap): string {
  const c = map.capabilities;
  const can = [
    ...(c.shell ? ['run shell commands'] : []),
    ...(c.codeExecution ? ['execute code'] : []),
    ...(c.fileWrite ? ['change files'] : []),
    ...(c.spend ? ['spend money'] : []),
    ...(c.message ? ['send messages'] : []),
    ...(c.database ? ['use a database'] : []),
    ...(c.network ? ['reach the network'] : []),
  ];
  return can.length === 0 ? 'its tools only read' : `its tools can ${list(can.slice(0, 3))}`;
}

/** Tools that do harm no gate can stop, most dangerous first. */
export function ungatedTools(map: HarnessMap, classes: readonly EffectClass[] = HARMFUL): Tool[] {
  return map.tools
    .filter((tool) => tool.gated === 'never' && tool.effects.some((e) => harms(e, classes)))
    .sort((a, b) => danger(a) - danger(b));
}

/** Is a decision seen before the harmful effects of every tool? */
export function gatedThroughout(map: HarnessMap): boolean {
  const harmful = map.tools.filter((tool) => tool.effects.some((e) => harms(e, HARMFUL)));
  return harmful.length > 0 && harmful.every((tool) => tool.gated === 'always');
}

/** Tools that start one fixed program with the model's arguments, and nothing worse, without a gate. */
export function ungatedPrograms(map: HarnessMap): Tool[] {
  return map.tools.filter(
    (tool) =>
      tool.gated === 'never' &&
      tool.effects.some((e) => e.program !== undefined) &&
      !tool.effects.some((e) => harms(e, HARMFUL)),
  );
}

/** One fixed program is no shell: it does what it does, whatever it is given. */
function harms(effect: ToolEffect, classes: readonly EffectClass[]): boolean {
  return effect.program === undefined && classes.includes(effect.class);
}

/** Rank of a tool's worst effect; lower is worse. */
export function danger(tool: Tool): number {
  const ranks = tool.effects.filter((e) => harms(e, HARMFUL)).map((e) => HARMFUL.indexOf(e.class));
  return ranks.length === 0 ? HARMFUL.length : Math.min(...ranks);
}

/** 'a', 'a and b', 'a, b and c'. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
