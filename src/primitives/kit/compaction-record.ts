// What is left of the history after compaction: a record of it in storage, an append-only transcript, or a history that
// was never touched because only the copy for the model is shortened.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { compactionCode, findCompactors } from './compaction.js';
import { SHRINK, STRICT } from './compaction-cuts.js';
import type { Signal } from './judgement.js';
import { nearestFirst } from './nearness.js';
import { type Stored, sessionWrites } from './sessions.js';

const RECORDS = /^(append|record|save|write|insert|store|add|log|persist|push|put|keep|set|note)/i;
/** Counted or told, and not kept; or how compaction is set up. */
const MEASURES = [
  'threshold',
  'enabled',
  'config',
  'option',
  'setting',
  'metric',
  'telemetry',
  'logger',
  'loggers',
  'span',
  'analytic',
  'statsd',
];
/** The row of a session is made once; its messages come one by one. */
const BEGINS = ['=begin', '=start', '=create', '=open', '=init', '=new'];
const ABOUT = [...SHRINK.slice(0, 5)];

/** Words that say nothing of shortening, whatever function they begin the name of. */
const PLAIN =
  'history messages message session context conversation chat text prompt build make prepare format convert render get try run do add apply update process handle execute init new'.split(
    ' ',
  );

/** Words for compaction, and the verb that this code calls it by: alone, or before the history. */
function aboutIt(context: JudgeContext): string[] {
  const verbs = findCompactors(context).flatMap((c) => {
    const [verb = '', ...rest] = splitWords(c.fn.fact.name);
    return rest.length === 0 || (rest.length === 1 && mentions(rest, STRICT)) ? [verb] : [];
  });
  return [...ABOUT, ...verbs.filter((w) => w.length > 3 && !PLAIN.includes(w) && !RECORDS.test(w))];
}

/** Signals that nothing is lost. */
export function keptOnDisk(context: JudgeContext): Signal[] {
  return [...nearestFirst(context, recorded(context)).slice(0, 1), ...appended(context), ...viewOnly(context)];
}

/** A call that records the compaction: `appendCompaction(...)`, `append({ type: 'compaction', ... })`. */
function recorded(context: JudgeContext): Signal[] {
  const storing = storingFunctions(context);
  const about = aboutIt(context);
  const places = [...new Set([...compactionCode(context), ...findCompactors(context).flatMap((c) => c.fn.callers)])];
  return places.flatMap((fn) =>
    fn.calls.flatMap((call) => {
      const { name, args } = call.fact;
      if (!RECORDS.test(name) || mentions(splitWords(`${call.fact.callee} ${fn.file.path}`), MEASURES)) return [];
      const objects = args.flatMap((a) => (a.object === undefined ? [] : (fn.file.objects[a.object]?.keys ?? [])));
      const tagged = objects.some((k) => /^(type|kind|event|role|op)$/.test(k.name) && mentions(k.text, about));
      const variant = args.some((a) => /(::|\.)[A-Z]\w*/.test(a.text) && mentions(a.text.replace(/\{.*$/s, ''), about));
      const named = mentions(splitWords(name), about) && !/^log/i.test(name);
      if (!tagged && !named && !variant) return [];
      const stored = call.targets.length === 0 || call.targets.some((t) => storing.has(t) || (named && t.inScope));
      return stored && fn.inScope
        ? [
            {
              strength: 'full' as const,
              file: fn.file.path,
              line: call.fact.line,
              note: 'the compaction is recorded',
              fn,
            },
          ]
        : [];
    }),
  );
}

/** The transcript grows entry by entry while the run goes on. */
function appended(context: JudgeContext): Signal[] {
  const begins = ({ fn }: Stored): boolean => mentions(fn.fact.name, BEGINS);
  return sessionWrites(context)
    .filter(({ store }) => store.duringRun && (store.op === 'append' || store.op === 'insert'))
    .sort((a, b) => Number(begins(a)) - Number(begins(b)))
    .slice(0, 1)
    .map(({ store: s, fn }) =>
      withFunction(fn, {
        file: s.site.file,
        line: s.site.line,
        note: 'messages are appended to the store as they come',
      }),
    );
}

/** Only what the model is shown is shortened, and the run stores the history itself. */
function viewOnly(context: JudgeContext): Signal[] {
  const { code } = context;
  const compactors = findCompactors(context);
  const stored = sessionWrites(context).find(({ store }) => store.duringRun)?.store;
  const views = compactors.filter((c) => c.how === 'cut');
  if (stored === undefined || views.length === 0 || views.length < compactors.length) return [];
  return [
    withFunction(code.function(stored.fn), {
      file: stored.site.file,
      line: stored.site.line,
      note: 'the whole history is stored',
    }),
    ...views.map((c) =>
      withFunction(c.fn, { file: c.fn.file.path, line: c.line, note: 'only the prompt is shortened' }),
    ),
  ];
}

function storingFunctions({ code, map }: JudgeContext): ReadonlyMap<FunctionNode, unknown> {
  const writing = map.effects
    .filter((e) => e.class === 'write' || e.class === 'database')
    .flatMap((e) => code.function(e.fn) ?? []);
  return code.reachedBy(writing, 4);
}

function withFunction(fn: FunctionNode | undefined, at: { file: string; line: number; note: string }): Signal {
  return { strength: 'full', ...at, ...(fn === undefined ? {} : { fn }) };
}
