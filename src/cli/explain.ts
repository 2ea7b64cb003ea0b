// `harness explain`: why a criterion matters, what its verdict rests on, and how to prove that it is met.
import type { Catalogue, Criterion, Example, Practice } from '../contracts.js';
import { fill, PLAIN } from '../evaluate/score/scenario.js';
import { known } from './suggest.js';
import { entry, paragraph, scenario, section } from './text.js';

/** One page on a criterion or practice. @throws HarnessError (exit code 2) when there is none of that name. */
export function explain(catalogue: Catalogue, id: string, width: number): string {
  const c = find(catalogue, id);
  const rank = 'weight' in c ? `${c.core ? 'core, ' : ''}weight ${c.weight} of 5` : 'beside the score';
  return `${[
    `${c.title} (${c.id})`,
    ...paragraph(c.statement, width),
    '',
    ...entry('counts as', rank, width, 14),
    ...entry('prevents', c.consequence.replaceAll('-', ' '), width, 14),
    ...entry('effort', c.effort, width, 14),
    ...section('Without it', paragraph(c.impact, width)),
    ...section('What its verdict rests on', paragraph(c.signals, width)),
    ...section('Fix', paragraph(c.fix, width)),
    ...section('Confirm with a test', scenario(fill(c.confirm, PLAIN), width)),
    ...example('Passes', c.pass, c.fail),
    ...example('Fails', c.fail, c.pass),
  ].join('\n')}\n`;
}

/** Only the files that differ between the two examples: they make the difference. */
function example(label: string, { title, files }: Example, other: Example): string[] {
  const own = Object.entries(files).filter(([path, text]) => other.files[path] !== text);
  return [
    '',
    `${label}: ${title}`,
    ...own.flatMap(([path, text]) => [`  ${path}`, ...text.trimEnd().split('\n').map(quote)]),
  ];
}

/** Code keeps its own line breaks: wrapping would change it. */
function quote(line: string): string {
  return `  │ ${line}`.trimEnd();
}

function find({ primitives, practices }: Catalogue, id: string): Criterion | Practice {
  const all = [...primitives.flatMap((p): (Criterion | Practice)[] => p.criteria), ...practices];
  const ids = all.map((c) => c.id);
  const full = ids.filter((known) => known.endsWith(`/${id}`));
  const [only] = full;
  const name = full.length === 1 && only !== undefined ? only : id;
  known('criterion', name, ids, 'harness catalogue <primitive> lists the criteria of one');
  return all.find((c) => c.id === name) as Criterion | Practice;
}
