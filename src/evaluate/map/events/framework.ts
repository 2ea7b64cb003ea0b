// Some frameworks send a run's events themselves: one call hands a stream of a published, closed set to the watcher.
import type { Emission, EventType, JudgeContext } from '../../../contracts.js';
import { matchCall } from '../framework-match.js';
import type { Survey } from '../survey.js';

/** One family for each framework whose stream is handed on, sent from each place on the loop's path that does so. */
export function frameworkEvents(survey: Survey, path: JudgeContext['path']): EventType[] {
  const { code } = survey;
  const byName = new Map<string, EventType>();
  for (const call of code.calls) {
    if (!path.from.has(call.fn) && !path.to.has(call.fn)) continue;
    for (const framework of survey.using(call.fn.file)) {
      const { callee, isNew, args } = call.fact;
      const keys = args.flatMap((a) =>
        a.object === undefined ? (a.name ?? []) : (call.fn.file.objects[a.object]?.keys.map((k) => k.name) ?? []),
      );
      const module = call.module === undefined ? {} : { module: call.module };
      const described = { callee, isNew, options: keys, imports: survey.outside(call.fn.file), ...module };
      const stream = framework.streams?.find((s) => matchCall(described, framework, s.calls) !== undefined);
      if (stream === undefined) continue;
      const site = code.site(call.fn.file.path, call.fact.line);
      const known = byName.get(stream.name);
      const family: EventType = known ?? {
        name: stream.name,
        site,
        kind: 'union',
        variants: stream.events.map((e) => e.name).sort(),
        emitted: [],
      };
      byName.set(stream.name, family);
      for (const event of stream.events) {
        const carried = keys.includes('messageMetadata') && event.metadata === true ? ['usage'] : [];
        const emission: Emission = { ...site, fn: call.fn.id, variant: event.name, keys: [...event.keys, ...carried] };
        family.emitted.push(emission);
      }
    }
  }
  return [...byName.values()];
}
