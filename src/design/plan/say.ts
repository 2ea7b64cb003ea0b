// Numbers and lists as a reader expects them in a sentence.
import type { Brief } from '../../contracts.js';

/** 'a', 'a and b', 'a, b and c'. */
export function list(items: readonly string[], joint = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`;
}

/** Names of tools as code. */
export function names(items: readonly { name: string }[], joint = 'and'): string {
  return list(
    items.map(({ name }) => `\`${name}\``),
    joint,
  );
}

/** '1 tool', '3 tools'. */
export function count(n: number, noun: string): string {
  return `${whole(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** 12345 → '12,345'. */
export function whole(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** US dollars with as many digits as matter: '$0.0042', '$0.35', '$1,200'. */
export function money(n: number): string {
  if (n === 0) return '$0';
  if (n >= 100) return `$${whole(n)}`;
  return `$${n >= 0.1 ? n.toFixed(2) : n.toPrecision(2).replace(/0+$/, '')}`;
}

/** The number that `money` shows, so that a sum can be checked from what stands on the page. */
export function shown(n: number): number {
  return Number(money(n).replace(/[$,]/g, ''));
}

/** Two leading digits and zeros: 12,345 → 12,000. Limits are no more precise than what they rest on. */
export function rounded(n: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(n, 1))) - 1);
  return Math.floor(n / unit) * unit;
}

const STARTERS = { person: 'a person', schedule: 'the clock', event: 'an event', code: 'the code around it' };

/** Who or what starts a run, as a subject: 'the clock'. */
export function starter({ run }: Brief): string {
  return STARTERS[run.startedBy];
}

/** Who watches, as a subject: 'the user and the operator'. */
export function watchers({ watching }: Brief): string {
  return list(watching.map((watcher) => (watcher === 'nobody' ? 'nobody' : `the ${watcher}`)));
}

/** A builder's phrase inside a sentence: without the dot at its end. */
export function phrase(text: string): string {
  return text.trim().replace(/[.!?]+$/, '');
}

/** One or many: 'waits' of one tool, 'wait' of several. */
export function agree(items: readonly unknown[], one: string, many: string): string {
  return items.length === 1 ? one : many;
}

const KEPT: Record<Brief['run']['survives'][number], string> = {
  conversation: 'what was said',
  progress: 'which steps are done',
  approvals: 'who agreed to what',
  nothing: 'nothing',
};

/** What survives a restart, in words. */
export function kept({ run }: Brief): string {
  return list(run.survives.map((what) => KEPT[what]));
}

const AWAITED: Record<Brief['run']['waitsFor'][number], string> = {
  nothing: 'nothing',
  user: 'the user',
  approver: 'a yes',
  'outside-system': 'another system',
  clock: 'a time of day',
};

/** What a run waits for, in words. */
export function awaited(what: readonly Brief['run']['waitsFor'][number][]): string {
  return list(what.map((one) => AWAITED[one]));
}

/** Where tools reach, each place once. */
export function places(items: readonly { touches: string }[], joint = 'and'): string {
  const all = [...new Set(items.map(({ touches }) => phrase(touches)))];
  // 'files of the repository or the repository' is one place: the one that holds the other says both.
  return list(
    all.filter((one) => !all.some((other) => one !== other && one.endsWith(` of ${other}`))),
    joint,
  );
}

/** A sentence of its own from a part of one. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
