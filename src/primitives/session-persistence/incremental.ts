import type { Criterion } from '../../contracts.js';
import { agent, cli, example, pythonAgent, pythonExample } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'session-persistence/incremental',
  title: 'Saved while it runs',
  statement:
    'The session is written during the run, after each turn or important event, and not only when the run ends.',
  core: false,
  weight: 4,
  consequence: 'lost-or-doubled-work',
  impact:
    'A run that crashes on its fortieth turn leaves nothing behind, although a run that ends well would have been saved.',
  fix: 'Move the write into the loop: once after the model has answered and once after the tool results are in.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that answers 2 turns and throws on the third call',
    when: '{loop} is run and ends with that error',
    then: '{store} holds the messages of both finished turns, in order',
  },
  signals:
    'Session writes that stand inside the loop, or in functions called from it, before the arm that ends the run.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: pythonExample('every new message appended as it comes', {
    'small_agent/session.py': `
      import json
      from pathlib import Path

      FILE = Path(".agent") / "session.jsonl"


      def append_message(message: dict) -> None:
          FILE.parent.mkdir(exist_ok=True)
          with FILE.open("a") as file:
              file.write(json.dumps(message) + "\\n")
    `,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.session import append_message',
      begin: 'append_message(messages[0])',
      finish: 'append_message(messages[-1])',
      endTurn: `
        append_message(messages[-2])
        append_message(messages[-1])
      `,
    }),
  }),
  fail: example('one write after the run has ended', {
    'src/agent.ts': agent({
      params: ', transcript: Anthropic.MessageParam[]',
      finish: 'transcript.push(...messages);',
      endTurn: '// The session is saved after each turn.',
    }),
    'src/cli.ts': cli({
      imports: "import { writeFileSync } from 'node:fs';\nimport type Anthropic from '@anthropic-ai/sdk';",
      before: 'const transcript: Anthropic.MessageParam[] = [];',
      args: ', transcript',
      after: "writeFileSync('session.json', JSON.stringify(transcript));",
    }),
  }),
};
