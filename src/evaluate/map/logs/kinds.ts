// A log is told by how it is written to, whatever it is called: records of several kinds, each with data of its own, go
// through one function. A transcript goes through one function too, but its kinds are the roles of a conversation.
import type { ArgFact, CallNode, FunctionNode } from '../../../contracts.js';

const FEW = 2;
const TELLS_APART = /^(type|kind|event|event_?type|evt|category|action)$/i;
const ROLES = /^(user|assistant|human|system_prompt|message)$/i;
/** A kind is a name, not a sentence, a path or a statement. */
const NAME = /^[a-z][\w.:-]{1,40}$/i;

/** Is the function given records of two kinds or more, with data beside the kind, and never a turn of the conversation? */
export function keepsKinds(fn: FunctionNode): boolean {
  const sites = fn.callers.flatMap((caller) => caller.calls.filter((c) => c.targets.includes(fn)));
  const kinds = sites.flatMap((site) => kindsOf(site));
  return new Set(kinds).size >= FEW && !kinds.some((kind) => ROLES.test(kind)) && !sites.some(givesTurn);
}

/** What is written is a turn: it has a role. */
const givesTurn = ({ fn, fact }: CallNode): boolean =>
  fact.args.some(
    (a) => a.object !== undefined && fn.file.objects[a.object]?.keys.some((k) => /^role$/i.test(k.name)) === true,
  );

function kindsOf(site: CallNode): string[] {
  const { args } = site.fact;
  const data = args.some((a) => a.kind === 'object' || a.name !== undefined || isMap(a));
  const literals = args.filter((a) => a.kind === 'string' && a.name === undefined && NAME.test(a.text));
  const given = data && literals.length === 1 ? [(literals[0] as ArgFact).text] : [];
  const keyed = args.flatMap((a) => (a.object === undefined ? [] : (site.fn.file.objects[a.object]?.keys ?? [])));
  const told = keyed.filter((k) => TELLS_APART.test(k.name) && k.kind === 'string').map((k) => k.text);
  return given.length > 0 ? given : told;
}

const isMap = ({ object, text }: ArgFact): boolean => object !== undefined || /^(map\[string\]|dict\()/.test(text);
