// Where a file lies says what it is for. The outermost telling folder decides: tests of an example belong to the example.
import type { Role } from '../../contracts.js';
import { dirOf } from './paths.js';
import type { Surroundings } from './surroundings.js';

/** What the folders say, and the folder that says it. */
export interface Place {
  role: Extract<Role, 'test' | 'eval' | 'example' | 'docs'>;
  folder: string;
}

const TEST =
  /^(_{0,2})(tests?|testing|testdata|e2e|mocks?|fakes?|fixtures?)\1$|^__snapshots__$|[-_.]tests?$|^tests?[-_]|^mocks?[-_]|^e2e[-_]/;
const EVAL = /^_{0,2}(evals|benchmarks?|bench|benches|promptfoo)_{0,2}$|[-_](evals|benchmarks?)$/;
const EXAMPLE =
  /^_?(examples?|samples?|demos?|tutorials?|cookbooks?|playgrounds?|notebooks|quickstarts?)$|[-_](examples?|samples?|demos?)$/;
const SCAFFOLD = /^(templates?|scaffolds?|scaffolding|boilerplates?)$/;
/** Names that are also used for parts of a program: they tell only outside its source. */
const OUTSIDE: [RegExp, Place['role']][] = [
  [/^(docs?|documentation|website|www|site)$/, 'docs'],
  [/^(eval|evaluations?)$/, 'eval'],
  [/^specs?$/, 'test'],
];
const SOURCE_ROOTS = new Set(['src', 'lib', 'internal', 'pkg', 'cmd', 'source']);

/** What the folders of a path say it is for; undefined when none of them tells. */
export function placeOf(path: string, around: Surroundings): Place | undefined {
  const segments = dirOf(path).split('/');
  let folder = '';
  let inSource = false;
  for (const segment of segments) {
    if (segment === '') return undefined;
    folder = folder === '' ? segment : `${folder}/${segment}`;
    const role = tell(segment, folder, inSource || around.pythonPackages.has(folder), around);
    if (role !== undefined) return { role, folder };
    inSource ||= SOURCE_ROOTS.has(segment) || around.pythonPackages.has(folder);
  }
  return undefined;
}

function tell(name: string, folder: string, inSource: boolean, around: Surroundings): Place['role'] | undefined {
  const segment = name.toLowerCase();
  if (TEST.test(segment)) return 'test';
  if (EVAL.test(segment)) return 'eval';
  if (EXAMPLE.test(segment)) return 'example';
  if (SCAFFOLD.test(segment) && around.aboveManifests.has(folder)) return 'example';
  if (inSource) return undefined;
  return OUTSIDE.find(([pattern]) => pattern.test(segment))?.[1];
}
