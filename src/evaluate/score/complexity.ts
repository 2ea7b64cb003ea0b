// Machinery for many agents on top of missing foundations multiplies what is missing; lean is the advice, so it is a
// finding.
import type { Evidence, Finding, PrimitiveResult, Site } from '../../contracts.js';
import { list } from './exposure.js';
import { distinct } from './gap.js';
import { type ScoreInput, verdictOf } from './input.js';
import { grade } from './severity.js';

/** So many agent types are a swarm. */
const SWARM = 4;
/** Below this many lines one person holds the whole harness in the head, and one agent does the work. */
const SMALL = 5_000;
/** So many unfinished day-one primitives make month-one machinery premature. */
const UNFINISHED = 2;

/** Month-one machinery over missing day-one foundations, agents without a gate, and a swarm in a small codebase. */
export function complexityFindings(input: ScoreInput, primitives: readonly PrimitiveResult[]): Finding[] {
  return [...premature(input, primitives), ...ungatedSwarm(input), ...smallSwarm(input)];
}

function premature(input: ScoreInput, primitives: readonly PrimitiveResult[]): Finding[] {
  const open = primitives.filter((p) => p.tier === 'day-one' && (p.level === 'absent' || p.level === 'partial'));
  const early = primitives.filter(
    (p) => p.tier === 'month-one' && p.id !== 'permission-audit' && (p.level === 'present' || p.level === 'strong'),
  );
  const missing = open.filter((p) => p.level === 'absent');
  if (early.length === 0 || open.length < UNFINISHED || missing.length === 0) return [];
  const foundations = list(open.map((p) => p.title.toLowerCase()));
  return [
    {
      id: 'complexity:premature',
      kind: 'complexity',
      ...grade('hard-to-change', input.map, []),
      title: `${list(early.map((p) => p.title))} before the foundations`,
      consequence: 'hard-to-change',
      criteria: [],
      evidence: distinct(early.flatMap((p) => evidenceOf(input, p.id))),
      impact: `Time went into later machinery while ${foundations} ${open.length === 1 ? 'is' : 'are'} unfinished.`,
      fix: `Leave it as it is, add nothing to it, and finish ${foundations} first.`,
      confirm: [],
    },
  ];
}

function ungatedSwarm(input: ScoreInput): Finding[] {
  const { agentTypes } = input.map;
  if (agentTypes.length < 2 || verdictOf(input, 'permission-system/gate') !== 'absent') return [];
  return [
    {
      id: 'complexity:agents-without-gate',
      kind: 'complexity',
      ...grade('silent-harm', input.map, ['the missing gate has a finding of its own']),
      title: `${agentTypes.length} agent types and no permission gate`,
      consequence: 'silent-harm',
      criteria: ['permission-system/gate'],
      evidence: distinct(agentTypes.map((a) => cite(a.site, `declares agent type ${a.name}`))),
      impact: 'Each agent is one more way to reach the same effects, and none of them can be refused.',
      fix: 'Run one agent until a gate stands between every tool call and its effect; let all agents share that gate.',
      confirm: [
        {
          given: `a denied tool and the agent type ${agentTypes[0]?.name ?? 'that may use it'}`,
          when: 'that agent asks for the tool',
          then: 'the call is refused by the same gate the main agent passes',
        },
      ],
    },
  ];
}

function smallSwarm(input: ScoreInput): Finding[] {
  const { agentTypes, tools } = input.map;
  const small = input.codeLines !== undefined && input.codeLines < SMALL;
  const fewTools = tools.length > 0 && tools.length < agentTypes.length;
  if (agentTypes.length < SWARM || !(small || fewTools)) return [];
  const beside = small ? `${input.codeLines} lines of code` : `${tools.length} tools`;
  return [
    {
      id: 'complexity:swarm',
      kind: 'complexity',
      ...grade('hard-to-change', input.map, []),
      title: `${agentTypes.length} agent types for ${beside}`,
      consequence: 'hard-to-change',
      criteria: [],
      evidence: distinct(agentTypes.map((a) => cite(a.site, `declares agent type ${a.name}`))),
      impact: 'Hand-offs between agents lose context, multiply cost and hide which of them made a mistake.',
      fix: 'Fold the types into one agent with all tools, and split one off again only when a measured need appears.',
      confirm: [],
    },
  ];
}

function evidenceOf(input: ScoreInput, primitive: string): Evidence[] {
  return input.verdicts.filter((v) => v.id.startsWith(`${primitive}/`)).flatMap((v) => v.evidence.slice(0, 1));
}

function cite(site: Site, note: string): Evidence {
  return { ...site, note };
}
