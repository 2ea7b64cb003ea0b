import type { CallNode, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { runsTests } from '../kit/ci.js';
import { agent, example } from '../kit/example.js';
import { duringRun } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, nearestFirst, strongest } from '../kit/nearness.js';
import { complaints, ownCommand } from '../kit/own-check.js';

const CHECK = `
  import { spawnSync } from 'node:child_process';

  /** Runs the tests of the workspace; undefined when they pass, else what they printed. */
  export function failingTests(): string | undefined {
    const outcome = spawnSync('npm', ['test', '--silent'], { encoding: 'utf8' });
    return outcome.status === 0 ? undefined : outcome.stdout + outcome.stderr;
  }
`;

export const criterion: Criterion = {
  id: 'verification/run-check',
  title: 'A check within the run',
  statement:
    'A run contains a step, in code, that inspects what the agent produced: tests, a linter, diagnostics, a critic or a verifying agent.',
  core: false,
  weight: 3,
  consequence: 'unverified',
  impact: 'Users are told "done" about work that does not compile, and find out later, at their own cost.',
  fix: 'Before the loop accepts the final answer, run one deterministic check (the test command, the type checker, a schema) and feed a failure back as the next turn. Cap the retries.',
  effort: 'day',
  confirm: {
    given: 'a fake model that says it is finished while the check still fails',
    when: '{loop} receives that answer',
    then: 'the check runs once, its output is in the next request, and the run ends as verified only after the check passes or 3 attempts are used up',
  },
  signals:
    'Calls on the path of the loop, outside tools the model chooses, to test runners, linters, diagnostics, validators or a second model that judges, whose result decides how the run goes on.',
  judge,
  pass: example('tests decide whether the run may end', {
    'src/check.ts': CHECK,
    'src/agent.ts': agent({
      imports: "import { failingTests } from './check.js';",
      begin: 'let attempts = 0;',
      finish: `
        const failure = failingTests();
        if (failure !== undefined && attempts < 3) {
          attempts += 1;
          messages.push({ role: 'user', content: 'The tests fail:\\n' + failure });
          continue;
        }
      `,
    }),
  }),
  fail: example('an instruction that asks the model to check itself', {
    'src/agent.ts': agent({
      history:
        "{ role: 'user', content: 'Always run the tests and the linter, and verify your work before you finish.' }, ",
      finish: '// The work was verified by the model.',
    }),
  }),
};

/** Checks that are about finished work by their name alone. */
const PLAIN = ['lint', 'diagnostic', 'typecheck', '=critic', 'critique', 'verifier'];
const VERIFIES = 'verif validat =check checks checker review judge grade evaluat reflect critic'.split(' ');
const WORK =
  'answer final patch edit edits syntax compil =work solution draft =diff tests =goal changes deliverable'.split(' ');
/** Checks of what goes in, of settings and of rights; not of what the agent made. */
const OTHER =
  'input arg param schema config permission path url token auth version key setting option policy approv log format editor editable credential model oauth rule header toml skill memory name provider command license update sync user'.split(
    ' ',
  );
/** Makes or fetches what it names. */
const MAKES = /^_?(gen|generate|make|create|new|get|load|parse|set|add|register|build|with)(_|[A-Z])/;
const TOOLING =
  /\b(eslint|biome|ruff|flake8|mypy|pyright|tsc|clippy|cargo (check|build|clippy)|golangci-lint|go (vet|build)|pre-commit)\b/;
const NODES = new Set(['addNode', 'add_node', 'AddNode', 'AddLambdaNode', 'AddChatModelNode']);

function judge(context: JudgeContext): Judgement {
  const running = context.code.functions.filter((fn) => duringRun(context, fn) || context.path.tools.has(fn));
  const optional = toolNames(context);
  const signals = running
    .filter((fn) => !optional.has(fn))
    .flatMap((fn) => [...checks(fn), ...commands(context, fn), ...nodes(context, fn), ...hooks(fn)])
    .concat(complaints(context));
  const cited = strongest([...nearestFirst(context, signals), ...roles(context)]);
  return decide(context.code, cited, {
    met: `${firstName(cited)} checks what the agent made while it runs, and its outcome decides how the run goes on.`,
    partial: 'A check of the work exists, but only where the user supplies one or the model asks for it.',
    absent: 'Nothing on the path of the loop lints, tests, validates or judges what the agent made.',
  });
}

function firstName(signals: Signal[]): string {
  const fn = signals.find((s) => s.strength === 'full')?.fn;
  return fn === undefined ? 'A step' : `${fn.fact.owner === undefined ? '' : `${fn.fact.owner}.`}${nameOf(fn)}`;
}

/** Tools that verify only run when the model asks for them. */
function toolNames({ code, map }: JudgeContext): ReadonlySet<FunctionNode> {
  const asked = map.tools.filter((t) => mentions(t.name, [...PLAIN, ...VERIFIES, 'test']));
  return new Set(
    code
      .reach(
        asked.flatMap((t) => (t.run === undefined ? [] : (code.function(t.run) ?? []))),
        2,
      )
      .keys(),
  );
}

/** A call that checks finished work, whose result is tested, or which throws when the check fails. */
function checks(fn: FunctionNode): Signal[] {
  return fn.calls
    .filter((c) => isCheck(c) && decides(fn, c))
    .map((c) => ({
      strength: 'full',
      file: fn.file.path,
      line: c.fact.line,
      note: `${c.fact.name} checks the work`,
      fn,
    }));
}

function isCheck({ fact }: CallNode): boolean {
  if (mentions(fact.name, OTHER) || MAKES.test(fact.name)) return false;
  const object = `${fact.name} ${fact.receiver}`;
  return mentions(fact.name, PLAIN) || (mentions(fact.name, VERIFIES) && mentions(object, WORK));
}

function decides(fn: FunctionNode, call: CallNode): boolean {
  const { line, endLine, result } = call.fact;
  if (call.targets.some((t) => t.exits.some((e) => e.kind === 'throw'))) return true;
  return fn.branches.some(
    (b) =>
      b.kind !== 'catch' &&
      ((b.line >= line && b.line <= endLine && b.test.includes(call.fact.name)) ||
        (b.line >= line &&
          result !== undefined &&
          /^\w+$/.test(result) &&
          result.length > 1 &&
          mentionsResult(b.idents, result))),
  );
}

function mentionsResult(idents: string[], result: string): boolean {
  return idents.some((i) => i === result || i.toLowerCase().includes(result.toLowerCase()));
}

/** The harness itself runs a test command, a linter or a compiler. */
function commands(context: JudgeContext, fn: FunctionNode): Signal[] {
  return context.map.effects
    .filter((e) => e.class === 'shell' && e.fn === fn.id)
    .flatMap((e) => {
      const call = fn.calls.find((c) => c.fact.line === e.site.line && c.fact.callee === e.callee);
      const line =
        call?.fact.args
          .slice(0, 2)
          .map((a) => a.text.replace(/[[\]'"`,]+/g, ' '))
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim() ?? '';
      if (!runsTests(context, line) && !TOOLING.test(line)) return ownCommand(context, fn, e.site);
      return [
        { strength: 'full' as const, file: e.site.file, line: e.site.line, note: `runs ${line.slice(0, 40)}`, fn },
      ];
    });
}

/** A node of a state graph that judges. */
function nodes({ map }: JudgeContext, fn: FunctionNode): Signal[] {
  if (!map.loops.some((l) => l.kind === 'graph')) return [];
  return fn.calls
    .filter(
      (c) =>
        NODES.has(c.fact.name) &&
        mentions(c.fact.args[0]?.text ?? '', [
          ...PLAIN,
          ...VERIFIES.slice(0, 3),
          'grade',
          'reflect',
          'evaluat',
          'judge',
          'critic',
        ]),
    )
    .map((c) => ({
      strength: 'full',
      file: fn.file.path,
      line: c.fact.line,
      note: `the graph has a step ${c.fact.args[0]?.text ?? ''}`,
      fn,
    }));
}

const HOOK_MOMENT = [['after', 'agent'], ['stop'], ['completion'], ['task', 'complete'], ['before', 'finish']];

/** A hook that runs when the agent wants to stop may check; whether it does is up to the user. */
function hooks(fn: FunctionNode): Signal[] {
  return fn.calls
    .filter(
      (c) =>
        !c.fact.isNew &&
        mentions(c.fact.name, ['hook']) &&
        HOOK_MOMENT.some((m) => m.every((w) => mentions(c.fact.name, [w]))),
    )
    .map((c) => ({
      strength: 'half',
      file: fn.file.path,
      line: c.fact.line,
      note: `${c.fact.name} may check the work`,
      fn,
    }));
}

/** An agent type that verifies, when the model chooses to start it. */
function roles({ map }: JudgeContext): Signal[] {
  return map.agentTypes
    .filter((t) => mentions(t.name, ['verif', 'critic', 'review', 'tester', 'validator']))
    .map((t) => ({ strength: 'half', file: t.site.file, line: t.site.line, note: `agent type ${t.name}` }));
}
