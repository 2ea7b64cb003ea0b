import type { FunctionNode, JudgeContext, Judgement, Practice } from '../../contracts.js';
import { mentions } from '../../words.js';
import { pythonAgent, pythonExample, pythonTools } from '../kit/example.js';
import { comparesAmounts } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { besideProduct, strongest } from '../kit/nearness.js';
import { vary } from '../kit/variations.js';

export const practice: Practice = {
  id: 'practice/prompt-cache',
  kind: 'practice',
  title: 'Deliberate prompt caching',
  statement:
    'The harness uses the prompt cache of the provider on purpose (markers, a stable prefix) or watches for breaks.',
  consequence: 'runaway-cost',
  impact: 'Every turn pays full price and full latency for the same thousands of tokens.',
  fix: 'Mark the end of the stable prefix, keep tools and system prompt byte-identical within a session, and log cached against uncached tokens.',
  effort: 'hours',
  confirm: {
    given: 'a run of 5 turns with a provider that reports cached tokens',
    when: 'usage is added up',
    then: 'from turn 2 on at least 80 % of the prefix tokens are read from the cache, and a drop is logged',
  },
  signals:
    'Cache markers and keys that are put into requests, a prefix that is built once and kept, or cached tokens that are compared between requests.',
  judge,
  pass: pythonExample('a cache marker behind the stable prefix', {
    'small_agent/agent.py': vary(pythonAgent(), {
      '"You are a coding assistant."':
        '[{"type": "text", "text": "You are a coding assistant.", "cache_control": {"type": "ephemeral"}}]',
    }),
  }),
  fail: pythonExample('a cache of files, not of prompts', {
    'README.md': '# Small agent\n\nUses prompt caching to cut cost by 90 %.\n',
    'small_agent/tools.py': vary(pythonTools({ imports: 'from functools import lru_cache' }), {
      'def read_file': '@lru_cache(maxsize=100)\ndef read_file',
    }),
  }),
};

const MARKER =
  /^(cache_?control|cache_?point|prompt_?cache_?key|prompt_?cache_?retention|prompt_?cache_?options|cached_?content)$/i;
const WATCHES = ['break', 'breaks', 'bust', 'miss', 'invalidat', 'drop', 'unexpected'];
const RATES = ['hit', 'rate', 'ratio', 'efficien', 'saving', 'saved'];

function judge(context: JudgeContext): Judgement {
  const own = context.code.functions.filter((fn) => !besideProduct(fn));
  const signals = [...own.flatMap((fn) => [...marks(fn), ...watches(fn), ...rates(fn)]), ...prefixes(context)];
  const cited = apart(strongest(signals, signals.length)).slice(0, 2);
  return decide(context.code, cited, {
    met: `The prompt cache is used on purpose in ${cited[0]?.file ?? 'the prompt'}.`,
    partial: 'Cached tokens are shown or counted, but nothing marks or keeps a prefix.',
    absent: 'No request carries a cache marker or key, and nothing keeps or watches a stable prefix.',
  });
}

/** One of each function: what stands beside it shows nothing more. */
function apart(signals: Signal[]): Signal[] {
  return signals.filter((s, i) => signals.findIndex((other) => other.fn === s.fn) === i);
}

/** A cache marker that is put into a request. What only hands on the marker that came in sets none. */
function marks(fn: FunctionNode): Signal[] {
  const keys = fn.objects.flatMap((o) =>
    o.keys.filter((k) => MARKER.test(k.name) && isSet(k.kind) && !handsOn(k.text)).map((k) => k.line),
  );
  const set = fn.assignments
    .filter((a) => MARKER.test(lastName(a.target)) && isSet(a.kind) && !handsOn(a.text))
    .map((a) => a.line);
  const named = fn.calls
    .filter(
      (c) =>
        MARKER.test(c.fact.name) ||
        c.fact.args.some((a) => a.name !== undefined && MARKER.test(a.name) && isSet(a.kind)),
    )
    .map((c) => c.fact.line);
  const indexed = fn.assignments.filter((a) => a.target.endsWith('[]') && !handsOn(a.text)).map((a) => a.line);
  const strings = fn.strings.filter((s) => MARKER.test(s.value) && indexed.includes(s.line)).map((s) => s.line);
  return [...keys, ...set, ...named, ...strings].map((line) => ({
    strength: 'full',
    file: fn.file.path,
    line,
    note: 'a cache marker is put into the request',
    fn,
  }));
}

/** `req.config?.cachedContent`, `sdkCachedContent`: the value is a marker that somebody else made. */
function handsOn(text: string): boolean {
  const last = /^[\w$]+(?:\??\.[\w$]+)*$/.test(text) ? (text.split('.').at(-1) ?? '') : '';
  return /cached_?content$/i.test(last);
}

function isSet(kind: string): boolean {
  return kind !== 'null' && kind !== 'none';
}

function lastName(target: string): string {
  return target.replace(/\[\]$/, '').split('.').at(-1) ?? target;
}

/** Cache reads are compared between requests, and a drop is told. */
function watches(fn: FunctionNode): Signal[] {
  const name = `${fn.fact.owner ?? ''} ${fn.fact.name}`;
  const about =
    mentions(name, ['cache']) && mentions(fn.words, ['prompt', 'token', 'tokens']) && mentions(fn.words, WATCHES);
  const compares = fn.branches.some(
    (b) => comparesAmounts(b) && mentions(b.idents.join(' '), ['cache', 'token', 'drop']),
  );
  return about && compares
    ? [
        {
          strength: 'full',
          file: fn.file.path,
          line: fn.fact.line,
          note: `${fn.fact.name} watches for cache breaks`,
          fn,
        },
      ]
    : [];
}

/** The share of cached tokens is worked out, for people to see. */
function rates(fn: FunctionNode): Signal[] {
  const name = fn.fact.idents.find((i) => mentions(i, ['cache', 'cached']) && mentions(i, RATES));
  if (name === undefined || !mentions(fn.words, ['token', 'tokens'])) return [];
  return [{ strength: 'half', file: fn.file.path, line: fn.fact.line, note: `${name} is worked out`, fn }];
}

/** A prompt prefix that is built once, kept in a field, and put first in what is sent. */
function prefixes({ code }: JudgeContext): Signal[] {
  return code.functions
    .filter((fn) => fn.fact.kind === 'constructor' || fn.fact.name === '__init__' || fn.fact.name === 'new')
    .flatMap((fn) =>
      fn.calls
        .filter((c) => c.targets.some((t) => mentions(t.fact.name, ['prefix']) && lengthOf(t) > 150))
        .map((c) => ({
          strength: 'full' as const,
          file: fn.file.path,
          line: c.fact.line,
          note: 'the prefix of the prompt is built once and kept',
          fn,
        })),
    );
}

function lengthOf(fn: FunctionNode): number {
  return fn.strings.reduce((sum, s) => sum + s.length, 0);
}
