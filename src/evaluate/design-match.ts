// Which tool of the code stands for which capability of a design. Names are spelt in many ways, and some are changed while
// code is written; what a tool does must fit in any case, or something undeclared would hide behind a likeness.
import type { DesignCapability, EffectClass, Tool } from '../contracts.js';
import { sameName, splitWords } from '../words.js';

export interface Match {
  tool: Tool;
  capability: DesignCapability;
  /** Absent when the names are the same. */
  because?: string;
}

/** At most one capability for each tool: by name first, then by likeness among what is left. */
export function matchTools(tools: readonly Tool[], capabilities: readonly DesignCapability[]): Match[] {
  const named = tools.flatMap((tool): Match[] => {
    const capability = capabilities.find((c) => sameName(c.name, tool.name));
    return capability === undefined ? [] : [{ tool, capability }];
  });
  const openTools = tools.filter((tool) => !named.some((match) => match.tool === tool));
  const open = capabilities.filter((capability) => !named.some((match) => match.capability === capability));
  return [...named, ...likenesses(openTools, open)];
}

function likenesses(tools: readonly Tool[], capabilities: readonly DesignCapability[]): Match[] {
  return capabilities.flatMap((capability): Match[] => {
    const [best, second] = tools
      .map((tool) => ({ tool, shared: sharedWords(tool, capability) }))
      .filter(({ tool, shared }) => isAlike(tool, shared) && fits(tool, capability))
      .sort((a, b) => b.shared.length - a.shared.length);
    if (best === undefined) return onlyShell(tools, capabilities, capability);
    const clear = best.shared.length > (second?.shared.length ?? 0);
    const wanted = capabilities.some((c) => c !== capability && sharedWords(best.tool, c).length >= best.shared.length);
    if (!clear || wanted) return [];
    return [{ tool: best.tool, capability, because: `both speak of ${best.shared.join(' ')}` }];
  });
}

/** Verbs and fillers that stand in most names, and what says only that it is a tool. */
const COMMON = new Set(
  'tool get set list do run call use handle the a an of in to for and or from with by one read write make new'.split(
    ' ',
  ),
);

function sharedWords(tool: Tool, { name, does }: DesignCapability): string[] {
  const known = new Set([name, does].flatMap(telling));
  return [...new Set(telling(tool.name))].filter((word) => known.has(word));
}

function telling(text: string): string[] {
  return splitWords(text)
    .filter((word) => !COMMON.has(word))
    .map((word) => word.replace(/(?<=...)(es|s)$/, ''));
}

/** Half of its words, or all where nobody saw what it does. */
function isAlike({ name, effects }: Tool, shared: readonly string[]): boolean {
  const words = new Set(telling(name)).size;
  return shared.length > 0 && shared.length >= (effects.length === 0 ? words : words / 2);
}

/** What makes a capability of its kind; without one of these a tool is something milder, and not it. */
const TELLING: Readonly<Record<DesignCapability['effect'], readonly EffectClass[]>> = {
  read: [],
  write: ['write', 'network', 'database'],
  send: ['message', 'network'],
  spend: ['spend', 'network'],
  delete: ['delete', 'network', 'database'],
  execute: ['shell', 'eval'],
};

function fits({ effects }: Tool, { allows, effect }: DesignCapability): boolean {
  const classes = effects.map((e) => e.class);
  const own = TELLING[effect];
  const telltale = classes.length === 0 || own.length === 0 || classes.some((c) => own.includes(c));
  return telltale && classes.every((c) => allows.includes(c));
}

/** A shell is a shell, whatever it is called: one of them in the code is the one of the design. */
function onlyShell(
  tools: readonly Tool[],
  capabilities: readonly DesignCapability[],
  capability: DesignCapability,
): Match[] {
  if (capability.effect !== 'execute' || capabilities.filter((c) => c.effect === 'execute').length > 1) return [];
  const [tool, ...others] = tools.filter(({ effects }) => effects.some((e) => TELLING.execute.includes(e.class)));
  if (tool === undefined || others.length > 0 || !fits(tool, capability)) return [];
  return [{ tool, capability, because: 'it is the only one that executes' }];
}
