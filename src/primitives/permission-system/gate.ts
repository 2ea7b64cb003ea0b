import type { Criterion, EffectClass, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { firmGates, gateName, gatesOf, mainGates, noGate, unaskedDecisions } from '../kit/permission.js';

export const criterion: Criterion = {
  id: 'permission-system/gate',
  title: 'Gate before side effects',
  statement:
    'For every tool that writes, executes or sends, code decides between the tool call and its effect whether it may happen.',
  core: true,
  weight: 5,
  consequence: 'silent-harm',
  impact:
    'Whatever the model asks for happens at once, and so does whatever a web page or a README talks it into; the user finds out from the result.',
  fix: 'Call one decision function at the dispatch site before the tool runs, and return a refusal to the model as the tool result.',
  effort: 'day',
  confirm: {
    given: 'a fake model that asks for {tool}, and {gate} set to deny',
    when: '{dispatch} handles the call',
    then: '{effect} has run 0 times, and the model received a refusal as the result',
  },
  signals:
    'A decision that can say no (a question, a rule, a check) on each path from the dispatch site to an effect, and paths or switches that avoid it.',
  judge,
  pass: example('a question before every tool that changes something', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: refuse(
        "call.name !== 'read_file' && !(await ask('Allow ' + call.name + ' ' + JSON.stringify(input) + '?'))",
      ),
    }),
  }),
  fail: example('a prompt that asks for good behaviour', {
    'src/agent.ts': agent({
      declare: "const PERMISSIONS = 'Ask the user for permission before you write a file or run a command.';",
      begin: "messages.push({ role: 'user', content: PERMISSIONS });",
      beforeTool: '// Permission gate: the user has approved this call.',
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const gates = gatesOf(context);
  const firm = firmGates(context);
  const ranked = mainGates(context, firm.length > 0 ? firm : gates).slice(0, MOST_GATES);
  const first = ranked[0];
  if (first === undefined) return unwiredOrAbsent(context);
  const open = context.map.tools.filter((t) => t.gated === 'never' && t.effects.some((e) => ACTS.has(e.class)));
  const signals = ranked.map(
    ({ gate, fn }): Signal => ({
      strength: firm.length > 0 && open.length === 0 ? 'full' : 'half',
      file: gate.site.file,
      line: gate.site.line,
      note: gate.kind === 'ask' && BY_MODE.test(gate.site.text) ? SHOWS.policy : SHOWS[gate.kind],
      fn,
    }),
  );
  return decide(context.code, signals, {
    met: `${gateName(first)} decides before the effect.`,
    partial:
      first.gate.kind === 'hook'
        ? `${gateName(first)} lets registered hooks refuse, but without one every tool runs.`
        : firm.length > 0
          ? `${gateName(first)} decides before the effect, but ${named(open)} can act without a decision.`
          : `${gateName(first)} refuses some requests, but most actions run without a decision.`,
    absent: '',
  });
}

/** A decision that exists and that nothing asks is worse than none to its reader: it looks like safety. */
function unwiredOrAbsent(context: JudgeContext): Judgement {
  const signals = unaskedDecisions(context).map(
    (fn): Signal => ({
      strength: 'full',
      file: fn.file.path,
      line: fn.fact.line,
      note: `${fn.fact.name} can refuse, but nothing calls it`,
      fn,
    }),
  );
  return decide(context.code, signals, {
    met: '',
    partial: `There is code that decides, but ${noGate(context)}.`,
    absent: `No gate was found: ${noGate(context)}.`,
    ...(signals.length === 0 ? { confidence: 'high' as const } : {}),
  });
}

const ACTS = new Set<EffectClass>(['shell', 'eval', 'write', 'delete', 'database', 'message', 'spend']);

const MOST_GATES = 2;
/** The condition settles it without a question: by the mode the run is in. */
const BY_MODE = /\b\w*(mode|policy)\b[\w.?\])]*\s*[!=]==?/i;

const SHOWS = {
  ask: 'turns on a question about the action',
  policy: 'turns on rules or a mode',
  check: 'refuses what a fixed test finds',
  framework: 'the framework stops here for an answer',
  hook: 'a registered hook may refuse; by default nothing does',
};

function named(tools: { name: string }[]): string {
  const names = tools.slice(0, 3).map((t) => t.name);
  return tools.length > names.length ? `${names.join(', ')} and others` : names.join(', ');
}
