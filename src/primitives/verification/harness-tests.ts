import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { pythonExample } from '../kit/example.js';
import { type StandIn, StandIns } from '../kit/fake-model.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { FAR, onScreen } from '../kit/nearness.js';
import { casesOf, type TestCase } from '../kit/tests.js';

const TEST = `
  from types import SimpleNamespace

  from small_agent import agent


  class Block(SimpleNamespace):
      def model_dump(self):
          return dict(vars(self))


  class FakeClient:
      def __init__(self, *replies):
          self.replies = list(replies)
          self.requests = []
          self.messages = self

      def create(self, **request):
          self.requests.append(request)
          return SimpleNamespace(content=self.replies.pop(0))


  def test_runs_the_tool_and_returns_the_answer(monkeypatch, tmp_path):
      note = tmp_path / "note.txt"
      note.write_text("hello")
      fake = FakeClient(
          [Block(type="tool_use", id="1", name="read_file", input={"path": str(note)})],
          [Block(type="text", text="It says hello.")],
      )
      monkeypatch.setattr(agent, "client", fake)

      assert agent.run("What does the note say?") == "It says hello."
      assert fake.requests[1]["messages"][2]["content"][0]["content"] == "hello"
`;

const HOLLOW_TEST = `
  from unittest.mock import Mock


  def test_agent_runs_tools_with_a_fake_model():
      fake_agent = Mock()
      fake_agent.run.return_value = "done"

      assert fake_agent.run("Fix the bug") == "done"
`;

export const criterion: Criterion = {
  id: 'verification/harness-tests',
  title: 'Tests with a fake model',
  statement: 'Tests run the real loop and tool execution against a scripted, fake or recorded model.',
  core: true,
  weight: 5,
  consequence: 'unverified',
  impact: 'Every change to the loop is tried out on your users, with a paid model and a different answer each time.',
  fix: 'Put the model behind a function or interface, write a fake that returns canned replies, and assert what the loop sends, runs and returns.',
  effort: 'day',
  confirm: {
    given: 'a fake model with 2 canned replies: a call of {tool}, then a final text',
    when: 'a test drives {loop} with it',
    then: 'the test asserts that {tool} ran once with the given arguments, that its result was in the second request, and that the final text is returned; no network, under 1 second',
  },
  signals:
    'Test functions that reach the loop or the dispatch site, together with a stub, fake, mock or recording that stands in for the model.',
  judge,
  pass: pythonExample('a scripted client drives the loop', { 'tests/test_agent.py': TEST }),
  fail: pythonExample('a test of its own mock', { 'tests/test_agent.py': HOLLOW_TEST }),
};

const REACH = 5;

function judge(context: JudgeContext): Judgement {
  const { code, path } = context;
  const toCore = code.reachedBy([...path.loops, ...path.dispatches], REACH);
  const toLoop = code.reachedBy(path.loops, REACH);
  const standIns = new StandIns(context);
  const cases = casesOf(context);
  const stepsOf = (t: TestCase, to: ReadonlyMap<FunctionNode, FunctionNode[]>): number => {
    const ways = t.enters.flatMap((c) =>
      c.targets.filter((n) => !n.fact.inTest).flatMap((n) => to.get(n)?.length ?? []),
    );
    return Math.min(FAR, ...ways);
  };
  const driving = cases.filter((t) => stepsOf(t, toCore) < FAR);
  const standInOf = (t: TestCase): StandIn | undefined => standIns.of(t, stepsOf(t, toLoop) < FAR);
  const scripted = driving.filter((t) => standInOf(t) !== undefined);
  const far = (t: TestCase): number => Math.min(stepsOf(t, toLoop), stepsOf(t, toCore) + 2) + (onScreen(t.fn) ? 5 : 0);
  const best = nearestFile(scripted.length > 0 ? scripted : driving, far);
  if (best.length === 0)
    return absent(
      cases.length === 0
        ? 'No test cases were found.'
        : `None of ${cases.length} test cases enters the loop or the execution of tools.`,
    );
  const own = best.filter((t) => isInside(t, standInOf(t)));
  const signals = (own.length > 0 ? own : best).slice(0, 1).flatMap((t): Signal[] => {
    const strength = scripted.length > 0 ? 'full' : 'half';
    const runs = stepsOf(t, toLoop) < FAR ? 'loop' : 'execution of tools';
    const note = `'${t.title.replace(/^.* > /, '').slice(0, 60)}' enters the real ${runs}`;
    const standIn = standInOf(t);
    return [
      { strength, file: t.fn.file.path, line: t.fn.fact.line, note },
      ...(standIn === undefined ? [] : [{ strength, ...standIn } as const]),
    ];
  });
  return decide(code, signals, {
    met: 'Test cases drive the loop or the execution of tools with a stand-in for the model.',
    partial: 'Test cases enter the loop or the execution of tools, none with a stand-in for the model.',
    absent: '',
  });
}

/** A reader sees at once what a test replaces itself. */
const isInside = ({ fn }: TestCase, standIn: StandIn | undefined): boolean =>
  standIn?.file === fn.file.path && fn.fact.line <= standIn.line && standIn.line <= fn.fact.endLine;

/** Cases that enter nearest to the loop, from the file that has most of those. */
function nearestFile(cases: TestCase[], far: (t: TestCase) => number): TestCase[] {
  const ranked = cases.map((t) => ({ t, steps: far(t) }));
  const least = Math.min(...ranked.map((r) => r.steps));
  const files = new Map<string, TestCase[]>();
  for (const { t, steps } of ranked)
    if (steps === least) files.set(t.fn.file.path, [...(files.get(t.fn.file.path) ?? []), t]);
  return [...files.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}
