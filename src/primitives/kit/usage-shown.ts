// Where tokens or cost reach a person: a print, a component of the interface, a status line, an event.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import type { Signal } from './judgement.js';
import { familiesOf } from './model-families.js';
import { besideProduct, nameOf } from './nearness.js';
import { accounting } from './usage.js';

const PRINTS =
  /^(print|println!?|eprintln!?|writeln!|write!|(\w+\.)?s?echo|\w+\.(print|say|tell)|c\.text|console\.\w+|process\.(stdout|stderr)\.write|sys\.(stdout|stderr)\.write|fmt\.(Print|Fprint)\w*|\w*[Cc]onsole\.print|rich\.print|st\.\w+|color\.\w+|\w*\.?(addItem|append_?[Rr]ow|Append|add_row|setStatus|notify))$/;
const LOGS = /(^|\.)(log|logger|logging|tracing|slog)\.\w+$|^(info|debug|warn)!$/;
const VIEWS = [
  'render',
  'view',
  'display',
  'draw',
  'footer',
  'status',
  'statusline',
  'stats',
  'report',
  'summary',
  'format',
];
/** Places that speak of sizes for another reason. */
const ASIDE = [
  'compact',
  'compress',
  'summar',
  'error',
  'limit',
  'tree',
  'prun',
  'truncat',
  'price',
  'pricing',
  'panic',
];
/** Places whose purpose is to tell. */
const TELLS = ['usage', 'cost', 'stats', 'statistic', 'footer', 'report', 'metric', 'monitor', 'token'];
/** A hole beside the words, where the name that fills it is lost. */
const HOLE = /\{\}\s*(in|out)?\s*tok(en)?s?\b|\$\s*\{\}|\b(tokens|cost|spent|used)\b[^{}]{0,12}\{\}/i;
const SPENT = [
  '=in',
  '=out',
  'input',
  'output',
  'total',
  'used',
  'spent',
  'usd',
  'cost',
  'tokens',
  'dollar',
  'sum',
  'usage',
  'price',
  'prompt',
  'completion',
];
/** A piece of the answer that has its count with it. */
const PIECE = /\b(content|delta|text|message)\s*[=:]/;
const EVENTS = /^(emit|_emit|dispatch|send|publish|notify|onEvent|yield)$/i;

/** Signals that usage is shown; full only where usage is really added up. */
export function shownUsage(context: JudgeContext): Signal[] {
  const counted = accounting(context).some((a) => a.of !== 'part');
  const adapters = adaptersOf(context);
  const found = context.code.functions
    .filter((fn) => fn.wired && !besideProduct(fn))
    .flatMap((fn) => {
      const shown = showing(fn, adapters.has(fn));
      return shown === undefined ? [] : [{ fn, ...shown, weight: spokenUsage(fn, shown.line) }];
    })
    .filter((f) => f.weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return found.map(({ fn, line, to }) => {
    const strength = counted && to === 'person' ? 'full' : 'half';
    const note = `${nameOf(fn)} ${to === 'log' ? 'logs' : 'shows'} ${counted ? 'tokens or cost' : 'a size in tokens'}`;
    return { strength, file: fn.file.path, line, note, fn } satisfies Signal;
  });
}

/** Functions that ask the model and are no loop: what they hand on goes to the loop, and not to a person. */
function adaptersOf(context: JudgeContext): ReadonlySet<FunctionNode> {
  const { code, map, path } = context;
  const asking = map.modelCalls.flatMap((m) => code.function(m.fn) ?? []);
  const all = [...asking, ...familiesOf(context).flatMap((f) => f.members)];
  return new Set(all.filter((fn) => !path.loops.includes(fn)));
}

/** Sums and both directions are what a run used; a size before compaction, a price list or a limit is something else. */
function spokenUsage(fn: FunctionNode, line: number): number {
  const amounts = fn.fact.idents.filter(isAmount).flatMap(splitWords);
  const place = `${fn.fact.name} ${fn.fact.owner ?? ''} ${fn.file.path.replace(/^.*\//, '')}`;
  const said = fn.strings.filter((s) => Math.abs(s.line - line) <= 1).map((s) => s.value);
  if (mentions(place, ASIDE) || said.some((s) => /saved|compact|compress|exceed|limit\b|too (long|large)/i.test(s)))
    return 0;
  const both = mentions(amounts, ['input', 'prompt']) && mentions(amounts, ['output', 'completion', 'candidate']);
  return (
    1 +
    (both ? 2 : 0) +
    (mentions(amounts, ['total', 'cost', 'usd', 'cumulative']) ? 1 : 0) +
    (mentions(place, TELLS) ? 1 : 0)
  );
}

function showing(fn: FunctionNode, adapter: boolean): { line: number; to: 'person' | 'log' } | undefined {
  const printed = fn.calls.find(
    (c) => PRINTS.test(c.fact.callee) && (c.fact.args.some((a) => speaksOfUsage(a.text, a.kind)) || saysUsage(c)),
  );
  if (printed !== undefined) return { line: printed.fact.line, to: 'person' };
  const text = fn.strings.find((s) => s.template && /token|cost|\$|usage|↑/i.test(s.value));
  const about = fn.fact.idents.some(isAmount);
  if (text !== undefined && about) {
    const outputs = fn.calls.some((c) => PRINTS.test(c.fact.callee) || /\blog$/.test(c.fact.callee));
    if (outputs || mentions(`${fn.fact.name} ${fn.fact.owner ?? ''}`, VIEWS) || fn.file.path.endsWith('x'))
      return { line: text.line, to: 'person' };
  }
  const event = adapter
    ? undefined
    : fn.calls.find(
        (c) => EVENTS.test(c.fact.name) && c.fact.args.some((a) => a.kind === 'object' && speaksOfUsage(a.text)),
      );
  if (event !== undefined) return { line: event.fact.line, to: 'person' };
  const yielded = fn.exits.find(
    (e) => !adapter && e.kind === 'yield' && speaksOfUsage(e.text, e.value) && !PIECE.test(e.text),
  );
  if (yielded !== undefined) return { line: yielded.line, to: 'person' };
  const served = fn.fact.decorators.some((d) => /\b(get|route)\(/.test(d)) ? fn.objects.flatMap((o) => o.keys) : [];
  const told = served.find((k) => isAmount(k.name));
  if (told !== undefined) return { line: told.line, to: 'person' };
  const view = fn.file.path.endsWith('.tsx') || fn.file.path.endsWith('.jsx');
  const first = view && /^[A-Z]/.test(fn.fact.name) && fn.fact.idents.filter(isAmount).length > 1;
  if (first) return { line: amountLine(fn), to: 'person' };
  const logged = fn.calls.find(
    (c) => LOGS.test(c.fact.callee) && c.fact.args.some((a) => speaksOfUsage(a.text, a.kind)),
  );
  return logged === undefined ? undefined : { line: logged.fact.line, to: 'log' };
}

/** Where a component first takes an amount; its own line where no statement does. */
function amountLine(fn: FunctionNode): number {
  const lines = [fn, ...fn.children].flatMap((n) => [
    ...n.objects.flatMap((o) => o.keys.filter((k) => speaksOfUsage(k.text, k.kind)).map((k) => k.line)),
    ...n.assignments.filter((a) => speaksOfUsage(a.text, a.kind)).map((a) => a.line),
    ...n.calls.filter((c) => c.fact.args.some((a) => speaksOfUsage(a.text, a.kind))).map((c) => c.fact.line),
  ]);
  return lines.length === 0 ? fn.fact.line : Math.min(...lines);
}

/** The words on the screen are about tokens or money, and a number that goes in or out, or a sum, is put into them. */
function saysUsage({ fact }: CallNode): boolean {
  const said = fact.args.filter((a) => a.kind === 'string' || a.kind === 'template').map((a) => a.text);
  if (!said.some((t) => /\btok(en)?s?\b|\busd\b|\bcost|\$\{\}|\$%|\$\$\{/i.test(t))) return false;
  const filled = [
    ...said.flatMap((t) => [...t.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1] ?? '')),
    ...fact.args.filter((a) => a.kind !== 'string' && a.kind !== 'template').map((a) => a.text),
  ];
  if (said.some((t) => HOLE.test(t) && !/max|limit|window|exceed|over\b|too /i.test(t))) return true;
  return filled.some((t) => mentions(t, SPENT) && !mentions(t, ['max', 'limit', 'window', 'saved', 'before']));
}

/** Does code inside the text, not its words for people, name an amount that was used? */
function speaksOfUsage(text: string, kind?: string): boolean {
  const interpolated = [...text.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1] ?? '').join(' ');
  const code = kind === 'string' || kind === 'template' ? '' : text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, ' ');
  return (`${code} ${interpolated}`.match(/[A-Za-z_][\w.]*/g) ?? []).some(isAmount);
}

/** 'totalTokens', 'usage.input_tokens', 'cost'; but neither a maximum nor a credential. */
function isAmount(name: string): boolean {
  const words = splitWords(name);
  if (
    mentions(words, [
      'max',
      'limit',
      'auth',
      'access',
      'refresh',
      'csrf',
      'bearer',
      'secret',
      'param',
      'option',
      'saved',
      'before',
      'after',
    ])
  )
    return false;
  if (words.includes('tokens') || words.includes('cost') || words.includes('usd')) return true;
  const counted = mentions(words, [
    'input',
    'output',
    'prompt',
    'completion',
    'total',
    'used',
    'count',
    'cache',
    'candidate',
  ]);
  return counted && (words.includes('token') || words.includes('usage'));
}
