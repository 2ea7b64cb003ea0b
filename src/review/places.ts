// Where to look for an answer: first what the verdict rests on, then the loop and the dispatch site, which every question
// turns on, then code named after what is asked, then what the map knows about the criterion's primitive.
import type {
  Catalogue,
  Criterion,
  EffectClass,
  FunctionNode,
  HarnessMap,
  JudgeContext,
  Site,
  Verdict,
} from '../contracts.js';
import { namedAfter } from './named-after.js';

export interface Place extends Pick<Site, 'file' | 'line'> {
  /** Shown with fewer lines around it. */
  aside?: boolean;
}

const ACTING: ReadonlySet<EffectClass> = new Set<EffectClass>(['shell', 'eval', 'delete', 'write', 'message', 'spend']);

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
export function placesFor(
  verdict: Verdict,
  criterion: Criterion,
  catalogue: Catalogue,
  context: JudgeContext,
): Place[] {
  const { map } = context;
  return [
    ...ownPlaces(verdict),
    ...wayToModel(context),
    ...sites(map.dispatches.slice(0, 1)),
    ...[...namedAfter(criterion, catalogue, context), ...spread(mapped(verdict, context))].map(aside),
    ...[...sites(map.dispatches), ...sites(map.loops)].map(aside),
  ];
}

/** What the map itself ties to the criterion: its evidence, its primitive's parts, loop and dispatch. */
export function tiedPlaces(verdict: Verdict, context: JudgeContext): Place[] {
  const { dispatches, loops } = context.map;
  return [...ownPlaces(verdict), ...mapped(verdict, context), ...sites(dispatches), ...sites(loops)];
}

function ownPlaces({ evidence, unwired }: Verdict): Place[] {
  return [...evidence, ...[unwired?.defined, unwired?.missing].filter((site) => site != null)];
}

/** From the first loop to the model: the lines on which each function calls the next, and the last the model. */
function wayToModel({ code, map }: JudgeContext): Place[] {
  const [loop] = map.loops;
  if (loop === undefined) return sites(map.modelCalls.slice(0, 1)).map(aside);
  const way = loop.path.flatMap((id) => code.function(id) ?? []);
  const calls = way.flatMap((fn, i) => callOf(fn, way[i + 1]));
  const asked = map.modelCalls.find((call) => call.fn === way.at(-1)?.id);
  return [loop.site, ...calls.map(aside), ...(asked === undefined ? [] : [aside(asked.site)])];
}

/** The line of the call to the next function; a function that calls itself is its own next. */
function callOf(fn: FunctionNode, next: FunctionNode | undefined): Place[] {
  const calls = fn.calls.filter((c) => c.targets.includes(next ?? fn));
  return calls.slice(-1).map((c) => ({ file: fn.file.path, line: c.fact.line }));
}

function aside({ file, line }: Place): Place {
  return { file, line, aside: true };
}

function mapped({ id }: Verdict, context: JudgeContext): Place[] {
  return BY_PRIMITIVE[id.split('/')[0] ?? '']?.(context) ?? [];
}

/** One place of each file before the second of any: a file with many must not hide the others. */
function spread(places: readonly Place[]): Place[] {
  const turns = new Map<string, number>();
  const ranked = places.map((place) => {
    const turn = turns.get(place.file) ?? 0;
    turns.set(place.file, turn + 1);
    return { place, turn };
  });
  return ranked.sort((a, b) => a.turn - b.turn).map(({ place }) => place);
}

function sites(parts: readonly { site: Site }[]): Place[] {
  return parts.map((part) => part.site);
}

/** What ungated and gated tools do; without a tool to tie them to, every effect of their kind. */
function effects(map: HarnessMap): Place[] {
  const ofTools = map.tools
    .filter((tool) => tool.gated !== 'not-needed')
    .flatMap((tool) => tool.effects.map((e) => e.site));
  return ofTools.length > 0 ? ofTools : sites(map.effects.filter((e) => ACTING.has(e.class)));
}
