// Where states of work are stored, and what reads them back.
import type { JudgeContext } from '../../contracts.js';
import { distance } from './nearness.js';
import { type Stored, stored } from './sessions.js';
import { atWork, STATE_FIELD, type StateSet } from './states.js';

/** Names of members that hold one of the sets. */
function holders({ code }: JudgeContext, sets: StateSet[]): Set<string> {
  const names = new Set(sets.map((s) => s.name));
  const found = new Set<string>();
  for (const { file, fact } of code.types)
    for (const m of fact.members)
      if (m.kind === 'field' && (m.type ?? '').split(/\W+/).some((word) => names.has(word)))
        found.add(`${file.path}:${m.line}`);
  for (const set of sets) found.add(`${set.file}:${set.line}`);
  return found;
}

/** Stores that hold states of work: by what they carry, or because that is what they are for. */
export function stateWrites(context: JudgeContext, sets: StateSet[]): Stored[] {
  const members = holders(context, sets);
  return stored(
    context,
    ({ op, holds, carries }) =>
      op !== 'read' &&
      (holds === 'state' || holds === 'session') &&
      carries.some(
        (c) => members.has(`${c.site.file}:${c.site.line}`) || (holds === 'state' && STATE_FIELD.test(c.name)),
      ),
  ).filter(({ store, fn }) => store.duringRun || atWork(context, fn));
}

/** Reads of what a write stores: of the same table where statements name one, else in its type or its file. */
export function readsBack(context: JudgeContext, write: Stored): Stored[] {
  const all = stored(context, (s) => s.op === 'read' && ['state', 'unknown', write.store.holds].includes(s.holds));
  const table = tableOf(write);
  const rows = table === undefined ? [] : all.filter((r) => tableOf(r) === table && !isNarrow(r));
  if (rows.length > 0) return rows.sort((a, b) => distance(context, a.fn) - distance(context, b.fn));
  return all.filter(
    (read) =>
      !isNarrow(read) &&
      (read.fn.file === write.fn.file ||
        (read.fn.fact.owner !== undefined && read.fn.fact.owner === write.fn.fact.owner)),
  );
}

/** A statement that gives back named columns, none of which says where the work stands. */
function isNarrow(read: Stored): boolean {
  const columns = /\bselect\s+([\w\s,."]+?)\s+from\b/i.exec(saidAt(read))?.[1];
  return columns !== undefined && !/\b(\w+_)?(status|state|phase|stage)\b/i.test(columns);
}

/** The text of a statement. */
function saidAt({ store, fn }: Stored): string {
  const near = fn.strings.filter((s) => s.line >= store.site.line && s.line <= store.site.line + 3);
  return near.map((s) => s.value).join(' ');
}

function tableOf(place: Stored): string | undefined {
  return /\b(?:update|into|from)\s+"?(\w+)/i.exec(saidAt(place))?.[1]?.toLowerCase();
}
