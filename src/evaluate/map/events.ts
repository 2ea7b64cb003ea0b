// The events of a harness: declared families whose members leave the functions on the loop's path, and names that only
// literals know. Declared is not emitted, so both ends are kept.
import type { Codebase, Emission, EventType, JudgeContext } from '../../contracts.js';
import { mentions } from '../../words.js';
import { type Family, familiesOf, lower } from './events/families.js';
import { type Sent, sentBy } from './events/sent.js';

const EMITS = ['emit', 'yield', 'event', 'publish', 'broadcast', 'notif', 'callback', 'channel', 'stream', '=cb'];

/** What such a set lists is a property that events have, not the events. */
const PROPERTY = [
  'source',
  'origin',
  'severity',
  'level',
  'status',
  'mode',
  'color',
  'error',
  'reason',
  'role',
  'priority',
  'option',
];

/** Event families of the scope, by file and line; those that nothing on the loop's path emits only when named events. */
export function findEvents(code: Codebase, path: JudgeContext['path']): EventType[] {
  const families = familiesOf(code);
  const onPath = code.functions.filter((fn) => path.from.has(fn) || path.to.has(fn) || path.tools.has(fn));
  const emitted = new Map<Family, Emission[]>();
  const untyped = new Map<string, Emission[]>();
  const inOrder = onPath.flatMap((fn) => sentBy(fn).sort((a, b) => a.line - b.line));
  for (const sent of inOrder) {
    const homes = homesOf(families, sent);
    for (const { family, variant } of homes) {
      const around = family.carrier === undefined ? envelope(code, sent) : [];
      const keys = [...new Set([...sent.keys, ...(family.fields.get(variant) ?? []), ...around])];
      push(emitted, family, emission(code, sent, variant, keys));
    }
    if (homes.length === 0 && sent.variant !== undefined && mentions(sent.by, EMITS))
      push(untyped, sent.type ?? sent.by, emission(code, sent, sent.variant, sent.keys));
  }
  return [
    ...families
      .filter((f) => isEmitted(f, emitted.get(f) ?? []) || isNamedEvent(f))
      .map((f) => declared(f, emitted.get(f) ?? [])),
    ...[...untyped].flatMap(([name, list]) => undeclared(name, list)),
  ].sort((a, b) => (a.site.file < b.site.file ? -1 : a.site.file > b.site.file ? 1 : a.site.line - b.site.line));
}

/** One member of a set that does not speak of events may be a coincidence. */
function isEmitted(family: Family, emitted: Emission[]): boolean {
  if (!family.eventful && mentions(family.name, PROPERTY)) return false;
  return new Set(emitted.map((e) => e.variant)).size > (family.eventful && family.kind !== 'callbacks' ? 0 : 1);
}

const isNamedEvent = (family: Family): boolean => family.kind !== 'callbacks' && mentions(family.name, ['event']);

function declared(family: Family, emitted: Emission[]): EventType {
  const { name, site, kind, variants } = family;
  return { name, site, kind, variants, emitted };
}

/** Two different names sent by the same means look like a stream; one is a call like any other. */
function undeclared(name: string, emitted: Emission[]): EventType[] {
  const variants = [...new Set(emitted.map((e) => e.variant))].sort();
  const { file, line, text } = emitted[0] as Emission;
  return variants.length < 2 ? [] : [{ name, site: { file, line, text }, kind: 'untyped', variants, emitted }];
}

function emission(code: Codebase, { fn, line, guessed }: Sent, variant: string, keys: string[]): Emission {
  return { ...code.site(fn.file.path, line), fn: fn.id, variant, keys, ...(guessed ? { guessed } : {}) };
}

/** Fields of the struct that carries the event, and of what its fields are made of. */
function envelope(code: Codebase, sent: Sent): string[] {
  if (sent.type === undefined || sent.keys.length === 0) return [];
  const nested = code.types.filter((t) => sent.keys.includes(t.fact.name));
  return nested.flatMap((t) => t.fact.members.map((m) => m.name));
}

/** Families the value belongs to: by its own type; else by a known literal, families that speak of events first. */
function homesOf(families: Family[], sent: Sent): { family: Family; variant: string }[] {
  const { type, variant } = sent;
  if (sent.by.startsWith('on') && variant === sent.by) return homes(families, (f) => f.kind === 'callbacks', variant);
  const own = families.filter((f) => f.kind !== 'callbacks' && f.carrier === undefined && f.named !== true);
  const byName = variant === undefined ? [] : homes(families, (f) => f.named === true && sent.named === true, variant);
  if (byName.length > 0) return byName;
  if (type !== undefined) {
    const whole = homes(own, (f) => f.name === type, variant);
    if (whole.length > 0) return whole;
    const member = homes(own, (f) => f.types.has(type) || f.variants.includes(type), type);
    if (member.length > 0) return member;
    const carried = families.filter((f) => f.carrier?.type === type);
    if (carried.length > 0) return carried.flatMap((family) => inCarrier(family, sent));
  }
  if (variant === undefined) return [];
  const literal = homes(sameEnum(own, sent), (f) => f.objects, variant);
  const declared = literal.filter((h) => says(sent, h.family.name));
  if (declared.length > 0) return declared;
  const eventful = literal.filter((h) => h.family.eventful);
  if (eventful.length > 0) return eventful;
  return mentions(sent.by, EMITS) || sent.given === true ? literal : [];
}

/** `type: Kind.DONE` belongs to what is told apart by that enum, as long as something is. */
function sameEnum(families: Family[], { member }: Sent): Family[] {
  if (member === undefined) return families;
  const told = families.filter((f) => f.name === member.split('.')[0] || f.known.has(lower(member)));
  return told.length > 0 ? told : families;
}

/** The generator's return type, or the type of the callback that is called, names the family. */
function says({ fn, by }: Sent, family: string): boolean {
  const type = by === 'yield' ? fn.fact.returns : fn.fact.params.find((p) => p.name === by)?.type;
  return type?.split(/\W+/).includes(family) === true;
}

/** The member is what stands in the struct's field, if it can be read there. */
function inCarrier(family: Family, sent: Sent): { family: Family; variant: string }[] {
  const text = sent.values?.get(family.carrier?.field ?? '');
  const variant = text === undefined ? undefined : family.known.get(lower(text.split(/::|\./).at(-1) as string));
  return [{ family, variant: variant ?? family.name }];
}

function homes(
  families: Family[],
  belongs: (family: Family) => boolean,
  name: string | undefined,
): { family: Family; variant: string }[] {
  return families.filter(belongs).flatMap((family) => {
    const variant = name === undefined ? undefined : family.known.get(lower(name));
    return variant === undefined
      ? name === undefined
        ? [{ family, variant: family.name }]
        : []
      : [{ family, variant }];
  });
}

function push<K>(lists: Map<K, Emission[]>, key: K, value: Emission): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
