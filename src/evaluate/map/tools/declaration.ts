// What a tool declaration looks like before anything is known about what runs it.
import type { FunctionNode, Tool } from '../../../contracts.js';

export interface Declaration {
  name: string;
  file: string;
  line: number;
  how: Tool['how'];
  hasDescription: boolean;
  hasSchema: boolean;
  keys: string[];
  /** Functions that run it, as the declaration itself names them. */
  run: FunctionNode[];
  /** The enum's variant that stands for it. */
  variant?: string;
  /** Types, variants or tags of the actions that calls of it are turned into. */
  actions?: string[];
  /** Functions that turn calls of it into these. */
  makers?: FunctionNode[];
}

/** Names under which arms of a switch may speak of the tool, apart from its own: by its variant, or by its actions. */
export function kindsOf({ variant, actions = [] }: Declaration): string[] {
  return variant === undefined ? actions : [variant, ...actions];
}

const normal = (key: string): string => key.toLowerCase().replace(/[_-]/g, '');

const SCHEMA = new Set(
  'parameters inputschema schema argsschema parametersjsonschema inputs args arguments input params zodschema argschema inputtype paramschema jsonschema'.split(
    ' ',
  ),
);
const RUN = new Set(
  'run execute handler func call invoke callback fn implementation action forward handle coroutine perform use exec apply impl'.split(
    ' ',
  ),
);

/** Does the key hold the tool's input schema? */
export const isSchemaKey = (key: string): boolean => SCHEMA.has(normal(key));
/** Does the key hold the function that runs the tool? */
export const isRunKey = (key: string): boolean => RUN.has(normal(key));
export const isNameKey = (key: string): boolean => ['name', 'toolname', 'id'].includes(normal(key));
export const isDescriptionKey = (key: string): boolean =>
  ['description', 'desc', 'doc', 'summary', 'blurb', 'about', 'help', 'purpose'].includes(normal(key));

/** Method names under which classes run their tool. */
export const RUN_METHODS = [
  'execute',
  'run',
  'call',
  'invoke',
  'forward',
  '_run',
  '_call',
  '_arun',
  'handle',
  '__call__',
  'Execute',
  'Run',
  'Call',
  'Invoke',
  'createInvocation',
  'perform',
  'Handle',
];

/** A function that a decorator makes a tool: name, description and schema come from the function itself. */
export function declaredBy(fn: FunctionNode): Declaration {
  return {
    name: fn.fact.name,
    file: fn.file.path,
    line: fn.fact.line,
    how: 'decorator',
    hasDescription: true,
    hasSchema: true,
    keys: fn.fact.params.map((p) => p.name),
    run: [fn],
  };
}
