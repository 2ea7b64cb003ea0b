// Memory by what happens to it, whatever it is called: a tool adds to a file or a table, and what makes the prompt of a
// later run reads the same file or table.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import type { Signal } from './judgement.js';
import { promptGivers } from './prompt-givers.js';

const FILE = /(?:^|\/)([\w-]+\.(?:md|txt|json|jsonl|yaml))$/;
const INSERTS = /\binsert\s+into\s+([\w.]+)/i;
const SELECTS = /\bfrom\s+([\w.]+)/gi;

/** Lines of tools that keep something, each with the line that reads it for the prompt. */
export function rememberedByTools(context: JudgeContext): Signal[] {
  const { code, map, path } = context;
  const runs = map.tools.flatMap((t) => (t.run === undefined ? [] : (code.function(t.run) ?? [])));
  const tools = new Set([...path.tools.keys(), ...path.dispatches, ...runs]);
  const givers = [...code.reach(promptGivers(context), 1).keys()].filter((fn) => !tools.has(fn));
  const read = new Map(givers.flatMap(placesRead).map((place) => [place.name, place]));
  return [...tools].flatMap((tool) => {
    const kept = tool.inScope ? placesKept(context, tool).find((place) => read.has(place.name)) : undefined;
    const reader = kept === undefined ? undefined : read.get(kept.name);
    if (kept === undefined || reader === undefined) return [];
    return [signal(kept, `a tool adds to ${kept.name}`), signal(reader, `the prompt takes in ${kept.name}`)];
  });
}

interface Place {
  name: string;
  fn: FunctionNode;
  line: number;
}

const signal = ({ fn, line }: Place, note: string): Signal => ({
  strength: 'half',
  file: fn.file.path,
  line,
  note,
  fn,
});

function placesRead(fn: FunctionNode): Place[] {
  return fn.strings.flatMap(({ value, line }) => {
    const tables = [...value.matchAll(SELECTS)].map((m) => ({ name: `table ${m[1]}`, fn, line }));
    return [...tables, ...filesIn(fn, value, line)];
  });
}

/** A file that the tool adds to by a name of its own, or the table of an insert. */
function placesKept({ map }: JudgeContext, fn: FunctionNode): Place[] {
  const adds = map.effects.some((e) => e.fn === fn.id && e.class === 'write');
  return fn.strings.flatMap(({ value, line }) => {
    const table = INSERTS.exec(value)?.[1];
    const tables = table === undefined ? [] : [{ name: `table ${table}`, fn, line }];
    return [...tables, ...(adds ? filesIn(fn, value, line) : [])];
  });
}

function filesIn(fn: FunctionNode, value: string, line: number): Place[] {
  const name = FILE.exec(value)?.[1];
  return name === undefined ? [] : [{ name, fn, line }];
}
