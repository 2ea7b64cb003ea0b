// Names the files of the builder's own code where a step begins: where the evidence stands, then the loop, the dispatch and
// what of the primitive runs between them.
import type { HarnessMap, Site } from '../../contracts.js';
import { ungatedTools } from '../score/exposure.js';
import type { Draft } from './steps.js';

const MOST_FILES = 4;

/** At most four files, most relevant first. */
export function filesToTouch(draft: Draft, map: HarnessMap): string[] {
  const seen = draft.gaps.flatMap(({ verdict }) => [
    ...verdict.evidence,
    ...(verdict.unwired?.missing ? [verdict.unwired.missing] : []),
  ]);
  const sites = [...seen, ...(SITES[draft.primitive.id]?.(map) ?? atLoop(map))];
  return [...new Set(sites.map((site) => site.file))].slice(0, MOST_FILES);
}

const atLoop = (map: HarnessMap): Site[] => siteOf([...map.loops.slice(0, 1), ...map.dispatches.slice(0, 1)]);
const atDispatch = (map: HarnessMap): Site[] => siteOf([...map.dispatches.slice(0, 1), ...map.loops.slice(0, 1)]);

/** Where each primitive lives, as far as it stands on the way of a run. One that is not listed lives beside the loop. */
const SITES: Readonly<Record<string, (map: HarnessMap) => Site[]>> = {
  'tool-registry': (map) => [...atDispatch(map), ...siteOf(map.tools)],
  'permission-system': (map) => [...atDispatch(map), ...siteOf(ungatedTools(map)), ...onPath(map)],
  'permission-audit': (map) => [...onPath(map), ...atDispatch(map)],
  'session-persistence': (map) => [...during(map, 'session'), ...atLoop(map)],
  'workflow-state': (map) => [...atDispatch(map), ...during(map, 'state')],
  'event-log': (map) => [...atDispatch(map), ...during(map, 'log')],
  'token-budget': (map) => [...atLoop(map), ...siteOf(map.budgets.filter((b) => b.stops))],
  'tool-pool': atLoop,
  'agent-types': (map) => [...siteOf(map.agentTypes), ...atLoop(map)],
};

const onPath = (map: HarnessMap): Site[] => siteOf(map.gates.filter((gate) => gate.onPath));

function during(map: HarnessMap, holds: HarnessMap['stores'][number]['holds']): Site[] {
  return siteOf(map.stores.filter((store) => store.holds === holds && store.duringRun));
}

function siteOf(found: readonly { site: Site }[]): Site[] {
  return found.map(({ site }) => site);
}
