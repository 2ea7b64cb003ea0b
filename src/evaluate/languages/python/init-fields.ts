// Most Python classes declare their fields by assigning to `self` in the constructor.
import type { MemberFact } from '../../../contracts/facts.js';
import { clip } from '../tree-sitter/builder.js';
import { field, named, type Syntax, walk } from '../tree-sitter/syntax.js';
import { describe } from './reading.js';

const CONSTRUCTORS = ['__init__', '__post_init__'];
const CLOSURES = ['function_definition', 'lambda', 'class_definition'];

/** Fields the constructors of a class body assign, the first assignment of each. */
export function initFields(text: string, body: Syntax): MemberFact[] {
  const fields = new Map<string, MemberFact>();
  for (const definition of constructors(text, body)) {
    const block = field(definition, 'body');
    const parameters = field(definition, 'parameters');
    const self = parameters && named(parameters)[0];
    if (!block || !self) continue;
    const types = annotations(text, parameters);
    const receiver = text.slice(self.start, self.end);
    walk(block, (node) => {
      if (CLOSURES.includes(node.type)) return false;
      if (node.type === 'assignment') addField(fields, text, node, { receiver, types });
      return undefined;
    });
  }
  return [...fields.values()];
}

interface Constructor {
  receiver: string;
  /** Annotation of each parameter that has one. */
  types: Map<string, string>;
}

function addField(fields: Map<string, MemberFact>, text: string, node: Syntax, within: Constructor): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const object = left?.type === 'attribute' ? field(left, 'object') : undefined;
  const attribute = left && field(left, 'attribute');
  if (!object || !attribute || text.slice(object.start, object.end) !== within.receiver) return;
  const name = text.slice(attribute.start, attribute.end);
  if (fields.has(name)) return;
  const annotated = field(node, 'type');
  const given = right?.type === 'identifier' ? text.slice(right.start, right.end) : undefined;
  const type = annotated ? clip(text.slice(annotated.start, annotated.end)) : within.types.get(given ?? '');
  const seen = right ? describe(text, right) : undefined;
  fields.set(name, {
    name,
    kind: 'field',
    line: node.line,
    optional: false,
    valueKind: seen?.kind ?? 'none',
    ...(type === undefined ? {} : { type }),
    ...(seen ? { value: clip(seen.text) } : {}),
  });
}

function constructors(text: string, body: Syntax): Syntax[] {
  return named(body)
    .map((node) => (node.type === 'decorated_definition' ? (field(node, 'definition') ?? node) : node))
    .filter((node) => {
      const name = node.type === 'function_definition' ? field(node, 'name') : undefined;
      return name !== undefined && CONSTRUCTORS.includes(text.slice(name.start, name.end));
    });
}

function annotations(text: string, parameters: Syntax): Map<string, string> {
  const types = new Map<string, string>();
  for (const parameter of named(parameters)) {
    const type = field(parameter, 'type');
    const name = field(parameter, 'name') ?? named(parameter)[0];
    if (type && name) types.set(text.slice(name.start, name.end), clip(text.slice(type.start, type.end)));
  }
  return types;
}
