// Work kept as rows: a process that starts again finds what was under way by its state, and settles it in a statement.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import type { Signal } from './judgement.js';
import { atWork } from './states.js';

/** States of work that has begun and not ended. */
export const UNDER_WAY =
  /(running|executing|in_?progress|active|performing|processing|working|begun|sending|claimed)$/i;

/** Rows left under way are moved on by a statement, or found again under their key and not begun a second time. */
export function settlesRows(context: JudgeContext, fn: FunctionNode): Signal[] {
  if (!fn.wired || !atWork(context, fn)) return [];
  const moved = fn.strings.find((s) => {
    const [set = '', where = ''] = s.value.split(/\bwhere\b/i);
    const asked = [...where.matchAll(/(\w+)\s*=\s*'(\w+)'/g)].some((m) => UNDER_WAY.test(m[2] ?? ''));
    return /^\s*update\b/i.test(set) && asked && /\b(state|status|stage|phase)\s*=\s*'/i.test(set);
  });
  const note = 'settles states left at running';
  if (moved !== undefined) return [{ strength: 'full', file: fn.file.path, line: moved.line, note, fn }];
  const begun = fn.strings.find(
    (s) =>
      /^\s*insert\b/i.test(s.value) &&
      /'(\w*(begun|sending|running|started|pending))'/i.test(s.value) &&
      /on conflict|ignore/i.test(s.value),
  );
  const found = fn.branches.find(
    (b) =>
      begun !== undefined &&
      b.line > begun.line &&
      b.exit === 'return' &&
      b.literals.some((l) => /done|complet|sent|finished/i.test(l)),
  );
  if (found === undefined) return [];
  return [
    {
      strength: 'full',
      file: fn.file.path,
      line: found.line,
      note: 'tells what was done from what was only begun',
      fn,
    },
  ];
}
