// Actions that are methods, asked for by their name: `getattr(self, action)(…)`, `this[name](…)`.
import type { CallNode, FunctionNode } from '../../../contracts.js';
import { reachedDirectlyBy } from '../graph/delivery.js';
import { ownerOf } from '../graph/local-types.js';
import type { Survey } from '../survey.js';
import { type Declaration, declaredBy } from './declaration.js';
import { instancesOf } from './run-members.js';

const EFFECT_DEPTH = 5;
const COMPUTED = /^((this|self)\[\]|getattr(\(\))?)$/;
/** One method that does something is a call by another name. */
const FEWEST = 2;

/** A call of a method whose name is computed, and the methods it may run, with what stands before an action's name. */
export interface ByAttribute {
  fn: FunctionNode;
  line: number;
  prefix: string;
  methods: FunctionNode[];
}

/** Computed calls of an object's own methods, where two or more of these do something in the world. */
export function attributeCalls(survey: Survey): ByAttribute[] {
  const computed = survey.code.functions.filter((fn) => fn.calls.some((c) => COMPUTED.test(c.fact.callee)));
  if (computed.length === 0) return [];
  const effective = reachedDirectlyBy([...survey.effectsOf.keys()], EFFECT_DEPTH);
  return computed.flatMap((fn) =>
    fn.calls.flatMap((call) => {
      const prefix = prefixOf(fn, call);
      const owner = ownerOf(fn);
      if (prefix === undefined || owner === undefined) return [];
      const type = survey.code.types.find((t) => t.fact.name === owner);
      const family = new Set([owner, ...(type === undefined ? [] : instancesOf(survey, type)).map((t) => t.fact.name)]);
      const methods = survey.code.functions.filter(
        (m) => m !== fn && m.fact.kind === 'method' && family.has(m.fact.owner ?? '') && isAction(m, prefix),
      );
      if (methods.filter((m) => effective.has(m)).length < FEWEST) return [];
      return [{ fn, line: call.fact.line, prefix, methods }];
    }),
  );
}

/** Each such method is an action of the model, where nothing else declares any. */
export function attributeTools(computed: readonly ByAttribute[]): Declaration[] {
  return computed.flatMap(({ prefix, methods }) =>
    methods.map((m) => ({ ...declaredBy(m), name: m.fact.name.slice(prefix.length), how: 'prompt' as const })),
  );
}

/** Methods that a computed call runs under a tool's name. */
export function methodsNamed(computed: readonly ByAttribute[], name: string): FunctionNode[] {
  return computed.flatMap(({ prefix, methods }) => methods.filter((m) => m.fact.name === `${prefix}${name}`));
}

function isAction({ fact }: FunctionNode, prefix: string): boolean {
  return prefix === '' ? !fact.name.startsWith('_') && fact.params.length > 0 : fact.name.startsWith(prefix);
}

/** '' for a bare name, `tool_` for `f"tool_{name}"`; undefined where the call is another one. */
function prefixOf(fn: FunctionNode, { fact }: CallNode): string | undefined {
  if (fact.callee === 'this[]' || fact.callee === 'self[]') return '';
  const got =
    fact.callee === 'getattr()'
      ? fn.calls.find((c) => c.fact.name === 'getattr' && c.fact.line === fact.line)
      : fn.calls.find((c) => c.fact.callee === 'getattr' && c.fact.result === fact.callee);
  const [of, name] = got?.fact.args ?? [];
  if (of?.text !== 'self' || name === undefined || name.kind === 'string') return undefined;
  const said = name.kind === 'reference' ? bound(fn, name.text) : name.text;
  return /^[f"']*([a-z_]+_)\{/.exec(said)?.[1] ?? '';
}

function bound(fn: FunctionNode, name: string): string {
  return fn.assignments.filter((a) => a.target === name).at(-1)?.text ?? '';
}
