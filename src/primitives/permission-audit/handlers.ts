import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { FAR, nearestFirst, stepsBefore } from '../kit/dispatch-steps.js';
import { agent, example } from '../kit/example.js';
import { inArm } from '../kit/find.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { type Condition, conditionsOf, deciding, decisionZone, firmGates, gatesOf, noGate } from '../kit/permission.js';

const DECIDERS = `
  import { createInterface } from 'node:readline/promises';

  export interface Decider {
    decide(tool: string, input: Record<string, string>): Promise<boolean>;
  }

  export class InteractiveDecider implements Decider {
    async decide(tool: string, input: Record<string, string>): Promise<boolean> {
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      const answer = await terminal.question('Run ' + tool + ' ' + JSON.stringify(input) + '? [y/N] ');
      terminal.close();
      return answer === 'y';
    }
  }

  /** Nobody is there to answer: only what is listed may run. */
  export class HeadlessDecider implements Decider {
    constructor(private readonly allowed: ReadonlySet<string>) {}

    async decide(tool: string): Promise<boolean> {
      return this.allowed.has(tool);
    }
  }

  export function deciderFor(interactive: boolean): Decider {
    return interactive ? new InteractiveDecider() : new HeadlessDecider(new Set(['read_file']));
  }
`;

const ONE = `
  import { createInterface } from 'node:readline/promises';

  /** Interactive, headless, coordinator and swarm worker contexts each decide in their own way. */
  export async function decide(tool: string, input: Record<string, string>): Promise<boolean> {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await terminal.question('Run ' + tool + ' ' + JSON.stringify(input) + '? [y/N] ');
    terminal.close();
    return answer === 'y';
  }
`;

const REFUSE = `{
  results.push({ type: 'tool_result', tool_use_id: call.id, content: 'Denied.', is_error: true });
  continue;
}`;

export const criterion: Criterion = {
  id: 'permission-audit/handlers',
  title: 'Deciders by context',
  statement:
    'At least two contexts decide in their own way: a person at the terminal, a headless or CI run, a coordinator, a sub-agent or swarm worker.',
  core: false,
  weight: 3,
  consequence: 'silent-harm',
  impact:
    'A run in CI hangs on a question nobody can answer or, worse, says yes to everything because nobody is there.',
  fix: 'Hide the decision behind one interface with an interactive and a headless version; pick one at start-up, and let the headless one refuse what is not listed.',
  effort: 'day',
  confirm: {
    given: 'the same call of {tool} in an interactive and in a headless run',
    when: '{gate} decides',
    then: 'the first asks 1 question, the second asks 0 and refuses',
  },
  signals:
    'Conditions of the decision on interactivity, agent depth or on there being someone to ask; a mode with fixed answers; two types with the same deciding method; a subclass that asks where its base acts.',
  judge,
  pass: example('a person at the terminal, a list without one', {
    'src/deciders.ts': DECIDERS,
    'src/agent.ts': agent({
      imports: "import { deciderFor } from './deciders.js';",
      begin: 'const decider = deciderFor(process.stdin.isTTY);',
      beforeTool: `if (!(await decider.decide(call.name, input))) ${REFUSE}`,
    }),
  }),
  fail: example('one question for every context', {
    'src/decide.ts': ONE,
    'src/agent.ts': agent({
      imports: "import { decide } from './decide.js';",
      beforeTool: `if (!(await decide(call.name, input))) ${REFUSE}`,
    }),
  }),
};

const CONTEXT =
  /\b\w*(interactive|headless|is_?tty|isatty|is_?ci|print_?mode|background|is_?bg|sub_?agent\w*|unattended|has_?ui|acp|daemon|delegat\w*|coordinator|is_?worker|worker_?mode)\b/i;
const ASKER =
  /\b\w*(prompter|approver|asker|confirmer|decider|approval_?(handler|callback|func)|confirm_?(callback|handler))\b/i;
const MODE = /\b\w*(approval|permission|confirm\w*|auto)_?(mode|policy)?\w*\b|\bmode\b/i;

function judge(context: JudgeContext): Judgement {
  const gates = gatesOf(context);
  if (gates.length === 0) return absent(`Nothing decides, in any context: ${noGate(context)}.`);
  const zone = decisionZone(context);
  const full = [
    ...byContext(context, zone),
    ...byMode(zone),
    ...implementations(context, zone),
    ...overrides(context),
  ].slice(0, MOST);
  const firm = firmGates(context).some(({ gate }) => gate.kind !== 'framework');
  const signals = firm ? full : full.map((s): Signal => ({ ...s, strength: 'half' }));
  return decide(context.code, signals, {
    met: 'Who decides depends on the context: a person where there is one, a fixed answer or a parent where there is none.',
    partial: 'Contexts differ in who could be asked, but a decision is only made where something registers for it.',
    absent: `The ${zone.length} deciding functions decide in the same way in every context.`,
  });
}

const MOST = 2;

/** A condition of the decision on interactivity, agent depth, or on there being someone to ask; of one tool's own last. */
function byContext(context: JudgeContext, zone: FunctionNode[]): Signal[] {
  const near = context.code.functions.filter((fn) => deciding(fn) && fn.wired && stepsBefore(context, fn) < FAR);
  const tools = new Set(context.map.tools.filter((t) => t.how === 'class').map((t) => t.site.file));
  const found = conditionsOf([...new Set([...zone, ...near])]).filter(
    ({ fn, branch }) =>
      !comparesField(branch) &&
      (CONTEXT.test(branch.test) || ASKER.test(branch.test)) &&
      (branch.exit !== 'none' || callsIn(fn, branch)),
  );
  const common = found.filter(({ fn }) => !tools.has(fn.file.path));
  const refuses = ({ branch }: Condition): number => Number(branch.exit !== 'throw');
  return nearestFirst(context, common.length > 0 ? common : found)
    .sort((a, b) => refuses(a) - refuses(b))
    .filter(({ fn }, i, all) => all.findIndex((other) => other.fn === fn) === i)
    .map(({ fn, branch }) => ({
      strength: 'full',
      file: fn.file.path,
      line: branch.line,
      note: 'the context decides who answers',
      fn,
    }));
}

/** `rule.subagent !== subagent`: whether a rule is meant, and not who decides. */
function comparesField({ test }: BranchFact): boolean {
  const [, field, other] = /\.(\w+)\s*[!=]==?\s*(?:\w+\.)*(\w+)\s*$/.exec(test) ?? [];
  return field !== undefined && field === other;
}

function callsIn(fn: FunctionNode, branch: BranchFact): boolean {
  return fn.calls.some(
    (c) =>
      inArm(branch, c.fact.line) && mentions(c.fact.callee, ['authoriz', 'approv', 'confirm', 'decide', 'permission']),
  );
}

/** A mode compared with two or more values, one of which answers yes or no without a question. */
function byMode(zone: FunctionNode[]): Signal[] {
  return zone.flatMap((fn) => {
    const arms = fn.branches.filter((b) => MODE.test(b.test) && b.literals.length > 0 && b.exit === 'return');
    const fixed = arms.filter((b) => fn.exits.some((e) => inArm(b, e.line) && e.value === 'boolean'));
    if (new Set(arms.flatMap((b) => b.literals)).size < 2 || fixed.length === 0) return [];
    return fixed.map(
      (b) =>
        ({
          strength: 'full',
          file: fn.file.path,
          line: b.line,
          note: 'a mode answers without a question',
          fn,
        }) as const,
    );
  });
}

/** Two types that implement the same deciding method, which the gate calls; tools that each speak for themselves are none. */
function implementations({ code, map }: JudgeContext, zone: FunctionNode[]): Signal[] {
  const toolFiles = new Set(map.tools.filter((t) => t.how === 'class').map((t) => t.site.file));
  const asked = new Set(zone.flatMap((fn) => fn.calls.flatMap((c) => c.targets)));
  const called = new Set([...asked].map((fn) => fn.fact.name));
  const methods = new Map<string, FunctionNode[]>();
  for (const fn of code.functions) {
    if (fn.fact.owner === undefined || !called.has(fn.fact.name) || !mentions(fn.fact.name, DECIDES)) continue;
    methods.set(fn.fact.name, [...(methods.get(fn.fact.name) ?? []), fn]);
  }
  return [...methods.values()]
    .map((list) => list.filter((fn) => !toolFiles.has(fn.file.path)))
    .map((list) => list.filter((fn) => asked.has(fn)))
    .filter((list) => new Set(list.map((fn) => fn.fact.owner)).size >= 2 && list.some((fn) => fn.wired))
    .flatMap((list) =>
      list.map(
        (fn) =>
          ({ strength: 'full', file: fn.file.path, line: fn.fact.line, note: `${fn.fact.owner} decides`, fn }) as const,
      ),
    );
}

const DECIDES = ['decide', 'approv', 'authoriz', 'authoris', 'confirm', 'permission', '=ask', 'permit'];

/** A subclass asks where its base just acts: the batch run and the interactive one. */
function overrides({ code, map }: JudgeContext): Signal[] {
  return map.gates.flatMap((gate) => {
    const fn = code.function(gate.fn);
    const bases = code.types.find((t) => t.fact.name === fn?.fact.owner)?.fact.bases ?? [];
    const base = code.functions.find((f) => f.fact.name === fn?.fact.name && bases.includes(f.fact.owner ?? ''));
    if (fn === undefined || base === undefined) return [];
    const acts = map.dispatches.find((d) => d.fn === base.id)?.site.line ?? base.fact.line;
    return [
      { strength: 'full', ...gate.site, note: `${fn.fact.owner} asks first`, fn } as const,
      {
        strength: 'full',
        file: base.file.path,
        line: acts,
        note: `${base.fact.owner} acts without asking`,
        fn: base,
      } as const,
    ];
  });
}
