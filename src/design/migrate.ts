// A design that starts from code: what stands is kept, what is missing is built in the order of the phases, and what the
// code does beyond the design is settled one way or the other.
import type { Design, Migration, Report } from '../contracts.js';
import { sameName } from '../words.js';

/** The design with the way from this code to it. */
export function migrate(design: Design, report: Report): Design {
  return {
    ...design,
    migration: { keep: kept(report), build: missing(design, report), settle: unsettled(design, report) },
  };
}

function kept({ primitives }: Report): Migration['keep'] {
  return primitives
    .filter(({ level }) => level === 'present' || level === 'strong')
    .map(({ id, title, level, why }) => ({ id, because: `${title} is ${level}: ${why}` }));
}

function missing(design: Design, { criteria, harness }: Report): Migration['build'] {
  return design.phases.flatMap(({ number, promises }) =>
    promises.flatMap((id) => {
      const verdict = criteria.find((c) => c.id === id);
      if (verdict?.verdict === 'met') return [];
      const because = verdict?.why ?? (harness.found ? 'it was not judged' : 'no harness was found in the code');
      return [{ phase: number, criterion: id, because }];
    }),
  );
}

function unsettled(design: Design, { harness, findings }: Report): Migration['settle'] {
  const tools = harness.map.tools
    .filter((tool) => !design.capabilities.some((capability) => sameName(capability.name, tool.name)))
    .map(({ name, site, effects }) => ({
      what: `tool \`${name}\``,
      where: `${site.file}:${site.line}`,
      because: `the brief does not list it${effects.length === 0 ? '' : ` and it can ${[...new Set(effects.map((e) => e.class))].join(', ')}`}: add it there or take it out here`,
    }));
  const machinery = findings
    .filter(({ kind }) => kind === 'complexity')
    .map(({ title, evidence, because }) => ({
      what: title,
      where: evidence[0] === undefined ? 'the whole' : `${evidence[0].file}:${evidence[0].line}`,
      because,
    }));
  return [...tools, ...machinery];
}
