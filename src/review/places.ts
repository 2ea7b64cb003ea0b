// Where to look for an answer: first what the verdict rests on, then what the map knows about the criterion's primitive,
// then the loop and the dispatch site, which every question turns on.
import type { HarnessMap, JudgeContext, Site, Verdict } from '../contracts.js';

type Place = Pick<Site, 'file' | 'line'>;

/** Parts of the map that speak for a primitive. One without an entry is read from loop and dispatch alone. */
const BY_PRIMITIVE: Readonly<Record<string, (context: JudgeContext) => Place[]>> = {
  'tool-registry': ({ map }) => sites(map.tools),
  'permission-system': ({ map }) => [...sites(map.gates), ...effects(map)],
  'session-persistence': ({ map }) => sites(map.stores),
  'workflow-state': ({ map }) => sites(map.stores),
  'token-budget': ({ map }) => [...sites(map.budgets), ...sites(map.modelCalls)],
  'streaming-events': ({ map }) => [...sites(map.events), ...map.events.flatMap((e) => e.emitted)],
  'event-log': ({ map }) => sites(map.logs),
  verification: ({ code }) =>
    code.tests.filter((t) => t.fact.testTitle !== undefined).map((t) => ({ file: t.file.path, line: t.fact.line })),
  'tool-pool': ({ map }) => [...sites(map.modelCalls), ...sites(map.tools)],
  compaction: ({ map }) => [...sites(map.budgets), ...sites(map.modelCalls), ...sites(map.stores)],
  'permission-audit': ({ map }) => [...sites(map.gates), ...sites(map.logs)],
  'agent-types': ({ map }) => sites(map.agentTypes),
};

/** Places worth showing for a verdict, most telling first; may repeat. */
export function placesFor(verdict: Verdict, context: JudgeContext): Place[] {
  const { map } = context;
  const primitive = verdict.id.split('/')[0] ?? '';
  const { defined, missing } = verdict.unwired ?? {};
  return [
    ...verdict.evidence,
    ...[defined, missing].filter((site) => site != null),
    ...(BY_PRIMITIVE[primitive]?.(context) ?? []),
    ...sites(map.dispatches),
    ...sites(map.loops),
  ];
}

function sites(parts: readonly { site: Site }[]): Place[] {
  return parts.map((part) => part.site);
}

function effects(map: HarnessMap): Place[] {
  return map.tools.filter((tool) => tool.gated !== 'not-needed').flatMap((tool) => tool.effects.map((e) => e.site));
}
