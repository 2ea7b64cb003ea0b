// Cuts the code that a question needs out of its files: whole functions where they are short, a window where they are
// long, and never more than a reader keeps in view.
import type { Codebase, CodeExcerpt, FunctionNode } from '../contracts.js';
import type { Place } from './places.js';
import type { Sources } from './sources.js';

/** Lines shown for one question. */
const MOST_LINES = 240;
/** A function up to this long is shown whole. */
const WHOLE = 60;
const AROUND = 20;
/** One this short, or a mere signature, is read with what stands around it. */
const SHORT = 4;
/** The same for what stands beside the question. */
const ASIDE = { whole: 40, around: 10 };

interface Window {
  file: string;
  from: number;
  to: number;
}

/** Excerpts for these places, in order of file and line. Earlier places win when there are too many. */
export async function excerptsFor(places: readonly Place[], code: Codebase, sources: Sources): Promise<CodeExcerpt[]> {
  let windows: Window[] = [];
  for (const place of places) {
    const next = merge([...windows, windowAt(place, code)]);
    if (size(next) <= MOST_LINES) windows = next;
  }
  const cut = await Promise.all(windows.map((window) => excerpt(window, sources)));
  return cut.filter((e) => e !== undefined);
}

function windowAt({ file, line, aside }: Place, code: Codebase): Window {
  const { whole, around } = aside === true ? ASIDE : { whole: WHOLE, around: AROUND };
  const fact = named(code.at(file, line))?.fact;
  const near = { file, from: Math.max(1, line - around), to: line + around };
  if (fact === undefined || fact.kind === 'module' || fact.endLine - fact.line < SHORT) return near;
  if (fact.endLine - fact.line < whole) return { file, from: fact.line, to: fact.endLine };
  return { file, from: Math.max(fact.line, near.from), to: Math.min(fact.endLine, near.to) };
}

/** A closure alone says little: the function it stands in tells what it is for. */
function named(fn: FunctionNode | undefined): FunctionNode | undefined {
  return fn?.fact.kind === 'closure' && fn.parent !== undefined ? named(fn.parent) : fn;
}

function merge(windows: readonly Window[]): Window[] {
  const sorted = [...windows].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from));
  const merged: Window[] = [];
  for (const window of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.file === window.file && window.from <= last.to + 1) {
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, window.to) };
    } else merged.push(window);
  }
  return merged;
}

function size(windows: readonly Window[]): number {
  return windows.reduce((lines, w) => lines + w.to - w.from + 1, 0);
}

async function excerpt({ file, from, to }: Window, sources: Sources): Promise<CodeExcerpt | undefined> {
  const source = await sources(file);
  const lines = source?.shown.slice(from - 1, to) ?? [];
  return lines.length === 0 ? undefined : { file, from, lines };
}
