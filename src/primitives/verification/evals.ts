import type { Criterion, FunctionNode, JudgeContext, Judgement, Role } from '../../contracts.js';
import { mentions } from '../../words.js';
import { ciCommands, commandsIn } from '../kit/ci.js';
import { pythonExample } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, strongest } from '../kit/nearness.js';

const EVAL = `
  import json
  import subprocess
  import sys
  from pathlib import Path

  from small_agent.agent import run

  THRESHOLD = 0.8


  def main():
      tasks = [json.loads(line) for line in Path("evals/tasks.jsonl").read_text().splitlines()]
      passed = 0
      for task in tasks:
          run(task["prompt"])
          success = subprocess.run(task["check"], shell=True).returncode == 0
          print(("pass" if success else "FAIL"), task["id"])
          passed += success
      score = passed / len(tasks)
      print(f"score: {score:.0%}")
      sys.exit(0 if score >= THRESHOLD else 1)


  if __name__ == "__main__":
      main()
`;

const TASKS = `
  {"id": "greeting", "prompt": "Write hello to greeting.txt", "check": "grep -q hello greeting.txt"}
  {"id": "count", "prompt": "Write the number of lines of data.csv to count.txt", "check": "grep -q 42 count.txt"}
`;

const SPEED = `
  import time
  from pathlib import Path


  def main():
      started = time.perf_counter()
      for _ in range(1000):
          Path("pyproject.toml").read_text()
      print(f"1000 reads: {time.perf_counter() - started:.2f} s")


  if __name__ == "__main__":
      main()
`;

export const criterion: Criterion = {
  id: 'verification/evals',
  title: 'An evaluation suite',
  statement:
    'The repository holds, or runs, an evaluation of the agent: golden tasks, a benchmark or behavioural evals with a score.',
  core: false,
  weight: 2,
  consequence: 'unverified',
  impact: 'A new model or prompt is chosen by feel; quality drifts for weeks until users leave.',
  fix: 'Collect ten real tasks with a check each (a file, an output, a test that passes), run them with one command, print the pass rate, and keep the numbers of past runs.',
  effort: 'days',
  confirm: {
    given: '10 tasks with a mechanical check each',
    when: 'the evaluation command runs',
    then: 'it prints a pass rate over all 10, lists the failures by task, and exits non-zero below the threshold',
  },
  signals: 'Evaluation files, scripts or jobs that run the agent over a set of tasks and score the outcome.',
  judge,
  pass: pythonExample('golden tasks with checks and a pass rate', {
    'evals/run_evals.py': EVAL,
    'evals/tasks.jsonl': TASKS,
  }),
  fail: pythonExample('a benchmark of disk reads', {
    'README.md': '# Small agent\n\nEvaluated on a golden set of 200 tasks, with a pass rate of 97 %.\n',
    'scripts/measure_reads.py': SPEED,
  }),
};

const REACH = 6;
const EVALUATES = /(^|[/_.-])(evals?|evaluations?|benchmarks?|bench|swe[-_]?bench|gaia|golden)([/_.-]|$)/i;
/** Public benchmarks of agents, and tools that run evaluations. */
const RUNNER =
  /\b(promptfoo eval|swe-?bench|terminal-?bench|\btb run|harbor run|inspect eval|deepeval|braintrust eval|evalite|lm[-_]eval|openevals|humaneval|agentbench)\b/i;
const RUNS = /run|eval|process|answer|solve|bench|task|instance|main/i;
const SETS_UP = /^_?(get|load|create|build|make|set_?up|assert|expect|prepare|init)/i;
const SCORES =
  'score pass correct accura success resolved grade reward judge expected assert expect metric prediction preds result'.split(
    ' ',
  );

function judge(context: JudgeContext): Judgement {
  const signals = strongest([
    ...fromCode(context).slice(0, 1),
    ...fromCommands(context).slice(0, 1),
    ...fromConfigs(context),
  ]);
  return decide(context.code, signals, {
    met: `The agent is evaluated over a set of tasks in ${signals[0]?.file}.`,
    partial: 'There is an evaluation of prompts, or a part of one, but none that runs the agent over tasks.',
    absent:
      'No file in evaluation, benchmark or example folders runs the agent over tasks, and no command runs an evaluation.',
  });
}

/** Code for evaluation that enters the agent again and again, and looks at what came out. */
function fromCode({ code, path }: JudgeContext): Signal[] {
  const toAgent = code.reachedBy([...path.loops, ...path.dispatches], REACH);
  const evaluating = [...toAgent.keys()].filter(
    (fn) => isEvaluation(fn) && !path.loops.includes(fn) && (fn.fact.kind !== 'module' || isScript(fn)),
  );
  const scoring = evaluating.filter((fn) => scores(fn));
  // The function that runs one task or all of them, before its set-up and what looks at the outcome.
  const weight = (fn: FunctionNode): number =>
    (toAgent.get(fn)?.length ?? REACH) + (RUNS.test(nameOf(fn)) ? 0 : 3) + (SETS_UP.test(nameOf(fn)) ? 6 : 0);
  return scoring
    .sort((a, b) => weight(a) - weight(b))
    .map((fn) => ({
      strength: 'full',
      file: fn.file.path,
      line: lineOf(fn, toAgent),
      note: `${fn.fact.testTitle ?? nameOf(fn)} runs the agent for an evaluation`,
    }));
}

/** A function by its head; a script by the call that starts the agent. */
function lineOf(fn: FunctionNode, toAgent: ReadonlyMap<FunctionNode, unknown>): number {
  const starts = fn.fact.kind === 'module' ? fn.calls.find((c) => c.targets.some((t) => toAgent.has(t))) : undefined;
  return starts?.fact.line ?? fn.fact.line;
}

/** A script in an evaluation's folder that goes through its tasks at the top. */
function isScript({ file, loops }: FunctionNode): boolean {
  return file.role === 'eval' && loops.length > 0;
}

function isEvaluation({ file, fact }: FunctionNode): boolean {
  if (file.role === 'eval') return true;
  return (file.role === 'example' || (file.role === 'source' && !fact.inTest)) && EVALUATES.test(file.path);
}

/** The function, its closures or its callers in the same file work through tasks and keep or compare outcomes. */
function scores(fn: FunctionNode): boolean {
  const near = [fn, ...fn.children, ...fn.callers.filter((c) => c.file === fn.file)];
  return near.some((n) => mentions(n.words, SCORES));
}

/** Commands of continuous integration and package scripts that run an evaluation kept in the repository. */
function fromCommands(context: JudgeContext): Signal[] {
  const files = context.code.facts.files.filter((f) => f.role === 'eval').map((f) => f.path);
  const runs = (text: string): boolean =>
    commandsIn(text).some(
      (c) =>
        RUNNER.test(c) ||
        (/^(npm|pnpm|yarn|bun|vitest|pytest|python|node|tsx|cargo|go|make)\b/.test(c) &&
          /(^|[\s:/_.-])eval(s|uations?)?(?![a-z])/.test(c)),
    );
  return ciCommands(context)
    .filter((c) => runs(c.text) && files.length > 0)
    .map((c) => ({ strength: 'full', file: c.document.path, line: c.line, note: 'runs the evaluation' }));
}

/** A configured evaluation of prompts says something of the model, less of the harness. */
function fromConfigs({ code }: JudgeContext): Signal[] {
  return code.documents
    .filter(
      (d) =>
        isEvaluationConfig(d.path, d.role) && d.entries.some((e) => /^(prompts|tests|providers)(\.|$)/.test(e.path)),
    )
    .map((d) => ({
      strength: 'half',
      file: d.path,
      line: d.entries.find((e) => /^(prompts|tests|providers)/.test(e.path))?.line ?? 1,
      note: 'prompts, providers and tests of an evaluation',
    }));
}

/** Test folders may hold evaluations too; documentation about them is none. */
function isEvaluationConfig(path: string, role: Role): boolean {
  if (role === 'eval') return true;
  return (
    (role === 'test' || role === 'config') &&
    (/(^|\/)promptfoo[\w.-]*\.ya?ml$/i.test(path) || /(^|\/)evals?\//i.test(path))
  );
}
