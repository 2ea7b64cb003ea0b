// How carefully stored records are read back: what a loader does when a record is broken or comes from an older release.
import type { BranchFact, CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import type { Stored } from './sessions.js';

const PARSES =
  /(^|[._:])(parse|loads?|safe_load|from_str|from_slice|from_json\w*|from_reader|Unmarshal|Decode|deserialize\w*|parse\w*(Line|Record|Entry|Json|JSON)\w*)$/;
const VALIDATES =
  /(^|[._:])(safeParse\w*|model_validate\w*|validate\w*|parse_obj|parse_raw|validate_python|validate_json|decodeUnknown\w*)$/;
const GUARDED: Vocabulary = ['schema'];
/** What functions beside a loader do for it. */
const LOADS: Vocabulary = [
  'load',
  'read',
  'pars',
  'migrat',
  'upgrad',
  'version',
  'valid',
  'repair',
  'recover',
  'normal',
  'decode',
  'restore',
  'open',
  'resum',
  'record',
  'entr',
  'line',
  'deserial',
];
const FORMAT = /^[A-Z]|[Jj]son|yaml|toml|serde|[Ss]chema|pickle|bincode|csv/;

const MIGRATES = /^_?(migrat|upgrad)/i;

/** One way in which loading copes. */
export interface Care {
  fn: FunctionNode;
  line: number;
  how: 'version' | 'migration' | 'validation' | 'record' | 'whole';
}

/** What the loader of a store, the functions it calls, and its callers in the same file do about bad records. */
export function careOf({ code }: JudgeContext, { fn }: Stored): Care[] {
  const down = [...code.reach([fn], 3).keys()].filter((f) => f.inScope);
  const up = [...code.reachedBy([fn], 2).keys()].filter((f) => f.inScope && f.file === fn.file);
  const around = up.flatMap((f) =>
    f.callees.filter((c) => c.file === fn.file && c.inScope && mentions(c.fact.name, LOADS)),
  );
  const near = new Set([fn, ...up, ...down.filter((f) => f.file === fn.file || f.callers.includes(fn)), ...around]);
  return [...near].flatMap((f) => careIn(f));
}

function careIn(fn: FunctionNode): Care[] {
  const found: Care[] = [];
  const migrated = fn.calls.find((c) => MIGRATES.test(c.fact.name) && c.targets.length > 0);
  if (migrated !== undefined) found.push({ fn, line: migrated.fact.line, how: 'migration' });
  const version = fn.branches.find(
    (b) => b.kind !== 'catch' && mentions(b.idents.filter((i) => !MIGRATES.test(i)).join(' '), ['version']),
  );
  if (version !== undefined) found.push({ fn, line: version.line, how: 'version' });
  const validated = fn.calls.find(
    (c) => VALIDATES.test(c.fact.callee) || (c.fact.name === 'parse' && mentions(c.fact.receiver, GUARDED)),
  );
  if (validated !== undefined && mentions(fn.fact.name, LOADS))
    found.push({ fn, line: validated.fact.line, how: 'validation' });
  for (const call of fn.calls.filter(parsesRecord)) {
    const handled = handlerOf(fn, call);
    if (handled !== undefined) found.push({ fn, line: handled.line, how: perRecord(fn, call) ? 'record' : 'whole' });
  }
  return found;
}

/** A format is parsed; `text.parse::<u64>()` and `date.parse` read a single value. */
function parsesRecord({ fact }: CallNode): boolean {
  if (!PARSES.test(fact.callee)) return false;
  return fact.name !== 'parse' || FORMAT.test(fact.receiver);
}

/** Runs once per record: inside a loop, or as the callback of a walk over lines. */
function perRecord(fn: FunctionNode, call: CallNode): boolean {
  return call.fact.loop !== undefined || (fn.fact.kind === 'closure' && fn.fact.argumentOf !== undefined);
}

/** The arm that goes on after a parse has failed. */
function handlerOf(fn: FunctionNode, call: CallNode): { line: number } | undefined {
  const { line, loop } = call.fact;
  const caught = fn.branches.find(
    (b) => b.kind === 'catch' && b.line >= line && b.loop === loop && b.exit !== 'throw' && !throws(fn, b),
  );
  if (caught !== undefined) return caught;
  const tested = fn.branches.find(
    (b) =>
      b.line >= line &&
      b.line <= line + 4 &&
      /\b(err|Err|error|Ok)\b/.test(b.test) &&
      (b.exit === 'continue' ||
        (b.kind !== 'case' && /\bOk\b/.test(b.test)) ||
        (b.exit === 'none' && /\bErr\b/.test(b.test))) &&
      !throws(fn, b),
  );
  if (tested !== undefined) return tested;
  const swallowed = fn.calls.find((c) => c.fact.line === line && /^(ok|unwrap_or\w*)$/.test(c.fact.name));
  return swallowed === undefined ? undefined : { line };
}

function throws(fn: FunctionNode, branch: BranchFact): boolean {
  return fn.exits.some((e) => e.kind === 'throw' && branch.bodyLine <= e.line && e.line <= branch.endLine);
}
