// What leaves a function towards a listener: a value given to an emitter, callback, channel or queue, or yielded. What is
// only put into a list of its own stays inside, and what is logged is no event.
import type { ArgFact, CallNode, ExitFact, FunctionNode, ObjectFact } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import { isOfBus } from '../graph/delivery.js';

/** A value on its way out, by the names it may be known under. */
export interface Sent {
  fn: FunctionNode;
  line: number;
  /** Last segment of what sends it; 'yield' for a generator. */
  by: string;
  /** What sends it was given to the function, so whoever listens is outside. */
  given?: boolean;
  /** Class, struct or enum it is made of: 'ToolStarted', 'Event' of `Event::End` and `Kind.RUN`. */
  type?: string;
  /** Member of that enum, or the literal under a key that tells events apart. */
  variant?: string;
  /** The member as written with its enum: 'Kind.RUN'. */
  member?: string;
  /** The variant is the name that an emitter was called with. */
  named?: boolean;
  keys: string[];
  /** One of several that the declared type of the value allows. */
  guessed?: true;
  /** Values of those keys that are references: they may name a member of a closed set. */
  values?: ReadonlyMap<string, string>;
}

const SENDS = [
  'emit',
  '=send',
  '=sent',
  'publish',
  'dispatch',
  'broadcast',
  'notif',
  'enqueue',
  'fire',
  'trigger',
  '=put',
  '=push',
  '=next',
  'stream',
  'forward',
  'yield',
  'report',
  'deliver',
  'event',
  'callback',
  '=cb',
  'listener',
  'observer',
  'subscriber',
  'progress',
  'update',
  '=on',
  '=write',
];
const RECORDS = ['log', 'trac', 'telemetr', 'metric', 'span', 'console', 'print', 'analytic', 'audit', 'assert'];
/** Calls that listen, and so receive events instead of sending them. */
const SUBSCRIBES = /^((add|remove)\w*Listener|on|once|off|(un)?subscribe)$/;
const COLLECTS = new Set(['push', 'append', 'put', 'write', 'extend', 'enqueue']);
const TELLS_APART = /^(type|kind|event|event_?type|subtype|method|t)$/i;
const SERIALISES = /^(JSON\.stringify|json\.dumps|serde_json(::|\.)to_\w+|json\.Marshal)$/;
const PRINTS = /(^|\.)(write|log|print|println!?|writeln!|Println|Fprintln|echo)$/;

/** Everything a function sends. */
export function sentBy(fn: FunctionNode): Sent[] {
  return [
    ...fn.calls.filter((c) => sends(fn, c)).flatMap((c) => fromCall(fn, c)),
    ...fn.exits.filter((e) => e.kind === 'yield').flatMap((e) => fromYield(fn, e)),
  ];
}

function sends(fn: FunctionNode, call: CallNode): boolean {
  const { callee, name, receiver, line, isNew } = call.fact;
  if (isNew || SUBSCRIBES.test(name) || mentions(callee, RECORDS)) return false;
  if (fn.loops.some((l) => l.line === line && l.test.includes(callee))) return false;
  if (SERIALISES.test(callee)) return fn.calls.some((c) => c.fact.line === line && PRINTS.test(c.fact.callee));
  if (COLLECTS.has(name) && (receiver === '' || isList(fn, receiver) || call.targets.some(keeps))) return false;
  return (
    name === '<-' || mentions(name, SENDS) || (receiver === '' && isParameter(fn, name)) || call.targets.some(handsOn)
  );
}

/** What is written to a file or a database by the code itself is a record, not an event. */
const KEEPS = /(^|[.:])(append_?File(Sync)?|write_?File(Sync)?|write_all|writeln!|sync_(data|all)|Exec\w*|execute)$/i;
const keeps = (fn: FunctionNode): boolean => fn.calls.some((c) => KEEPS.test(c.fact.callee));

/** A function that passes on what it is given, over a channel, to each listener or to a bus: calling it is sending. */
function handsOn(fn: FunctionNode): boolean {
  const given = new Set(fn.fact.params.map((p) => p.name));
  const passes = (c: CallNode): boolean => c.fact.args.some((a) => given.has(a.text));
  if (isOfBus(fn) && fn.calls.some(passes)) return true;
  return [fn, ...fn.children].some((n) => n.calls.some((c) => passes(c) && (c.fact.name === '<-' || toEach(n, c))));
}

/** `for (const listen of listeners) listen(event)` */
function toEach(fn: FunctionNode, { fact }: CallNode): boolean {
  const loop = fact.loop === undefined ? undefined : fn.file.loops[fact.loop];
  return loop?.kind === 'for-each' && fact.receiver === '' && loop.idents.includes(fact.name);
}

/** Declared types that hold values for whoever asked, `&mut Vec<Event>`, `Event[]`, `list[Event]`; nobody listens to them. */
const LIST_TYPE = /^(&\s*(mut\s+)?)?(Vec(Deque)?<|Array<|[Ll]ist\b|deque\b)|\[\]$/;

/** A list that the function itself made, `const found = []`, `let mut v = Vec::new()`, or was given to fill. */
function isList(fn: FunctionNode, receiver: string): boolean {
  for (let at: FunctionNode | undefined = fn; at !== undefined; at = at.parent) {
    const made = at.assignments.some(
      (a) => a.target === receiver && (a.kind === 'array' || /^(Vec::|vec!|list\(|\[)/.test(a.text)),
    );
    if (made || at.fact.params.some((p) => p.name === receiver && LIST_TYPE.test(p.type ?? ''))) return true;
  }
  return false;
}

function isParameter(fn: FunctionNode, name: string): boolean {
  for (let at: FunctionNode | undefined = fn; at !== undefined; at = at.parent)
    if (at.fact.params.some((p) => p.name === name) || isTakenFrom(at, name)) return true;
  return false;
}

/** A callback taken out of a parameter: `const { onEvent } = options`, `function run({ onEvent }: Options)`. */
function isTakenFrom(fn: FunctionNode, name: string): boolean {
  const { params } = fn.fact;
  const given = new Set(params.map((p) => p.name));
  const taken = fn.assignments.filter((a) => a.target.startsWith('{') && given.has(a.text)).map((a) => a.target);
  const patterns = [...taken, ...params.map((p) => p.name).filter((p) => p.startsWith('{'))];
  return patterns.some((pattern) => pattern.split(/\W+/).includes(name));
}

function fromCall(fn: FunctionNode, call: CallNode): Sent[] {
  const { line, name, args } = call.fact;
  const named = name.match(/^on_?([A-Z]\w*|[a-z]\w*_\w+)$/);
  if (named !== null && call.fact.receiver !== '' && !args.some((a) => a.kind === 'function'))
    return [{ fn, line, by: name, variant: name, keys: args.map((a) => a.text).filter((t) => /^[\w.]+$/.test(t)) }];
  const described = args.map((arg) => describe(fn, line, name, arg));
  const [first, second] = described;
  if (args[0]?.kind === 'string' && mentions(name, ['emit', 'publish', 'notif', 'event', 'send', 'report']))
    return [{ fn, line, by: name, variant: args[0].text, named: true, keys: second?.keys ?? [] }];
  if (first?.type !== undefined && first.variant !== undefined && args.length > 1)
    return [{ ...first, keys: [...first.keys, ...described.slice(1).flatMap((d) => d?.keys ?? []), ...names(args)] }];
  const given = call.fact.receiver === '' && isParameter(fn, name);
  return described.flatMap((d) => (d === undefined ? [] : [{ ...d, ...(given ? { given } : {}) }]));
}

const names = (args: ArgFact[]): string[] => args.flatMap((a) => a.name ?? []);

function fromYield(fn: FunctionNode, exit: ExitFact): Sent[] {
  const object = exit.object === undefined ? undefined : fn.file.objects[exit.object];
  if (object !== undefined) return [fromObject(fn, exit.line, 'yield', object)];
  const made = describe(fn, exit.line, 'yield', { kind: exit.value, text: exit.text });
  if (made !== undefined) return [made];
  const maker = fn.calls.find(
    (c) => c.fact.line === exit.line && exit.value === 'call' && c.fact.callee === exit.callee,
  );
  if (maker !== undefined) return returnedBy(fn, exit.line, maker);
  if (exit.value !== 'reference' || exit.text === '') return [];
  const bound = fn.calls.filter(
    (c) => (c.fact.result ?? '').split(/\W+/).includes(exit.text) && c.fact.line <= exit.line,
  );
  const returned = returnedBy(fn, exit.line, bound.at(-1));
  return returned.length > 0 ? returned : oneOf(typesIn(fn.fact.returns).map((type) => yielded(fn, exit.line, type)));
}

/** What a call hands back to be sent: objects that its target returns, else the types it is declared to return. */
function returnedBy(fn: FunctionNode, line: number, call: CallNode | undefined): Sent[] {
  return (call?.targets ?? []).flatMap((target) => {
    const objects = target.exits.flatMap((e) => (e.object === undefined ? [] : (target.file.objects[e.object] ?? [])));
    if (objects.length > 0) return oneOf(objects.map((o) => ({ ...fromObject(target, line, 'yield', o), fn })));
    return oneOf(typesIn(target.fact.returns).map((type) => yielded(fn, line, type)));
  });
}

/** Which of several leaves here is not seen. */
const oneOf = (list: Sent[]): Sent[] => (list.length < 2 ? list : list.map((s) => ({ ...s, guessed: true })));

const WRAPS =
  /^(Async)?(Generator|Iterator|Iterable|Stream|Promise|Awaitable|Future|Option|Optional|Union|Result|Box)$/;

const typesIn = (returns: string | undefined): string[] =>
  (returns?.match(/[A-Z]\w+/g) ?? []).filter((t) => !WRAPS.test(t));

const yielded = (fn: FunctionNode, line: number, type: string): Sent => ({ fn, line, by: 'yield', type, keys: [] });

function describe(fn: FunctionNode, line: number, by: string, arg: ArgFact): Sent | undefined {
  const object = arg.object === undefined ? undefined : fn.file.objects[arg.object];
  if (object !== undefined) return fromObject(fn, line, by, object);
  const path = arg.text.replace(/^(new|await|&) ?/, '').replace(/::/g, '.');
  const made = /^([A-Za-z_][\w.]*)\(/.exec(path)?.[1] ?? (arg.kind === 'reference' ? path : undefined);
  if (made === undefined) return undefined;
  if (!made.includes('.') && arg.kind === 'reference') return fromVariable(fn, line, by, made);
  const segments = made.split('.');
  const last = segments.at(-1) as string;
  const owner = segments.at(-2);
  if (owner !== undefined && /^[A-Z]/.test(owner)) return { fn, line, by, type: owner, variant: last, keys: [] };
  return /^[A-Z]/.test(last) ? { fn, line, by, type: last, keys: [] } : undefined;
}

/** A local variable that was bound to a literal or a new object. */
function fromVariable(fn: FunctionNode, line: number, by: string, name: string): Sent | undefined {
  const object = fn.objects.find((o) => o.context === 'value' && o.in === name && o.line <= line);
  if (object !== undefined) return fromObject(fn, line, by, object);
  const made = fn.calls.find((c) => c.fact.isNew && c.fact.result === name && c.fact.line <= line);
  if (made !== undefined) return { fn, line, by, type: made.fact.name, keys: names(made.fact.args) };
  const answered = fn.calls.filter((c) => c.fact.result === name && c.fact.line <= line).at(-1);
  const type = [
    fn.fact.params.find((p) => p.name === name)?.type,
    ...(answered?.targets ?? []).map((t) => t.fact.returns),
  ]
    .map((text) => text?.match(/^[&*]?(?:\w+\.)*([A-Z]\w*)$/)?.[1])
    .find((t) => t !== undefined);
  return type === undefined ? undefined : { fn, line, by, type, keys: [] };
}

function fromObject(fn: FunctionNode, line: number, by: string, object: ObjectFact): Sent {
  const keys = object.keys.map((k) => k.name);
  const teller = object.keys.find((k) => TELLS_APART.test(k.name) && (k.kind === 'string' || k.kind === 'reference'));
  const literal = teller?.text.replace(/::/g, '.').split('.');
  const [enumName, member] = object.typeName?.includes('::') ? object.typeName.split('::').slice(-2) : [];
  const type = enumName ?? object.typeName?.split('.').at(-1);
  const variant = member ?? (teller?.kind === 'string' ? teller.text : literal?.at(-1));
  const whole =
    teller?.kind === 'reference' && /^[A-Z]/.test(literal?.at(-2) ?? '') ? literal?.slice(-2).join('.') : undefined;
  return {
    fn,
    line,
    by,
    keys,
    values: new Map(object.keys.filter((k) => k.kind === 'reference').map((k) => [k.name, k.text])),
    ...(type === undefined ? {} : { type }),
    ...(variant === undefined ? {} : { variant }),
    ...(whole === undefined ? {} : { member: whole }),
  };
}
