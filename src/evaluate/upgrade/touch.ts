// Names the files of the builder's own code where a step begins: where the evidence stands, then where the map says
// that this primitive lives.
import type { HarnessMap, Site } from '../../contracts.js';
import { ungatedTools } from '../score/exposure.js';
import type { Draft } from './steps.js';

const MOST_FILES = 5;

/** At most five files, most relevant first. */
export function filesToTouch(draft: Draft, map: HarnessMap): string[] {
  const seen = draft.gaps.flatMap(({ verdict }) => [
    ...verdict.evidence,
    ...(verdict.unwired?.missing ? [verdict.unwired.missing] : []),
  ]);
  const sites = [...seen, ...(SITES[draft.primitive.id]?.(map) ?? atLoop(map))];
  return [...new Set(sites.map((site) => site.file))].slice(0, MOST_FILES);
}

const atLoop = (map: HarnessMap): Site[] => siteOf([...map.loops, ...map.modelCalls]);
const atDispatch = (map: HarnessMap): Site[] => siteOf([...map.dispatches, ...map.loops]);

/** Where each primitive lives. One that is not listed lives beside the loop. */
const SITES: Readonly<Record<string, (map: HarnessMap) => Site[]>> = {
  'tool-registry': (map) => [...siteOf(map.tools), ...atDispatch(map)],
  'permission-system': (map) => [...atDispatch(map), ...siteOf(ungatedTools(map)), ...siteOf(map.gates)],
  'permission-audit': (map) => [...siteOf(map.gates), ...atDispatch(map)],
  'session-persistence': (map) => [...siteOf(map.stores.filter((s) => s.holds === 'session')), ...atLoop(map)],
  'workflow-state': (map) => [...atDispatch(map), ...siteOf(map.stores)],
  'streaming-events': (map) => [...siteOf(map.events), ...atLoop(map)],
  'event-log': (map) => [...atDispatch(map), ...siteOf(map.logs)],
  'token-budget': (map) => [...atLoop(map), ...siteOf(map.budgets)],
  'tool-pool': (map) => [...siteOf(map.modelCalls), ...siteOf(map.tools)],
  'agent-types': (map) => [...siteOf(map.agentTypes), ...atLoop(map)],
};

function siteOf(found: readonly { site: Site }[]): Site[] {
  return found.map(({ site }) => site);
}
