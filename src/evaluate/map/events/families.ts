// The closed sets of events that a codebase declares, with every name under which one of their members may be sent.
import type { Codebase, EventType, Site, TypeNode } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import { isOfBus } from '../graph/delivery.js';

export interface Family {
  name: string;
  site: Site;
  kind: EventType['kind'];
  variants: string[];
  /** Lowercase name as sent → variant. */
  known: Map<string, string>;
  /** Types a member may be made of. */
  types: Set<string>;
  eventful: boolean;
  /** Its members are objects told apart by a property, or values of their own type. */
  objects: boolean;
  /** Fields of a variant, as far as they are declared. */
  fields: Map<string, string[]>;
  /** Its members are names that an emitter is called with. */
  named?: boolean;
  /** The struct that carries a member of the set, and the field it is in. */
  carrier?: { type: string; field: string };
}

const EVENTFUL = ['event', 'stream', 'update', 'notification', 'progress', 'signal', 'delta', 'chunk'];
const EVENT_CLASSES = ['event', 'update', 'notification', 'progress', 'step', 'delta', 'chunk'];
const NO_EVENTS = ['option', 'config', 'setting', 'emitter', 'listener', 'handler', 'bus', 'stream', 'source', 'tool'];
const HANDLERS = ['callback', 'handler', 'hook', 'listener', 'observer', 'event'];
const MODULE = /^(enum|str|int|Enum|StrEnum|IntEnum|ABC|object|BaseModel|Exception|BaseException|Error|Protocol)$/;

/** Unions, enums, class families and handler interfaces of the scope with two members or more. */
export function familiesOf(code: Codebase): Family[] {
  const byName = new Map(code.types.map((t) => [t.fact.name, t]));
  const closed = code.types.filter(
    (t) => (t.fact.kind === 'union' || t.fact.kind === 'enum') && t.fact.variants.length > 1,
  );
  return [
    ...closed.map((t) => fromVariants(code, t, byName)),
    ...closed.filter((t) => t.fact.kind === 'enum').flatMap((t) => carriers(code, t, byName)),
    ...code.types.flatMap((t) => eventMaps(code, t)),
    ...classFamilies(code),
    ...sealedFamilies(code),
    ...code.types.flatMap((t) => handlers(code, t)),
  ];
}

function fromVariants(code: Codebase, type: TypeNode, byName: Map<string, TypeNode>): Family {
  const { fact } = type;
  const family = empty(code, type, fact.kind === 'enum' ? 'enum' : 'union');
  const members = fact.members.filter((m) => m.kind === 'variant');
  for (const m of members) {
    add(family, m.name, [m.name, ...(m.value === undefined ? [] : [m.value])]);
    family.fields.set(m.name, fieldsIn(m.type, byName));
  }
  for (const v of fact.variants) if (!family.known.has(lower(v))) add(family, v, [v]);
  if (fact.kind === 'union') for (const v of family.variants) if (byName.has(v)) family.types.add(v);
  for (const v of family.variants) if (!family.fields.has(v)) family.fields.set(v, fieldsIn(v, byName));
  return family;
}

/** A struct whose first field says which member of a closed set it is: `Event{Kind: ToolDone, ...}`. */
function carriers(code: Codebase, set: TypeNode, byName: Map<string, TypeNode>): Family[] {
  const structs = code.types.filter((t) => {
    const [first] = t.fact.members;
    return (
      t.fact.kind !== 'enum' && t.fact.members.length > 1 && first?.kind === 'field' && isA(first.type, set.fact.name)
    );
  });
  return structs.map((struct) => {
    const family = fromVariants(code, set, byName);
    const { name, line } = struct.fact;
    const field = struct.fact.members[0]?.name as string;
    return { ...family, name, site: code.site(struct.file.path, line), carrier: { type: name, field } };
  });
}

const isA = (type: string | undefined, name: string): boolean => type?.split(/::|\./).at(-1) === name;

/** A type that lists the arguments of each event by its name, handed to a base class: `EventEmitter<Signals>`. */
function eventMaps(code: Codebase, type: TypeNode): Family[] {
  const { fact, file } = type;
  if (file.language !== 'typescript' || (fact.kind !== 'interface' && fact.kind !== 'alias')) return [];
  const members = fact.members.filter((m) => m.kind === 'field');
  const payload = members.filter((m) => /^\[|^\(|^void$|^\{/.test(m.type ?? ''));
  if (members.length < 3 || payload.length < members.length) return [];
  const family = { ...empty(code, type, 'union'), objects: true, named: true };
  for (const m of members) {
    add(family, m.name, [m.name]);
    family.fields.set(m.name, fieldsIn(m.type, new Map()));
  }
  return [family];
}

/** Classes that share a base of the scope, when the base or its name speaks of events. */
function classFamilies(code: Codebase): Family[] {
  const subclasses = new Map<string, TypeNode[]>();
  for (const t of code.types)
    for (const base of t.fact.kind === 'trait' ? [] : t.fact.bases)
      if (!MODULE.test(base)) subclasses.set(base, [...(subclasses.get(base) ?? []), t]);
  const carried = carriedByBuses(code);
  return [...subclasses]
    .filter(
      ([base, list]) =>
        list.length > 1 && (carried.has(base) || (mentions(base, EVENT_CLASSES) && !mentions(base, NO_EVENTS))),
    )
    .flatMap(([base, list]) => {
      const declared = code.types.find((t) => t.fact.name === base) ?? (list[0] as TypeNode);
      const all = [...new Set(list.flatMap((t) => below(t, subclasses)))];
      return [withTypes({ ...empty(code, declared, 'classes'), name: base, eventful: true }, all)];
    });
}

/** Types that methods of a bus are given: what they are called does not matter. */
function carriedByBuses(code: Codebase): ReadonlySet<string> {
  const given = code.functions.filter((fn) => fn.fact.params.some((p) => p.type !== undefined) && isOfBus(fn));
  return new Set(given.flatMap((fn) => fn.fact.params.flatMap((p) => p.type?.match(/[A-Z]\w*/g) ?? [])));
}

const DEEPEST = 3;

/** A class and those that extend it: `Event`, `Action` and every action are one family. */
function below(type: TypeNode, subclasses: ReadonlyMap<string, TypeNode[]>, depth = DEEPEST): TypeNode[] {
  const own = depth === 0 ? [] : (subclasses.get(type.fact.name) ?? []);
  return [type, ...own.filter((t) => t !== type).flatMap((t) => below(t, subclasses, depth - 1))];
}

/** Go closes a set of types by an interface that only they implement: `type Event interface{ isEvent() }`. */
function sealedFamilies(code: Codebase): Family[] {
  const sealing = code.types.filter(
    (t) => t.file.language === 'go' && t.fact.kind === 'interface' && mentions(t.fact.name, EVENT_CLASSES),
  );
  return sealing.flatMap((type) => {
    const wanted = type.fact.members.filter((m) => m.kind === 'method').map((m) => m.name);
    const list = code.types.filter(
      (t) => t !== type && wanted.every((name) => t.methods.some((m) => m.fact.name === name)),
    );
    if (wanted.length === 0 || list.length < 2 || mentions(type.fact.name, NO_EVENTS)) return [];
    return [withTypes({ ...empty(code, type, 'classes'), eventful: true }, list)];
  });
}

function withTypes(family: Family, list: TypeNode[]): Family {
  for (const t of list) {
    add(family, t.fact.name, [t.fact.name]);
    family.types.add(t.fact.name);
    family.fields.set(
      t.fact.name,
      t.fact.members.map((m) => m.name),
    );
  }
  return family;
}

/** An interface of three or more handlers: onText, onToolStart, onEnd. */
function handlers(code: Codebase, type: TypeNode): Family[] {
  const found = type.fact.members.filter((m) => /^on_?[A-Z]|^on_[a-z]/.test(m.name) && m.kind !== 'variant');
  if (found.length < 3 || (type.fact.kind === 'class' && !mentions(type.fact.name, HANDLERS))) return [];
  const family = empty(code, type, 'callbacks');
  for (const m of found) add(family, m.name, [m.name]);
  return [family];
}

function empty(code: Codebase, type: TypeNode, kind: EventType['kind']): Family {
  const { name } = type.fact;
  return {
    name,
    kind,
    site: code.site(type.file.path, type.fact.line),
    variants: [],
    known: new Map(),
    types: new Set(),
    eventful: mentions(name, EVENTFUL),
    objects: kind === 'enum' || type.fact.discriminant !== undefined,
    fields: new Map(),
  };
}

function add(family: Family, variant: string, aliases: string[]): void {
  family.variants.push(variant);
  for (const alias of aliases) {
    family.known.set(lower(alias), variant);
    family.known.set(lower(alias.split('.').at(-1) as string), variant);
  }
}

/** Names of fields in a type as written, `{ id: string; usage: Usage }`, or of the declared type it names. */
function fieldsIn(type: string | undefined, byName: Map<string, TypeNode>): string[] {
  if (type === undefined) return [];
  const inline = [...type.matchAll(/(\w+)\??\s*:/g)].map((m) => m[1] as string);
  const declared = (type.match(/[A-Z]\w+/g) ?? []).flatMap((t) => byName.get(t)?.fact.members.map((m) => m.name) ?? []);
  return [...new Set([...inline, ...declared])];
}

/** As names are compared: 'tool_started', 'ToolStarted' and 'TOOL_STARTED' are different, their case is not. */
export const lower = (name: string): string => name.toLowerCase();
