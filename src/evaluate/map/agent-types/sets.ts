// Agents told apart by a name in a closed set: classes that run the same loop, roles and modes in enums, arms of a switch
// over agent types, and nodes of a graph that each ask a model.
import type { AgentType, Codebase, FunctionNode, ModelCall, TypeNode } from '../../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../../words.js';
import { baseName } from '../graph/symbols.js';

const ROLES: Vocabulary = [
  'plan',
  'cod',
  'architect',
  'review',
  'research',
  'explor',
  'verif',
  'writ',
  'edit',
  'build',
  'summar',
  'critic',
  'manag',
  'supervis',
  'execut',
  'test',
  'debug',
  'triage',
  'worker',
  'orchestrat',
  'guide',
  'general',
  'analy',
  'develop',
  'engineer',
];
const MODES: Vocabulary = [
  'plan',
  'build',
  '=act',
  'ask',
  'architect',
  'code',
  'chat',
  'yolo',
  'confirm',
  'human',
  'readonly',
  '=read',
  'review',
  'explor',
  'accept',
  'bypass',
  'auto',
  'edit',
  'default',
  'manual',
  'full',
  'workspace',
  'danger',
  'suggest',
];

/** Classes that own a loop or inherit it, where there are at least two that are used. */
export function classAgents(code: Codebase, loops: FunctionNode[]): AgentType[] {
  const owners = new Set(
    loops.flatMap((fn) => (fn.fact.kind === 'method' && fn.fact.owner !== undefined ? [fn.fact.owner] : [])),
  );
  const families = [...owners].map((base) => {
    const heirs = new Set([base]);
    for (let grown = true; grown; ) {
      const more = code.types.filter(
        (t) => !heirs.has(t.fact.name) && t.fact.bases.some((b) => heirs.has(baseName(b))),
      );
      grown = more.length > 0;
      for (const t of more) heirs.add(t.fact.name);
    }
    return { base, members: code.types.filter((t) => heirs.has(t.fact.name) && t.fact.kind === 'class' && t.used) };
  });
  return families
    .filter((f) => f.members.length > 1)
    .flatMap(({ base, members }) => members.map((t) => classType(code, t, base)));
}

function classType(code: Codebase, type: TypeNode, group: string): AgentType {
  const maker = type.methods.find((m) => m.fact.name === '__init__' || m.fact.kind === 'constructor');
  const keys = [
    ...(maker?.fact.params.map((p) => p.name) ?? []),
    ...type.fact.members.filter((m) => m.kind === 'field').map((m) => m.name),
  ];
  return { name: type.fact.name, site: code.site(type.file.path, type.fact.line), keys, how: 'class', group };
}

/** Enums and unions of roles and of modes that some condition or table turns on. */
export function setAgents(code: Codebase): AgentType[] {
  const named = code.types.map((t) => ({
    file: t.file.path,
    line: t.fact.line,
    name: t.fact.name,
    variants: variantsOf(t),
    used: t.used,
  }));
  const inline = code.types.flatMap((t) =>
    t.fact.members.map((m) => ({
      file: t.file.path,
      line: m.line,
      name: m.name,
      variants: spelled(m.type ?? ''),
      used: true,
    })),
  );
  return [...named, ...inline].flatMap(({ file, line, name, variants, used }) => {
    const words = splitWords(name);
    const how = words.includes('mode')
      ? ('mode' as const)
      : words.includes('role') || isAgentType(words)
        ? ('role' as const)
        : undefined;
    if (how === undefined || !used || !telling(variants, how === 'mode' ? MODES : ROLES)) return [];
    return variants.map((variant) => ({ name: variant, site: code.site(file, line), keys: [], how, group: name }));
  });
}

function isAgentType(words: readonly string[]): boolean {
  return words.some((w) => /^(sub)?agents?$/.test(w)) && mentions(words, ['type', 'kind', 'name', 'role']);
}

function variantsOf({ fact }: TypeNode): string[] {
  const values = fact.members
    .filter((m) => m.kind === 'variant' && m.valueKind === 'string')
    .flatMap((m) => m.value ?? []);
  return values.length > 1 ? values : fact.variants;
}

function spelled(type: string): string[] {
  return [...type.matchAll(/["']([\w-]+)["']/g)].map((m) => m[1] as string);
}

function telling(variants: string[], vocabulary: Vocabulary): boolean {
  const known = variants.filter((v) => mentions(v, vocabulary)).length;
  return known >= 2 && known >= variants.length / 3;
}

/** Keys every object of the language has; a check against them guards a lookup. */
const BUILT_IN = new Set(['constructor', 'prototype', '__proto__', 'hasOwnProperty']);

/** `match subagent_type { "Explore" => ... }`: two or more names, each with an arm. */
export function armAgents(code: Codebase): AgentType[] {
  return code.functions.flatMap((fn) => {
    const arms = fn.branches.filter((b) => b.kind !== 'else' && b.idents.some((name) => isAgentType(splitWords(name))));
    const rows = arms.flatMap((b) =>
      b.literals.filter((l) => /^[A-Za-z][\w -]+$/.test(l) && !BUILT_IN.has(l)).map((name) => ({ name, line: b.line })),
    );
    if (new Set(rows.map((r) => r.name)).size < 2) return [];
    return rows.map(({ name, line }) => ({
      name,
      site: code.site(fn.file.path, line),
      keys: [],
      how: 'arm',
      group: fn.fact.name,
    }));
  });
}

/** Nodes of a graph whose function asks a model, where there are at least two with different names. */
export function nodeAgents(code: Codebase, modelCalls: ModelCall[]): AgentType[] {
  const asking = new Set(modelCalls.flatMap((m) => code.function(m.fn) ?? []));
  const nodes = code.calls.filter(
    (c) =>
      /^add_?[Nn]ode$/.test(c.fact.name) &&
      c.fact.args[0]?.kind === 'string' &&
      asks(c.fn, c.fact.args[1]?.text ?? '', asking),
  );
  const names = new Set(nodes.map((c) => c.fact.args[0]?.text));
  if (names.size < 2) return [];
  return nodes.map((c) => ({
    name: c.fact.args[0]?.text ?? '',
    site: code.site(c.fn.file.path, c.fact.line),
    keys: [],
    how: 'node' as const,
    group: c.fn.fact.name,
  }));
}

function asks(near: FunctionNode, name: string, asking: ReadonlySet<FunctionNode>): boolean {
  return [...asking].some((fn) => {
    const outer = fn.fact.kind === 'closure' && fn.fact.name === '<closure>' ? fn.parent : fn;
    return fn.file === near.file && outer?.fact.name === name;
  });
}
