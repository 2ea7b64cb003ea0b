// The first thing a builder must hear: which tools act on the world with nothing in between.
import type { EffectClass, Evidence, Finding, HarnessMap, Tool } from '../../contracts.js';
import { HARMFUL, list, ungatedPrograms, ungatedTools } from './exposure.js';
import { distinct, readerOf } from './gap.js';
import { judged, type ScoreInput, verdictOf } from './input.js';
import { gaps } from './moot.js';
import { fill, type Names } from './scenario.js';
import { grade } from './severity.js';

const GATE = 'permission-system/gate';
const MOST_NAMES = 4;

const DOES: Readonly<Partial<Record<EffectClass, string>>> = {
  shell: 'runs shell commands',
  eval: 'executes code',
  delete: 'deletes files',
  spend: 'spends money',
  message: 'sends messages',
  write: 'writes files',
  database: 'changes a database',
};

/**
 * One finding that names the harmful tools no gate can stop. When other tools are gated, it contradicts the gate
 * rather than reporting it missing. The missing core of the permission system is part of it, not a second row.
 */
export function ungatedFinding(input: ScoreInput, names: Names): Finding[] {
  const tools = ungatedTools(input.map);
  const gate = judged(input).find((j) => j.criterion.id === GATE);
  if (tools.length === 0 || gate === undefined || gate.verdict.verdict === 'na') return [];
  const gated = gate.verdict.verdict === 'met';
  const contained = verdictOf(input, 'permission-system/containment') === 'met';
  const core = gaps(input).filter(
    (gap) => gap.primitive.id === gate.primitive.id && gap.criterion.core && gap.verdict.verdict === 'absent',
  );
  const graded = grade('silent-harm', input.map, [
    ...(gated ? ['other tools do pass a gate'] : []),
    ...(contained ? ['effects are contained'] : []),
  ]);
  return [
    {
      id: gated ? `contradiction:${GATE}` : `gap:${GATE}`,
      kind: gated ? 'contradiction' : 'gap',
      ...graded,
      title: title(tools, gated),
      consequence: 'silent-harm',
      criteria: [...new Set([GATE, ...core.map((gap) => gap.criterion.id)])],
      evidence: distinct([...tools.map(effectLine), ...strayGates(input.map)]),
      impact: gate.criterion.impact,
      fix: gate.criterion.fix,
      confirm: [fill(gate.criterion.confirm, names)],
      ...readerOf([gate]),
    },
  ];
}

/** Tools that pass the gate by and start one program: less than a shell, yet the model chooses its arguments. */
export function programFinding(input: ScoreInput, names: Names): Finding[] {
  const tools = ungatedPrograms(input.map);
  const gate = judged(input).find((j) => j.criterion.id === GATE);
  if (tools.length === 0 || gate === undefined || gate.verdict.verdict === 'na') return [];
  const programs = [...new Set(tools.flatMap((tool) => tool.effects.flatMap((e) => e.program ?? [])))];
  const graded = grade('silent-harm', input.map, [
    'each starts one fixed program',
    ...(verdictOf(input, GATE) === 'met' ? ['other tools do pass a gate'] : []),
  ]);
  return [
    {
      id: `contradiction:${GATE}/program`,
      kind: 'contradiction',
      ...graded,
      title: `${list(tools.map((tool) => tool.name))} ${tools.length === 1 ? 'starts' : 'start'} ${list(programs)} without the gate`,
      consequence: 'silent-harm',
      criteria: [GATE],
      evidence: distinct(tools.flatMap((tool) => [effectLine(tool), { ...tool.site, note: `declares ${tool.name}` }])),
      impact: `The model writes the arguments of ${list(programs)}; an option that runs, writes or reads elsewhere passes unseen.`,
      fix: `Put what the model gives behind \`--\` or a check of its own, or let the call pass the gate like the others.`,
      confirm: [fill(PROGRAM_TEST, { ...names, tool: tools[0]?.name ?? names.tool })],
    },
  ];
}

const PROGRAM_TEST = {
  given: 'a call of {tool} whose argument begins with a dash, like an option',
  when: '{dispatch} handles the call',
  then: 'the program takes it as plain text, or the call is refused',
};

function title(tools: readonly Tool[], gated: boolean): string {
  const names = tools.map((tool) => tool.name);
  const shown =
    names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`] : names;
  const verb = tools.length === 1 ? 'takes' : 'take';
  return gated
    ? `${list(shown)} ${verb} effect without the gate`
    : `Nothing stands between the model and ${list(shown)}`;
}

function effectLine(tool: Tool): Evidence {
  const [worst] = [...tool.effects].sort((a, b) => rank(a.class) - rank(b.class));
  const site = worst?.site ?? tool.site;
  const does = worst?.program === undefined ? worst && DOES[worst.class] : `starts ${worst.program}`;
  return { ...site, note: `${tool.name} ${does ?? 'takes effect'} here, ungated` };
}

function rank(effect: EffectClass): number {
  const index = HARMFUL.indexOf(effect);
  return index === -1 ? HARMFUL.length : index;
}

/** A gate that exists elsewhere is the quickest fix, so it is shown. */
function strayGates(map: HarnessMap): Evidence[] {
  return map.gates
    .filter((gate) => !gate.onPath)
    .map((gate) => ({ ...gate.site, note: 'a gate that is not on this path' }));
}
