// What the harness can do in the world. Severity and applicability hang on it, so it is read off the tools and the
// dispatch path, never off the mere presence of an import.
import type { Capabilities, EffectClass, FunctionNode, Tool } from '../../contracts.js';
import { frameworkCalls } from './model-calls.js';
import type { Survey } from './survey.js';

export function capabilitiesOf(
  survey: Survey,
  tools: Tool[],
  dispatched: ReadonlySet<FunctionNode>,
  subagents: boolean,
): Capabilities {
  const classes = new Set<EffectClass>(tools.flatMap((t) => t.effects.map((e) => e.class)));
  for (const effect of survey.effects) if (dispatched.has(effect.call.fn)) classes.add(effect.class);
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
