import type { Criterion } from '../../contracts.js';
import { agent, cli, example, pythonAgent, pythonCli, pythonExample } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'streaming-events/tool-lifecycle',
  title: 'Tool calls as events',
  statement:
    'A tool call shows up in the events when it is requested or started, and again when it has finished or failed.',
  core: true,
  weight: 5,
  consequence: 'blind-operator',
  impact:
    'A watcher cannot tell a slow test run from a hang, or see that a dangerous command is under way while there is still time to stop it.',
  fix: 'Emit one event before the tool runs and one after it, in the error path too, both with the id of the call.',
  effort: 'hours',
  confirm: {
    given: 'a listener, and a fake model that calls {tool} once with success and once with an error',
    when: '{dispatch} has handled both calls',
    then: 'there are 2 start events and 2 end events with matching ids, and 1 end event says that the call failed',
  },
  signals:
    'Events emitted on the path of the dispatch before and after the tool runs, with the name or id of the call.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: pythonExample('event classes before and after each tool', {
    'small_agent/events.py': `
      from dataclasses import dataclass


      @dataclass
      class ToolStarted:
          id: str
          tool: str


      @dataclass
      class ToolFinished:
          id: str
          tool: str
          output: str


      @dataclass
      class ToolFailed:
          id: str
          tool: str
          error: str


      Event = ToolStarted | ToolFinished | ToolFailed
    `,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.events import ToolFailed, ToolFinished, ToolStarted',
      params: ', emit',
      declare: `
        def perform(call, tool, emit) -> str:
            emit(ToolStarted(id=call.id, tool=call.name))
            try:
                output = tool["run"](**call.input)
            except Exception as error:
                emit(ToolFailed(id=call.id, tool=call.name, error=str(error)))
                return f"Error: {error}"
            emit(ToolFinished(id=call.id, tool=call.name, output=output))
            return output
      `,
      invoke: 'perform(call, tool, emit)',
    }),
    'small_agent/cli.py': pythonCli({ args: ', emit=print' }),
  }),
  fail: example('events for text only', {
    'src/events.ts': `
      export type AgentEvent = { type: 'text'; text: string } | { type: 'ended' };
    `,
    'src/agent.ts': agent({
      imports: "import type { AgentEvent } from './events.js';",
      params: ', emit: (event: AgentEvent) => void',
      reply: "for (const block of reply.content) if (block.type === 'text') emit({ type: 'text', text: block.text });",
      beforeTool: '// Emits tool_started, then tool_finished or tool_failed.',
      finish: "emit({ type: 'ended' });",
    }),
    'src/cli.ts': cli({ args: ', (event) => console.error(event.type)' }),
  }),
};
