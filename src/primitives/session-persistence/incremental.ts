import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, cli, example, pythonAgent, pythonExample } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf } from '../kit/nearness.js';
import { keepers, keptBy, type Stored, sessionWrites, writtenEachTurn } from '../kit/sessions.js';

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
    'Session writes inside the loop, in functions it calls, in listeners of its events, or in a loop around it; not in an arm that ends the run.',
  judge,
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

function judge(context: JudgeContext): Judgement {
  const writes = sessionWrites(context);
  const [kept] = keepers(writes.filter((write) => writtenEachTurn(context, write)));
  const writer = kept === undefined ? '' : nameOf(kept.fn);
  return decide(context.code, kept === undefined ? [] : signalsOf(context, kept), {
    met:
      kept?.store.medium === 'checkpointer'
        ? "The framework's checkpointer stores the state after each step, so a crash loses one step at most."
        : `${writer} runs within each turn, so a crash loses one turn at most.`,
    partial: `${writer} would save each turn.`,
    absent:
      writes.length === 0
        ? 'No session is written at all, so none is written during the run.'
        : 'The session is written, but only before or after the run: no write was found inside the loop or in what it calls.',
  });
}

/** The call in the run that keeps the session, and the write it leads to. */
function signalsOf(context: JudgeContext, write: Stored): Signal[] {
  const { store, fn } = write;
  if (store.medium === 'checkpointer')
    return [{ strength: 'full', ...store.site, note: 'the checkpointer that the framework writes to', fn }];
  const call = keptBy(context, write);
  const writes: Signal = { strength: 'full', ...store.site, note: `${nameOf(fn)} writes the session`, fn };
  if (call === undefined) return [{ ...writes, note: `${nameOf(fn)} writes the session while the run goes on` }];
  const kept = `${nameOf(call.fn)} keeps the session from within the run`;
  return [{ strength: 'full', file: call.fn.file.path, line: call.line, note: kept, fn: call.fn }, writes];
}
