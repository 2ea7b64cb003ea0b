import type { Criterion } from '../../contracts.js';
import { pythonExample } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
  judge: () => unknown('This criterion has no judge yet.'),
  pass: pythonExample('golden tasks with checks and a pass rate', {
    'evals/run_evals.py': EVAL,
    'evals/tasks.jsonl': TASKS,
  }),
  fail: pythonExample('a benchmark of disk reads', {
    'README.md': '# Small agent\n\nEvaluated on a golden set of 200 tasks, with a pass rate of 97 %.\n',
    'scripts/measure_reads.py': SPEED,
  }),
};
