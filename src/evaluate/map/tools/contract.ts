// What a tool is in this code base, told by structure: whatever type is turned into the name, description and schema that
// model APIs want is the tools' type, whether it is called Tool, Capability or Op.
import type { FunctionNode, ObjectNode, TypeNode } from '../../../contracts.js';
import { literally } from '../../../words.js';
import { ownerOf } from '../graph/local-types.js';
import { baseName } from '../graph/symbols.js';
import type { Survey } from '../survey.js';
import { isDescriptionKey, isNameKey } from './declaration.js';
import { runMembers } from './run-members.js';

/** A type whose instances are tools. Members are named as the type names them. */
export interface Contract {
  type: TypeNode;
  /** Member that holds the tool's name. */
  label: string;
  /** Members that describe it: its text and its schema. */
  describes: string[];
  /** Methods and fields that run it. */
  runs: string[];
}

/** A reading of members of one thing: `tool.name`, `self.blurb()`, `c.schema().into()`. */
interface Reading {
  head: string;
  member: string;
}

/** Schema keys of the model APIs and their SDKs; a call's own arguments are called `input` there. */
const WIRE =
  /^(get_?)?(input_?schema|parameters|parameters_?json_?schema|args_?schema|schema|json_?schema|properties)$/i;
/** What a user starts also has a name and a description. */
const COMMAND = /command|slash|option|flag/i;
const SELF = /^(self|this)$/;
const PATH =
  /^[&*(\s]*(?:String\()?([A-Za-z_$][\w$]*(?:\??\.[\w$]+|\[\w*\])*?)\??\.([\w$]+)(?:\(\))?(?:\.(?:into|to_string|to_owned|clone|as_str|toString)\(\))?\)?$/;

/** Types whose members some object literal hands on as a tool's name, text and schema; the widest type of each family. */
export function findContracts(survey: Survey): Contract[] {
  const byType = new Map<TypeNode, { label: string; describes: Set<string> }>();
  for (const object of survey.code.objects) {
    const read = readings(object);
    if (read === undefined) continue;
    for (const type of typesRead(survey, object.fn, read.head, read.members)) {
      const label = read.label ?? membersOf(type).find(isNameKey);
      if (label === undefined) continue;
      const known = byType.get(type) ?? { label, describes: new Set<string>() };
      for (const m of read.members) if (m !== label) known.describes.add(m);
      byType.set(type, known);
    }
  }
  for (const type of declaredShapes(survey)) if (!byType.has(type.node)) byType.set(type.node, type);
  return [...byType].map(([type, { label, describes }]) => {
    const described = [...describes];
    return { type, label, describes: described, runs: runMembers(survey, type, [label, ...described]) };
  });
}

/** The members one object literal takes from one thing, when its keys are those of a tool for a model. */
function readings(object: ObjectNode): { head: string; label?: string; members: string[] } | undefined {
  const { fact } = object;
  const text = fact.keys.find((k) => isDescriptionKey(k.name));
  const schema = fact.keys.find((k) => WIRE.test(k.name));
  const name = fact.keys.find((k) => isNameKey(k.name));
  const label = name === undefined ? undefined : read(name.text);
  if (
    text === undefined ||
    schema === undefined ||
    (name !== undefined && label === undefined) ||
    label?.member.startsWith('__')
  )
    return undefined;
  const head = label?.head ?? read(text.text)?.head;
  if (head === undefined || (label === undefined && !isGivenToMaker(object))) return undefined;
  const rest = [text, schema].flatMap((k) => memberOf(k.text, head) ?? []);
  if (rest.length === 0) return undefined;
  return label === undefined
    ? { head, members: rest }
    : { head, label: label.member, members: [label.member, ...rest] };
}

/** `tool({ description: e.description, inputSchema: e.args })`: an SDK's own maker, whose name is the key it is put under. */
function isGivenToMaker({ fact }: ObjectNode): boolean {
  return (
    fact.context === 'argument' && /(^|\.)(tool|dynamicTool|createTool|defineTool|FunctionTool)$/.test(fact.in ?? '')
  );
}

/** First member of the thing that a text mentions: `to_schema(self.form)`, `(tool.args.doc or "").strip()`. */
function memberOf(text: string, head: string): string | undefined {
  const at = new RegExp(`(?:^|[^\\w$.])${literally(head)}\\??\\.([A-Za-z_]\\w*)`).exec(text);
  return at?.[1];
}

function read(text: string): Reading | undefined {
  const match = PATH.exec(text);
  return match === null ? undefined : { head: match[1] as string, member: match[2] as string };
}

/** The type a member is read of: the own type, or whatever has all the members; types whose base has them too step back. */
function typesRead(survey: Survey, fn: FunctionNode, head: string, members: string[]): TypeNode[] {
  const own = SELF.test(head) || fn.fact.self === head ? ownerOf(fn) : undefined;
  const all = survey.code.types.filter((t) =>
    own === undefined ? hasAll(t, members) : t.fact.name === own && hasAll(t, members),
  );
  return own === undefined ? widest(all) : lifted(survey, all, members);
}

const membersOf = (type: TypeNode): string[] => [
  ...type.fact.members.map((m) => m.name),
  ...type.methods.map((m) => m.fact.name),
];

function hasAll(type: TypeNode, members: string[]): boolean {
  const names = new Set(membersOf(type));
  return members.every((m) => names.has(m));
}

function widest(types: TypeNode[]): TypeNode[] {
  const abstract = types.filter((t) => t.fact.kind === 'interface' || t.fact.kind === 'trait');
  const names = new Set(types.map((t) => t.fact.name));
  const roots = types.filter((t) => !t.fact.bases.some((b) => names.has(baseName(b))));
  if (abstract.length > 0) return roots.filter((t) => abstract.includes(t) || t.fact.kind !== 'struct');
  return roots.length > 3 ? [] : roots;
}

/** A class that describes itself, or the base or interface that promises the same. */
function lifted(survey: Survey, types: TypeNode[], members: string[]): TypeNode[] {
  return types.map((type) => {
    const bases = survey.code.types.filter((t) => type.fact.bases.map(baseName).includes(t.fact.name));
    return bases.find((b) => hasAll(b, members)) ?? promisedBy(survey, type, members) ?? type;
  });
}

/** In Go no type names the interfaces it has the methods of. */
function promisedBy(survey: Survey, type: TypeNode, members: string[]): TypeNode | undefined {
  if (type.file.language !== 'go') return undefined;
  return survey.code.types.find(
    (t) =>
      t.fact.kind === 'interface' &&
      hasAll(t, members) &&
      hasAll(
        type,
        t.fact.members.map((m) => m.name),
      ),
  );
}

/** Interfaces, traits and base classes that promise a name, a text, a schema and something to run. */
function declaredShapes(survey: Survey): { node: TypeNode; label: string; describes: Set<string> }[] {
  const extended = new Set(survey.code.types.flatMap((t) => t.fact.bases.map(baseName)));
  return survey.code.types.flatMap((node) => {
    const abstract = ['interface', 'trait'].includes(node.fact.kind) || extended.has(node.fact.name);
    const names = membersOf(node);
    const label = names.find(isNameKey);
    const text = names.find(isDescriptionKey);
    const schema = names.find((n) => WIRE.test(n));
    if (!abstract || COMMAND.test(node.fact.name) || label === undefined || text === undefined || schema === undefined)
      return [];
    return [{ node, label, describes: new Set([text, schema]) }];
  });
}
