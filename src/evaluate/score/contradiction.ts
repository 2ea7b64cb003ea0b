// A gate with a way around it is only as strong as the default of that way.
import type { Evidence, Finding, Gate, Site } from '../../contracts.js';
import { literally } from '../../words.js';
import { distinct } from './gap.js';
import { judged, type ScoreInput } from './input.js';
import { fill, functionName, type Names } from './scenario.js';
import { grade } from './severity.js';

type Bypassed = Gate & { bypass: NonNullable<Gate['bypass']> };

/** One finding for the gates that a mode or default can switch off. */
export function bypassFinding(input: ScoreInput, names: Names): Finding[] {
  const onPath = input.map.gates.filter((gate) => gate.onPath);
  const bypassed = onPath.filter((gate): gate is Bypassed => gate.bypass !== undefined);
  const gate = judged(input).find((j) => j.criterion.id === 'permission-system/gate');
  if (bypassed.length === 0 || gate === undefined || gate.verdict.verdict === 'na') return [];
  const asking = onPath.filter((g) => bypassed.some((b) => asks(g, b)));
  const skipped = new Set<Gate>([...bypassed, ...asking]);
  const all = onPath.every((g) => skipped.has(g) || bypassed.some((b) => isAt(b.bypass, g.site)));
  const graded = grade('silent-harm', input.map, [
    'a gate exists',
    ...(all ? [] : ['other gates on the path have no such way around']),
  ]);
  return [
    {
      id: 'contradiction:permission-system/bypass',
      kind: 'contradiction',
      ...graded,
      title: all ? 'Every permission gate can be switched off' : 'A permission gate can be switched off',
      consequence: 'silent-harm',
      criteria: [gate.criterion.id],
      evidence: distinct(
        bypassed.flatMap((b) => [{ ...b.bypass, note: 'lets calls past the gate' }, gateOf(b, asking)]),
      ),
      impact: 'With the bypass on, deny rules and questions are inert, and nothing in the run says so.',
      fix: 'Keep the bypass off unless it is asked for by name, let deny rules hold even then, and record that it was on.',
      confirm: [fill(BYPASS_TEST, names)],
    },
  ];
}

/** The condition before the effect is the gate; what stands in the function it asks is only its answer. */
function gateOf(bypassed: Bypassed, asking: readonly Gate[]): Evidence {
  const gate = asking.find((g) => asks(g, bypassed));
  if (gate !== undefined) return { ...gate.site, note: 'the gate it switches off' };
  return { ...bypassed.site, note: 'the decision it skips' };
}

function asks(gate: Gate, { fn }: Gate): boolean {
  const name = functionName(fn)?.split('.').at(-1);
  return gate.fn !== fn && name !== undefined && new RegExp(`\\b${literally(name)}\\(`).test(gate.site.text);
}

function isAt(a: Site, b: Site): boolean {
  return a.file === b.file && a.line === b.line;
}

const BYPASS_TEST = {
  given: 'a deny rule for {tool} and the bypass switched on',
  when: 'the model asks for {tool}',
  then: '{effect} never runs, and the log says that the bypass was on',
};
