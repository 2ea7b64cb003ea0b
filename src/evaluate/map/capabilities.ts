// What the harness can do in the world. Severity and applicability hang on it, so it is read off the tools and the
// dispatch path, never off the mere presence of an import.
import type { Capabilities, EffectClass, FunctionNode, ModelCall, Tool } from '../../contracts.js';
import { fixedProgram } from './effects/program.js';
import { frameworkCalls } from './model-calls.js';
import type { Survey } from './survey.js';

export function capabilitiesOf(
  survey: Survey,
  tools: Tool[],
  dispatched: ReadonlySet<FunctionNode>,
  { modelCalls, subagents }: { modelCalls: readonly ModelCall[]; subagents: boolean },
): Capabilities {
  const asking = new Set(modelCalls.map((m) => m.fn));
  const onTheWay = survey.effects.filter(
    // Asking the model reaches the network too, and says nothing about what its tools can do.
    (e) => dispatched.has(e.call.fn) && !(e.class === 'network' && asking.has(e.call.fn.id)),
  );
  const classes = new Set<EffectClass>([
    ...tools.flatMap((t) => t.effects.filter((e) => e.program === undefined).map((e) => e.class)),
    ...onTheWay.filter((e) => e.class !== 'shell' || fixedProgram(e.call.fact) === undefined).map((e) => e.class),
  ]);
  const mcp =
    frameworkCalls(survey, (f) => f.mcp?.client).length > 0 ||
    survey.code.types.some((t) => /^(Mcp|MCP)\w*(Client|Server|Tool|Connection|Manager)/.test(t.fact.name) && t.used);
  const plugins = survey.code.types.some(
    (t) => /(Plugin|Extension)(Manager|Loader|Registry|Manifest|Runner|Api|API)?$/.test(t.fact.name) && t.used,
  );
  return {
    shell: classes.has('shell'),
    fileWrite: classes.has('write') || classes.has('delete'),
    network: classes.has('network'),
    database: classes.has('database'),
    message: classes.has('message'),
    spend: classes.has('spend'),
    codeExecution: classes.has('eval'),
    subagents,
    mcp,
    plugins,
  };
}
