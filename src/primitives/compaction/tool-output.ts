import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { decide } from '../kit/judgement.js';
import { cutOutputs } from '../kit/tool-output.js';

const TRUNCATE = `
  const MAX_OUTPUT = 20_000;

  export function truncateOutput(output: string): string {
    if (output.length <= MAX_OUTPUT) return output;
    const half = MAX_OUTPUT / 2;
    const left = output.length - MAX_OUTPUT;
    return output.slice(0, half) + '\\n[' + left + ' characters left out]\\n' + output.slice(-half);
  }
`;

export const criterion: Criterion = {
  id: 'compaction/tool-output',
  title: 'Tool outputs cut on their own',
  statement:
    'Large outputs of tools are shortened, masked or pruned by a rule of their own, before or apart from compaction of the history.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact: 'One `cat` of a log file fills the window and is paid for again on each later turn.',
  fix: 'Cap each result where the dispatch site returns it, say how much was cut, and tell the model how to read the rest.',
  effort: 'hours',
  confirm: {
    given: 'a tool that returns 1,000,000 characters',
    when: '{dispatch} hands its result to the model',
    then: 'the message holds at most 20,000 characters, and states how many were left out',
  },
  signals: 'Slices, limits or masks applied to tool results between the implementation and the message history.',
  judge,
  pass: example('each result cut before it enters the history', {
    'src/output.ts': TRUNCATE,
    'src/agent.ts': agent({
      imports: "import { truncateOutput } from './output.js';",
      invoke: 'truncateOutput(await tool!.run(input))',
    }),
  }),
  fail: example('only the preview on the screen is cut', {
    'src/agent.ts': agent({
      declare: '/** Large tool outputs are truncated. */\nconst preview = (output: string) => output.slice(0, 80);',
      afterTool: "console.error(call.name + ': ' + preview(content));",
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  return decide(context.code, cutOutputs(context), {
    met: 'Tool outputs are cut to a limit before they enter the history.',
    partial: 'Some tools cut their output; others hand it to the model whole.',
    absent: 'Tool results go into the history whole: no limit, slice or mask between the tools and the messages.',
  });
}
