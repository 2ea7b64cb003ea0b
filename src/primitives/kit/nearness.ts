// Of several places that show the same thing, a reader wants the one nearest to the agent. This measures how far a
// function stands from the loop and the dispatch site, and picks the few places that are worth citing.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import type { Signal } from './judgement.js';

/** Beyond any path: nothing on the way to or from the loop reaches it. */
export const FAR = 99;
/** Code for people's eyes and hands; what it compares or writes is rarely the run's. */
const SCREEN = /(^|\/)(ui|tui|components?|views?|widgets?|screens?|web|website|frontend|browser|pages)\//i;
const BESIDE: readonly string[] = ['script', 'scripts', 'tools-dev', 'devtools', 'bench', 'generate', 'generat'];

/** Steps by calls between a function and the nearest agent loop or dispatch site; `FAR` when there is no way. */
export function distance(context: JudgeContext, fn: FunctionNode): number {
  const { path } = context;
  const ways = [path.from.get(fn), path.to.get(fn), path.tools.get(fn)].flatMap((w) => (w === undefined ? [] : [w]));
  const own = ways.map((w) => w.length - 1);
  if (own.length > 0) return Math.min(...own);
  const { parent } = fn;
  return parent === undefined || parent.fact.kind === 'module' ? FAR : distance(context, parent);
}

/** Does the file of the function draw a screen? */
export function onScreen({ file }: FunctionNode): boolean {
  return onScreenFile(file.path);
}

/** Does the file draw a screen? */
export function onScreenFile(path: string): boolean {
  return /\.[jt]sx$/.test(path) || SCREEN.test(path);
}

/** Stands in a script that people run beside the product. */
export function besideProduct({ file }: FunctionNode): boolean {
  return file.path.split('/').some((part) => mentions(part.replace(/\.\w+$/, ''), BESIDE));
}

/** Nearest first; code of screens after the rest. Signals without a function keep their place at the end. */
export function nearestFirst(context: JudgeContext, signals: readonly Signal[]): Signal[] {
  const far = (s: Signal): number => (s.fn === undefined ? FAR : distance(context, s.fn) + (onScreen(s.fn) ? 10 : 0));
  return [...signals].sort((a, b) => far(a) - far(b));
}

/** The few that carry the verdict: of the strongest kind that is reached, at most `most`. */
export function strongest(signals: readonly Signal[], most = 2): Signal[] {
  const rank = (s: Signal): number => (s.fn?.wired === false ? 0 : 2) + (s.strength === 'full' ? 1 : 0);
  const top = Math.max(0, ...signals.map(rank));
  return signals.filter((s) => rank(s) === top).slice(0, most);
}

/** What people call the function: a closure goes by the name of what it stands in. */
export function nameOf(fn: FunctionNode): string {
  for (let f: FunctionNode | undefined = fn; f !== undefined; f = f.parent)
    if (!f.fact.name.startsWith('<') && f.fact.kind !== 'module') return f.fact.name;
  return fn.file.path.slice(fn.file.path.lastIndexOf('/') + 1);
}
