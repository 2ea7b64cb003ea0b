// A second reader may see a way around a gate, or a gate that the map could not follow. Tool table, caps and severities
// rest on the map, so the map follows the verdict that counts.
import type { HarnessMap, Tool, Verdict } from '../../contracts.js';

type Gated = Tool['gated'];

/** The map with each tool's `gated` as the reviewed verdict on the gate leaves it; unchanged without one. */
export function followReview(map: HarnessMap, verdicts: readonly Verdict[]): HarnessMap {
  const gate = verdicts.find((v) => v.id === 'permission-system/gate');
  const before = gate?.reviewed?.static.verdict;
  if (gate === undefined || before === undefined || before === gate.verdict) return map;
  const turn = TURNS[gate.verdict] ?? ((gated) => gated);
  return { ...map, tools: map.tools.map((tool) => ({ ...tool, gated: turn(tool.gated) })) };
}

const TURNS: Readonly<Partial<Record<Verdict['verdict'], (gated: Gated) => Gated>>> = {
  met: (gated) => (gated === 'never' || gated === 'sometimes' ? 'unknown' : gated),
  partial: (gated) => (gated === 'always' || gated === 'never' ? 'sometimes' : gated),
  absent: (gated) => (gated === 'not-needed' ? gated : 'never'),
};
