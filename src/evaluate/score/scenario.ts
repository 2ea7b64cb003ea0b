// A confirming test is worth running when it names the builder's own functions; placeholders are filled from the map.
import type { FunctionId, HarnessMap, Scenario, Tool } from '../../contracts.js';
import { danger } from './exposure.js';
import { fileTool, riskiest, shellTool } from './test-tools.js';

const PLACEHOLDERS = ['tool', 'shell', 'files', 'loop', 'dispatch', 'store', 'gate', 'effect'] as const;

/** What each placeholder of a scenario stands for in this harness. */
export type Names = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

const PLACEHOLDER = new RegExp(`(?:\\b(the|an?) )?\\{(${PLACEHOLDERS.join('|')})\\}`, 'gi');

/** Plain phrases, for where there is no name. */
export const PLAIN: Names = {
  tool: 'a tool with side effects',
  shell: 'the shell tool',
  files: 'a tool that takes a path',
  loop: 'the agent loop',
  dispatch: 'the place where tools are dispatched',
  store: 'the session store',
  gate: 'the permission gate',
  effect: 'the side effect',
};

/** Names from the map, with a plain phrase where it has none. */
export function namesIn(map: HarnessMap): Names {
  const tool = riskiest(map.tools);
  const effect = tool === undefined ? undefined : worstEffect(tool);
  const loop = [...map.loops].sort((a, b) => b.confidence - a.confidence)[0];
  const store = map.stores.find((s) => s.holds === 'session' && s.op !== 'read');
  const gate = map.gates.find((g) => g.onPath) ?? map.gates[0];
  const call = map.effects.find((e) => e.site.file === effect?.site.file && e.site.line === effect.site.line);
  return {
    tool: tool?.name || PLAIN.tool,
    shell: shellTool(map.tools)?.name || PLAIN.shell,
    files: fileTool(map.tools)?.name || PLAIN.files,
    loop: functionName(loop?.fn) ?? PLAIN.loop,
    dispatch: functionName(map.dispatches[0]?.fn) ?? PLAIN.dispatch,
    store: functionName(store?.fn) ?? PLAIN.store,
    gate: functionName(gate?.fn) ?? PLAIN.gate,
    effect: call?.callee || PLAIN.effect,
  };
}

/** Fills the placeholders. An article before a plain phrase that brings its own is dropped. */
export function fill(scenario: Scenario, names: Names): Scenario {
  const put = (text: string) =>
    text.replace(PLACEHOLDER, (_, article: string | undefined, key) => {
      const name = names[key as keyof Names];
      return article === undefined || /^(the|an?) /.test(name) ? name : `${article} ${name}`;
    });
  return { given: put(scenario.given), when: put(scenario.when), then: put(scenario.then) };
}

/** The part of `file#name@line` a person would call it; undefined for a module body or a nameless closure. */
export function functionName(id: FunctionId | undefined): string | undefined {
  const name = /#(.+)@\d+$/.exec(id ?? '')?.[1];
  return name === undefined || name.includes('<') ? undefined : name;
}

function worstEffect(tool: Tool): Tool['effects'][number] | undefined {
  const alone = (effect: Tool['effects'][number]) => danger({ ...tool, effects: [effect] });
  return [...tool.effects].sort((a, b) => alone(a) - alone(b))[0];
}
