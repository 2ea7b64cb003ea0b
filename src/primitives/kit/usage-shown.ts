// Where tokens or cost reach a person: a print, a component of the interface, a status line, an event.
import type { FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import type { Signal } from './judgement.js';
import { accounting } from './usage.js';

const PRINTS =
  /^(print|println!?|eprintln!?|writeln!|write!|echo|secho|console\.\w+|process\.(stdout|stderr)\.write|sys\.(stdout|stderr)\.write|fmt\.(Print|Fprint)\w*|\w*[Cc]onsole\.print|rich\.print|st\.\w+|color\.\w+|\w*\.?(addItem|append_?[Rr]ow|Append|add_row|setStatus|notify))$/;
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
const EVENTS = /^(emit|_emit|dispatch|send|publish|notify|onEvent|yield)$/i;

/** Signals that usage is shown; full only where usage is really added up. */
export function shownUsage(context: JudgeContext): Signal[] {
  const counted = accounting(context).some((a) => a.of !== 'part');
  return context.code.functions.flatMap((fn) => {
    const shown = showing(fn);
    if (shown === undefined) return [];
    const strength = counted && shown.to === 'person' ? 'full' : 'half';
    return [{ strength, file: fn.file.path, line: shown.line, note: 'shows tokens or cost', fn } satisfies Signal];
  });
}

function showing(fn: FunctionNode): { line: number; to: 'person' | 'log' } | undefined {
  const printed = fn.calls.find((c) => PRINTS.test(c.fact.callee) && c.fact.args.some((a) => speaksOfUsage(a.text)));
  if (printed !== undefined) return { line: printed.fact.line, to: 'person' };
  const text = fn.strings.find((s) => s.template && /token|cost|\$|usage|↑/i.test(s.value));
  const about = fn.fact.idents.some(isAmount);
  if (text !== undefined && about) {
    const outputs = fn.calls.some((c) => PRINTS.test(c.fact.callee) || /\blog$/.test(c.fact.callee));
    if (outputs || mentions(`${fn.fact.name} ${fn.fact.owner ?? ''}`, VIEWS) || fn.file.path.endsWith('x'))
      return { line: text.line, to: 'person' };
  }
  const event = fn.calls.find(
    (c) => EVENTS.test(c.fact.name) && c.fact.args.some((a) => a.kind === 'object' && speaksOfUsage(a.text)),
  );
  if (event !== undefined) return { line: event.fact.line, to: 'person' };
  const view = fn.file.path.endsWith('.tsx') || fn.file.path.endsWith('.jsx');
  const first = view && /^[A-Z]/.test(fn.fact.name) && fn.fact.idents.filter(isAmount).length > 1;
  if (first) return { line: fn.fact.line, to: 'person' };
  const logged = fn.calls.find((c) => LOGS.test(c.fact.callee) && c.fact.args.some((a) => speaksOfUsage(a.text)));
  return logged === undefined ? undefined : { line: logged.fact.line, to: 'log' };
}

/** Does code inside the text, not its words for people, name an amount that was used? */
function speaksOfUsage(text: string): boolean {
  const interpolated = [...text.matchAll(/\{([^{}]*)\}/g)].map((m) => m[1] ?? '').join(' ');
  const code = text.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, ' ');
  return (`${code} ${interpolated}`.match(/[A-Za-z_][\w.]*/g) ?? []).some(isAmount);
}

/** 'totalTokens', 'usage.input_tokens', 'cost'; but neither a maximum nor a credential. */
function isAmount(name: string): boolean {
  const words = splitWords(name);
  if (mentions(words, ['max', 'limit', 'auth', 'access', 'refresh', 'csrf', 'bearer', 'secret', 'param', 'option']))
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
