import type { Criterion } from '../../contracts.js';
import { pythonExample } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
  judge: () => unknown('This criterion has no judge yet.'),
  pass: pythonExample('a scripted client drives the loop', { 'tests/test_agent.py': TEST }),
  fail: pythonExample('a test of its own mock', { 'tests/test_agent.py': HOLLOW_TEST }),
};
