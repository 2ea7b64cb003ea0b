// A confirming test is worth running when it names the builder's own functions; placeholders are filled from the map.
import type { FunctionId, HarnessMap, Scenario, Tool } from '../../contracts.js';
import { danger, HARMFUL } from './exposure.js';

/** What each placeholder of a scenario stands for in this harness. */
export type Names = Readonly<Record<'tool' | 'loop' | 'dispatch' | 'store' | 'gate' | 'effect', string>>;

/** Plain phrases, for where there is no name. */
export const PLAIN: Names = {
  tool: 'a tool with side effects',
  loop: 'the agent loop',
  dispatch: 'the place where tools are dispatched',
  store: 'the session store',
  gate: 'the permission gate',
  effect: 'the side effect',
};

/** Names from the map, with a plain phrase where it has none. */
export function namesIn(map: HarnessMap): Names {
  const tool = riskiest(map);
  const effect = tool === undefined ? undefined : worstEffect(tool);
  const loop = [...map.loops].sort((a, b) => b.confidence - a.confidence)[0];
  const store = map.stores.find((s) => s.holds === 'session' && s.op !== 'read');
  const gate = map.gates.find((g) => g.onPath) ?? map.gates[0];
  const call = map.effects.find((e) => e.site.file === effect?.site.file && e.site.line === effect.site.line);
  return {
    tool: tool?.name || PLAIN.tool,
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
    text.replace(
      /(?:\b(the|an?) )?\{(tool|loop|dispatch|store|gate|effect)\}/gi,
      (_, article: string | undefined, key) => {
        const name = names[key as keyof Names];
        return article === undefined || /^(the|an?) /.test(name) ? name : `${article} ${name}`;
      },
    );
  return { given: put(scenario.given), when: put(scenario.when), then: put(scenario.then) };
}

/** The part of `file#name@line` a person would call it; undefined for a module body or a nameless closure. */
export function functionName(id: FunctionId | undefined): string | undefined {
  const name = /#(.+)@\d+$/.exec(id ?? '')?.[1];
  return name === undefined || name.includes('<') ? undefined : name;
}

/** The tool a permission test should use: harmful before harmless, without a gate before with one, then by danger. */
function riskiest(map: HarnessMap): Tool | undefined {
  const harmless = (tool: Tool) => Number(danger(tool) === HARMFUL.length);
  const openness = (tool: Tool) => ['never', 'sometimes', 'unknown', 'always', 'not-needed'].indexOf(tool.gated);
  return [...map.tools].sort(
    (a, b) => harmless(a) - harmless(b) || openness(a) - openness(b) || danger(a) - danger(b),
  )[0];
}

function worstEffect(tool: Tool): Tool['effects'][number] | undefined {
  const alone = (effect: Tool['effects'][number]) => danger({ ...tool, effects: [effect] });
  return [...tool.effects].sort((a, b) => alone(a) - alone(b))[0];
}
