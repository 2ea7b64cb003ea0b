// Tools declared as data: an object, dict or struct with a name, a description and an input schema or a function to run.
import type { FileFacts, FunctionNode, KeyFact, ObjectFact, ObjectNode } from '../../../contracts.js';
import { mentions } from '../../../words.js';
import type { Survey } from '../survey.js';
import { type Declaration, isDescriptionKey, isNameKey, isRunKey, isSchemaKey } from './declaration.js';
import { runsBeside } from './run-members.js';

/** A command of the user is not a tool of the model, though both have a name, a description and a handler. */
const COMMAND = ['command', 'slash', 'menu', 'flag', 'option'];
const TOOL = ['tool', 'function', '=fn', 'action', 'capabilit', 'skill'];

export function objectTools(survey: Survey): Declaration[] {
  return survey.code.objects.flatMap((object) => declarationOf(survey, object) ?? []);
}

function declarationOf(survey: Survey, object: ObjectNode): Declaration | undefined {
  const { fact, file } = object;
  const description = fact.keys.find((k) => isDescriptionKey(k.name));
  const schema = fact.keys.find(
    (k) => isSchemaKey(k.name) && k.kind !== 'string' && k.kind !== 'boolean' && k.kind !== 'number',
  );
  const run = fact.keys.find((k) => isRunKey(k.name));
  const tabled = tableKey(file, fact) ?? subscript(survey, object);
  const name = fact.keys.find((k) => isNameKey(k.name)) ?? tabled;
  if (name !== undefined && name !== tabled && literalName(survey, name) === undefined) return undefined;
  if (description === undefined || name === undefined || (schema === undefined && run === undefined)) return undefined;
  if (name === tabled && (schema === undefined || run === undefined) && !aboutTools(object)) return undefined;
  if (isSchemaProperty(fact) || (schema === undefined && !aboutTools(object)) || aboutCommands(object))
    return undefined;
  return {
    name: name === tabled ? name.name : (literalName(survey, name) ?? name.text),
    file: file.path,
    line: fact.line,
    how: fact.typeName === undefined ? 'object' : 'struct',
    hasDescription: true,
    hasSchema: schema !== undefined,
    keys: fact.keys.map((k) => k.name),
    run: run === undefined ? runsBeside(survey, object.fn) : runOf(survey, object, run),
  };
}

/** In a table of tools the key is the name: `{ read_file: { description, schema, run } }`. */
function tableKey(file: FileFacts, fact: ObjectFact): KeyFact | undefined {
  const parent = fact.parent === undefined ? undefined : file.objects[fact.parent];
  return parent?.keys.find((k) => k.object !== undefined && file.objects[k.object] === fact);
}

/** `tools["delegate"] = { schema, run }`: the subscript is the name. */
function subscript(survey: Survey, { fact, file }: ObjectNode): KeyFact | undefined {
  if (fact.context !== 'value' || fact.in?.endsWith('[]') !== true) return undefined;
  const { text } = survey.code.site(file.path, fact.line);
  const name = /\[\s*["'`]([\w.-]+)["'`]\s*\]\s*=/.exec(text)?.[1];
  return name === undefined ? undefined : { name, line: fact.line, kind: 'object', text };
}

/** A declaration names its tool by a literal or a constant; `name: tool.name` only converts what is declared elsewhere. */
function literalName(survey: Survey, key: KeyFact): string | undefined {
  if (key.kind === 'string') return key.text;
  if (key.kind === 'call' && /^['"`]/.test(key.text)) return key.text.match(/^['"`]([\w.-]+)['"`]/)?.[1];
  const constant = key.text.match(/([A-Z][A-Z0-9_]+|[A-Z]\w*(Name|NAME))$/)?.[1];
  if (key.kind !== 'reference' || constant === undefined) return undefined;
  const value = survey.code.values.find((v) => v.fact.name === constant && v.fact.kind === 'string');
  return value?.fact.text ?? constant;
}

/** `{ type: 'string', description }` describes a parameter, not a tool. */
function isSchemaProperty(fact: ObjectFact): boolean {
  const type = fact.keys.find((k) => k.name === 'type');
  return type?.kind === 'string' && ['string', 'number', 'integer', 'boolean', 'array'].includes(type.text);
}

function aboutTools({ fact, file, fn }: ObjectNode): boolean {
  const parent = fact.parent === undefined ? undefined : file.objects[fact.parent];
  return mentions(
    [fact.in ?? '', fact.typeName ?? '', parent?.in ?? '', fn.fact.name, fn.fact.owner ?? ''].join(' '),
    TOOL,
  );
}

function aboutCommands({ fact, file }: ObjectNode): boolean {
  const parent = fact.parent === undefined ? undefined : file.objects[fact.parent];
  const about = [fact.in ?? '', fact.typeName ?? '', parent?.in ?? ''].join(' ');
  return mentions(about, COMMAND) && !mentions(about, ['tool']);
}

function runOf(survey: Survey, object: ObjectNode, key: KeyFact): FunctionNode[] {
  if (key.fn !== undefined) {
    const inline = object.file.functions[key.fn];
    const node = inline === undefined ? undefined : survey.code.at(object.file.path, inline.line);
    return node === undefined ? [] : [node];
  }
  const name = key.text.split(/[.:]/).at(-1)?.replace(/\W.*$/, '');
  return survey.code.functions
    .filter((f) => f.fact.name === name && f.file.language === object.file.language)
    .slice(0, 3);
}
