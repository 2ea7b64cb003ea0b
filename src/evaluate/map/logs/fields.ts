// What a call to a logging library hands over as data: named arguments, objects, keys and values in turn, and what the
// calls before it in the same chain were given. A sentence alone is text, whichever library prints it.
import type { CallNode } from '../../../contracts.js';

/** Keywords of logging calls that are no fields of the record. */
const OPTIONS = /^(exc_info|stacklevel|level|style|end|sep|file|flush|markup|highlight)$/;
/** Calls in a chain that add fields to what follows. */
const ADDS =
  /^(With(Fields?|Values?|Attrs?|Group|Error)?|with|bind|child|Str|Strs|Int\d*|Uint\d*|Bool|Err|Any|Dur|Time|Interface|Float\d*|Fields)$/;
const MESSAGE = new Set(['string', 'template', 'binary']);

/** Does the record carry fields next to its message? `byNature`: the library takes a bare value for a record. */
export function hasFields(call: CallNode, byNature: boolean): boolean {
  const { args } = call.fact;
  const named = args.some((a) => a.kind === 'object' || (a.name !== undefined && !OPTIONS.test(a.name)));
  if (named || inPairs(call) || chainOf(call).length > 0) return true;
  if (!byNature) return false;
  const message = args.findIndex((a) => MESSAGE.has(a.kind));
  if (call.fn.file.language === 'go') return args.slice(message + 1).some((a) => a.kind === 'call');
  return message === -1 ? args.some((a) => a.kind !== 'call') : message > 0;
}

/** Go passes fields as keys and values in turn: `Info("tool", "call", id, "ok", ok)`, after a context or not. */
function inPairs({ fn, fact: { name, args } }: CallNode): boolean {
  if (fn.file.language !== 'go' || /f$/.test(name)) return false;
  const fields = args.slice(args[0]?.kind === 'string' ? 1 : 2);
  const keyed = (text: string): boolean => /^[\w.-]+$/.test(text);
  return fields.length > 1 && fields.every((a, i) => i % 2 === 1 || (a.kind === 'string' && keyed(a.text)));
}

/** Calls before this one in its chain that add fields: `WithFields(...)` of `log.WithFields(...).Info("done")`. */
export function chainOf({ fn, fact }: CallNode): CallNode[] {
  if (!fact.receiver.includes('()')) return [];
  return fn.calls.filter(
    (c) =>
      c.fact.line >= fact.line &&
      c.fact.endLine <= fact.endLine &&
      ADDS.test(c.fact.name) &&
      c.fact.args.length > 0 &&
      fact.callee.startsWith(`${c.fact.callee}().`),
  );
}
