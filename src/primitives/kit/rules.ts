// Rules told by their shape: records and maps whose values are verdicts, and documents or tables that the deciding functions
// look verdicts up in. What the rules are called says nothing.
import type { FunctionNode, JudgeContext, TypeNode } from '../../contracts.js';
import { holdsVerdicts, literally, splitWords } from '../../words.js';
import type { Signal } from './judgement.js';
import { rulingTypes } from './rulings.js';

const READS =
  /^(safe_)?(load|loads|parse|unmarshal|decode|readfilesync|from_str|from_slice|from_reader)(_?(yaml|toml|json|all))?$/i;
/** What is parsed comes from a file, not from the call that is decided. */
const OPENS = /^(readfile(sync)?|read_(text|bytes|to_string)|open)$/i;
const QUERY = /^\s*select\b/i;

/** Names of closed sets that hold a verdict for and one against: allow, ask, deny. */
function verdictSets({ code }: JudgeContext): Set<string> {
  const closed = code.types.filter((t) => holdsVerdicts(t.fact.variants.flatMap((v) => splitWords(v))));
  return new Set(closed.map((t) => t.fact.name));
}

/** Is the declared type a verdict, or a closed set of them as written: `z.enum(["allow", "deny"])`? */
function isVerdict(type: string, sets: ReadonlySet<string>): boolean {
  const quoted = [...type.matchAll(/['"](\w+)['"]/g)].map((m) => m[1] as string);
  return (type.match(/\w+/g) ?? []).some((w) => sets.has(w)) || holdsVerdicts(quoted.flatMap((q) => splitWords(q)));
}

/** What a hook or a call answers with, or an event tells, is no rule. */
const PASSING = /(Output|Result|Response|Event|Message|Request|Outcome|Record|Entry)$/;

/** Records of a verdict and what it is about, of which code keeps several and fills them from data. */
export function ruleRecords(context: JudgeContext): Signal[] {
  const sets = verdictSets(context);
  const rulings = new Set(rulingTypes(context).map((t) => t.fact.name));
  return context.code.types.flatMap((type) => {
    const fields = type.fact.members.filter((m) => m.kind === 'field');
    const verdict = fields.find((m) => isVerdict(m.type ?? '', sets));
    if (PASSING.test(type.fact.name)) return [];
    if (verdict === undefined || fields.length < 2 || rulings.has(type.fact.name) || !keptAndRead(context, type))
      return [];
    return [
      { strength: 'full', file: type.file.path, line: type.fact.line, note: 'a rule: what it covers and what it says' },
    ];
  });
}

/** Some type or value keeps several of them, and code that reads a document makes them. */
function keptAndRead({ code }: JudgeContext, { fact }: TypeNode): boolean {
  const name = literally(fact.name);
  const several = new RegExp(
    `(\\[\\]${name}|\\b${name}\\[\\]|(Vec|[Ll]ist|Array|[Tt]uple|Sequence)[<[]\\s*${name}\\b)`,
  );
  const kept = code.types.some((t) => t.fact.members.some((m) => several.test(m.type ?? '')));
  const filled = code.functions.some(
    (fn) => fn.fact.idents.includes(fact.name) && fn.calls.some((c) => READS.test(c.fact.name)),
  );
  return kept && (filled || fact.bases.includes('Deserialize'));
}

/** A setting that maps names to verdicts, and that a deciding function reads: `policy: Record<string, 'allow' | 'deny'>`. */
export function verdictMaps(context: JudgeContext, zone: FunctionNode[]): Signal[] {
  const sets = verdictSets(context);
  const read = new Set(zone.flatMap((fn) => fn.fact.idents));
  const isMap = (type: string): boolean =>
    /\b(Record|Map|HashMap|BTreeMap|dict|Dict|map|record)\b/.test(type) && isVerdict(type, sets);
  const members = context.code.types.flatMap((t) =>
    t.fact.members
      .filter((m) => m.kind === 'field' && isMap(m.type ?? '') && read.has(m.name))
      .map(
        (m): Signal => ({
          strength: 'full',
          file: t.file.path,
          line: m.line,
          note: `${m.name} maps names to verdicts`,
        }),
      ),
  );
  const schemas = context.code.objects.flatMap(({ fact, file }) =>
    fact.keys
      .filter((k) => isMap(k.text) && read.has(k.name))
      .map(
        (k): Signal => ({ strength: 'full', file: file.path, line: k.line, note: `${k.name} maps names to verdicts` }),
      ),
  );
  return [...members, ...schemas, ...answeredMaps(context, zone, isMap)];
}

/** A function that queries or reads a map of verdicts, which the deciding function is given. */
function answeredMaps({ code }: JudgeContext, zone: FunctionNode[], isMap: (type: string) => boolean): Signal[] {
  if (!zone.some((fn) => fn.fact.params.some((p) => isMap(p.type ?? '')))) return [];
  return code.functions
    .filter((fn) => fn.wired && isMap(fn.fact.returns ?? '') && looksUp(fn) !== undefined)
    .map((fn) => ({
      strength: 'full',
      file: fn.file.path,
      line: looksUp(fn) as number,
      note: 'verdicts are read from data',
      fn,
    }));
}

/** A deciding function that looks its verdict up: a query, or a document whose parts it calls allow, ask or deny. */
export function lookedUp(zone: FunctionNode[]): Signal[] {
  const inZone = new Set(zone);
  return zone.flatMap((fn) => {
    const asking = [fn, ...fn.callers.filter((c) => inZone.has(c))];
    const words = asking.flatMap((f) => [...f.strings.map((s) => s.value), ...f.branches.flatMap((b) => b.literals)]);
    const known = new Set(words.filter((w) => /^\w+$/.test(w)).flatMap((w) => splitWords(w)));
    if (!holdsVerdicts(known) && !(known.has('ask') && known.has('deny'))) return [];
    const line = looksUp(fn);
    if (line === undefined) return [];
    const query = fn.strings.some((s) => QUERY.test(s.value));
    if (
      query &&
      !/\b(verdict|decision|action|effect|disposition|policy|outcome|allow\w*|den(y|ied))\b/i.test(selected(fn))
    )
      return [];
    return [{ strength: 'full', file: fn.file.path, line, note: 'the rules are read from data', fn } as const];
  });
}

/** Columns of the query. */
function selected(fn: FunctionNode): string {
  const text = fn.strings.find((s) => QUERY.test(s.value))?.value ?? '';
  return /select([\s\S]*?)\bfrom\b/i.exec(text)?.[1] ?? '';
}

/** The line of a query or of the reading of a document. */
function looksUp(fn: FunctionNode): number | undefined {
  const query = fn.strings.find((s) => QUERY.test(s.value));
  const opens = fn.calls.some((c) => OPENS.test(c.fact.name));
  const parses = fn.calls.find((c) => READS.test(c.fact.name) && c.targets.length === 0);
  return query?.line ?? (opens ? parses?.fact.line : undefined);
}
