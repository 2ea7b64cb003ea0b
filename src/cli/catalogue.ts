// `harness catalogue`: what the twelve primitives are, or everything about one of them.
import type { Catalogue, Criterion } from '../contracts.js';
import { known } from './suggest.js';
import { entry, paragraph, section } from './text.js';

type Entry = Catalogue['primitives'][number];

/** All primitives and practices with their questions. */
export function overview({ primitives, practices }: Catalogue, width: number): string {
  const tiers = [...new Set(primitives.map((p) => p.tier))];
  const lines = tiers.flatMap((tier) => [
    ...section(
      tier,
      primitives
        .filter((p) => p.tier === tier)
        .flatMap((p) => entry(`${String(p.number).padStart(2)} ${p.id}`, p.question, width, 28)),
    ),
  ]);
  const beside = section(
    'beside the score',
    practices.flatMap((p) => entry(p.id, p.title, width, 38)),
  );
  const hint = 'harness catalogue <primitive> tells everything about one.';
  return `${['The twelve primitives of an agent harness', ...lines, ...beside, '', hint].join('\n')}\n`;
}

/** Everything about one primitive. @throws HarnessError (exit code 2) when there is none of that name. */
export function primitivePage(catalogue: Catalogue, id: string, width: number): string {
  const p = findPrimitive(catalogue, id);
  const requires = p.requires.length === 0 ? [] : paragraph(p.requires.join(', '), width);
  return `${[
    `${p.number}. ${p.title} (${p.id}, ${p.tier})`,
    ...paragraph(p.question, width),
    ...section('Why it matters', paragraph(p.why, width)),
    ...section('The pattern', paragraph(p.pattern, width)),
    ...section('How Claude Code does it', paragraph(p.claudeCode, width)),
    ...section('How it can look in yours', paragraph(p.yours, width)),
    ...section('When it applies', paragraph(p.appliesWhen, width)),
    ...section('Build first', requires),
    ...section(
      'Criteria (* is core)',
      p.criteria.flatMap((c) => criterionLine(c, width)),
    ),
    '',
    'harness explain <criterion> tells how one is judged and how to prove it.',
  ].join('\n')}\n`;
}

function criterionLine(criterion: Criterion, width: number): string[] {
  return [`  ${criterion.core ? '*' : ' '} ${criterion.id}`, ...paragraph(criterion.statement, width, 6)];
}

/** The primitive of that id. @throws HarnessError (exit code 2) */
export function findPrimitive({ primitives }: Catalogue, id: string): Entry {
  const ids = primitives.map((p) => p.id);
  known('primitive', id, ids, 'harness catalogue lists all twelve');
  return primitives.find((p) => p.id === id) as Entry;
}

/** The whole catalogue, or one primitive, for programs. Judges are code and stay out. */
export function catalogueJson(catalogue: Catalogue, id?: string): string {
  const value = id === undefined ? catalogue : findPrimitive(catalogue, id);
  return `${JSON.stringify(value, null, 2)}\n`;
}
