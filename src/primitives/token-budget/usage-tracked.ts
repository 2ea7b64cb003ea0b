import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example, pythonAgent, pythonExample } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, strongest } from '../kit/nearness.js';
import { accounting } from '../kit/usage.js';

export const criterion: Criterion = {
  id: 'token-budget/usage-tracked',
  title: 'Token accounting',
  statement: 'Input and output tokens of the model calls are counted and summed per turn or per session.',
  core: true,
  weight: 4,
  consequence: 'runaway-cost',
  impact: 'Nobody knows what a run has used, in money or in time, and no limit can be set on a number that nobody has.',
  fix: 'Add the usage that each response reports to a total kept with the session, cached tokens included.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that reports 100 input and 20 output tokens on each of 3 calls',
    when: '{loop} has run to its end',
    then: 'the session total is 300 input and 60 output tokens',
  },
  signals: 'Reads of the usage fields of a model response that are added to a total on the path of the loop.',
  judge,
  pass: pythonExample('usage of every response added up', {
    'small_agent/usage.py': `
      from dataclasses import dataclass


      @dataclass
      class Usage:
          input_tokens: int = 0
          output_tokens: int = 0

          def add(self, reported) -> None:
              self.input_tokens += reported.input_tokens
              self.output_tokens += reported.output_tokens
    `,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.usage import Usage',
      params: ', usage: Usage | None = None',
      start: 'usage = usage or Usage()',
      reply: 'usage.add(reply.usage)',
    }),
  }),
  fail: example('a prompt that asks for few tokens', {
    'src/agent.ts': agent({
      declare: "const THRIFT = 'Use as few input and output tokens as you can: every token is counted.';",
      begin: "messages.push({ role: 'user', content: THRIFT });",
      reply: '// Token usage is tracked per turn.',
    }),
  }),
};

const NOTES = {
  both: 'input and output tokens are added up',
  cost: 'cost is added up, tokens are not',
  part: 'tokens of one kind, or estimates, are added up',
};

/** Both directions added up is full; money or estimates alone is half. */
function judge(context: JudgeContext): Judgement {
  const sums = accounting(context);
  const signals = sums.map(
    ({ fn, line, of }): Signal => ({
      strength: of === 'both' ? 'full' : 'half',
      file: fn.file.path,
      line,
      note: NOTES[of],
      fn,
    }),
  );
  return decide(context.code, strongest(signals, sums[0]?.of === 'both' ? 2 : 1), {
    met: `${sums[0] === undefined ? 'The loop' : nameOf(sums[0].fn)} adds up the input and output tokens that the model reports.`,
    partial: 'Cost or estimated tokens are added up, but not the input and output tokens that the model reports.',
    absent: 'No usage field of a model response is added to a total anywhere in the judged code.',
  });
}
