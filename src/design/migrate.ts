// A design that starts from code: what stands is kept, what is missing is built in the order of the phases, and what the
// code does beyond the design is settled one way or the other.
import type { Design, DesignCheck, Migration, Report } from '../contracts.js';

/** The design with the way from this code to it; `check` is how the code stands to the design now. */
export function migrate(design: Design, report: Report, check: DesignCheck): Design {
  return {
    ...design,
    migration: { keep: kept(report), build: missing(check), settle: unsettled(check, report) },
  };
}

function kept({ primitives }: Report): Migration['keep'] {
  return primitives
    .filter(({ level }) => level === 'present' || level === 'strong')
    .map(({ id, title, level, why }) => ({ id, because: `${title} is ${level}: ${why}` }));
}

function missing({ phases }: DesignCheck): Migration['build'] {
  return phases.flatMap(({ number, promises }) =>
    promises
      .filter(({ status }) => status !== 'met')
      .map(({ criterion, status, why }) => ({
        phase: number,
        criterion,
        because: status === 'partly-met' ? `partly there: ${why}` : why,
      })),
  );
}

function unsettled({ drift, taken }: DesignCheck, { findings }: Report): Migration['settle'] {
  const beyond = drift.map(({ kind, tool, why, evidence }) => ({
    what: `tool \`${tool}\``,
    where: `${evidence.file}:${evidence.line}`,
    because: `${why} ${SETTLED[kind]}`,
  }));
  const renamed = taken.map(({ tool, capability, because, evidence }) => ({
    what: `tool \`${tool}\``,
    where: `${evidence.file}:${evidence.line}`,
    because: `taken for \`${capability}\`, since ${because}: give both the same name`,
  }));
  const machinery = findings
    .filter(({ kind }) => kind === 'complexity')
    .map(({ title, evidence, because }) => ({
      what: title,
      where: evidence[0] === undefined ? 'the whole' : `${evidence[0].file}:${evidence[0].line}`,
      because,
    }));
  return [...beyond, ...renamed, ...machinery];
}

const SETTLED: Readonly<Record<DesignCheck['drift'][number]['kind'], string>> = {
  'undeclared-tool': 'Add it to the brief or take it out of the code.',
  'undeclared-effect': 'Make it two tools, or say so in the brief.',
  'looser-approval': 'Ask before it runs, or say in the brief that nobody is asked.',
};
