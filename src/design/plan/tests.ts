// The verification criteria of each phase. Every promise is proved by a test: by one written for the product's own
// tools and numbers, or else by the criterion's own confirming test with these tools in it.
import type { Catalogue, Criterion, PlannedTest } from '../../contracts.js';
import type { Ground } from './ground.js';
import type { Promises } from './promises.js';
import { storeOf } from './stack.js';
import { boundary } from './tests/boundary.js';
import { experience } from './tests/experience.js';
import { golden } from './tests/golden.js';
import { history } from './tests/history.js';
import { limits } from './tests/limits.js';
import { policy } from './tests/policy.js';
import { recovery } from './tests/recovery.js';
import type { Test } from './tests/rule.js';
import { trace } from './tests/trace.js';

const RULES = [...golden, ...boundary, ...policy, ...recovery, ...history, ...limits, ...experience, ...trace];

/** The tests of one phase, in the order of their kinds. */
export function testsOf(phase: number, ground: Ground, promised: Promises, catalogue: Catalogue): PlannedTest[] {
  const own = RULES.flatMap((rule) => rule(ground)).filter((test) => promised.has(test.criterion));
  const proved = new Set(own.map((test) => test.criterion));
  const criteria = catalogue.primitives.flatMap((primitive) => primitive.criteria);
  const others = criteria
    .filter(({ id }) => promised.has(id) && !proved.has(id))
    .map((criterion) => confirming(criterion, ground));
  return [...own, ...others]
    .filter((test) => phaseOf(test, ground, promised) === phase)
    .map(({ about: _, by = 'ci', kind, criterion, ...test }) => ({ kind, criterion, by, ...test }))
    .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

const KINDS: readonly PlannedTest['kind'][] = ['golden', 'risky', 'boundary', 'recovery', 'limit', 'experience'];

function phaseOf({ criterion, about }: Test, { held }: Ground, promised: Promises): number {
  return Math.max(promised.get(criterion) ?? 0, about !== undefined && about === held ? 2 : 1);
}

const KIND_OF: Readonly<Record<string, PlannedTest['kind']>> = {
  'permission-system': 'boundary',
  'permission-audit': 'boundary',
  'tool-registry': 'boundary',
  'tool-pool': 'boundary',
  'agent-types': 'boundary',
  'session-persistence': 'recovery',
  'workflow-state': 'recovery',
  'token-budget': 'limit',
  compaction: 'limit',
  'streaming-events': 'experience',
  'event-log': 'experience',
  verification: 'golden',
};

function confirming({ id, confirm }: Criterion, ground: Ground): Test {
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => nameOf(name, ground));
  return {
    kind: KIND_OF[id.split('/')[0] ?? ''] ?? 'golden',
    criterion: id,
    given: filled(confirm.given),
    when: filled(confirm.when),
    then: filled(confirm.then),
  };
}

function nameOf(placeholder: string, ground: Ground): string {
  const { brief, riskiest, reads, held } = ground;
  const tool = (riskiest === held ? reads[0] : riskiest) ?? brief.capabilities[0];
  const names: Record<string, string> = {
    tool: `\`${tool?.name ?? 'the tool'}\``,
    effect: `what \`${tool?.name ?? 'the tool'}\` does to ${tool?.touches ?? 'the world'}`,
    loop: `the loop of ${brief.name}`,
    dispatch: 'execution',
    store: storeOf(ground),
    gate: 'the gate',
  };
  return names[placeholder] ?? placeholder;
}
