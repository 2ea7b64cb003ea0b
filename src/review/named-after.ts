// Where the analysis found nothing, a reader needs to see where it might have been missed. A name is a hint and never a
// verdict, but it is a good reason to show a function.
import type { Catalogue, Criterion, FunctionNode, JudgeContext, Site } from '../contracts.js';
import { splitWords } from '../words.js';

/** Functions shown for their names. */
const MOST = 4;
const LEAST_WORDS = 2;
/** What stands on the path of the loop is likelier to matter. */
const ON_PATH = 1.5;
const LEAST_LETTERS = 4;

type Weigh = (word: string) => number;

/** Functions named after the criterion, best first: a word counts by how rare it is in the catalogue and in the code. */
export function namedAfter(
  criterion: Criterion,
  catalogue: Catalogue,
  { code, path }: JudgeContext,
): Pick<Site, 'file' | 'line'>[] {
  const functions = criterion.id.startsWith('verification/') ? code.tests : code.functions.filter(isNamed);
  const own = new Map(functions.map((fn) => [fn, new Set(stems(namesOf(fn)))]));
  const inCode = rarity([...own.values()]);
  const told = rarity(catalogue.primitives.flatMap((p) => p.criteria.map((c) => new Set(stems(textOf(c))))));
  const topic = new Set(stems(textOf(criterion)));
  const weigh: Weigh = (word) => (topic.has(word) ? told(word) * inCode(word) : 0);
  return [...own]
    .map(([fn, words]) => ({ fn, score: weighed([...words], weigh) * (onPath(fn) ? ON_PATH : 1) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.fn.id < b.fn.id ? -1 : 1))
    .slice(0, MOST)
    .map(({ fn }) => ({ file: fn.file.path, line: fn.fact.line }));

  function onPath(fn: FunctionNode): boolean {
    return path.from.has(fn) || path.tools.has(fn);
  }
}

/** One word in common is chance. */
function weighed(words: readonly string[], weigh: Weigh): number {
  const weights = words.map(weigh).filter((weight) => weight > 0);
  return weights.length < LEAST_WORDS ? 0 : weights.reduce((sum, weight) => sum + weight, 0);
}

function textOf({ id, title, statement, signals }: Criterion): string {
  return `${id.split('/')[1] ?? ''} ${title} ${statement} ${signals}`;
}

function namesOf({ fact, file }: FunctionNode): string {
  return [fact.name, fact.owner ?? '', fact.testTitle ?? '', file.path.split('/').at(-1) ?? ''].join(' ');
}

/** 0 for a word that stands in all texts, more the fewer hold it. */
function rarity(texts: readonly ReadonlySet<string>[]): Weigh {
  const seen = new Map<string, number>();
  for (const words of texts) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  return (word) => Math.log(texts.length / (seen.get(word) ?? texts.length));
}

/** Words without their endings: `denied`, `denies` and `denial` meet at `deni`. */
function stems(text: string): string[] {
  return splitWords(text)
    .filter((word) => word.length >= LEAST_LETTERS)
    .map((word) => word.replace(/y$/, 'i').replace(/(ations?|ions?|ing|able|als?|ed|es|s|e)$/, ''))
    .filter((stem) => stem.length >= LEAST_LETTERS - 1);
}

/** A closure has no name of its own, and a file's top level has them all. */
function isNamed({ fact, wired }: FunctionNode): boolean {
  return wired && fact.kind !== 'closure' && fact.kind !== 'module';
}
