import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { strongest } from '../kit/nearness.js';
import { beforeTheCall } from '../kit/request-size.js';

export const criterion: Criterion = {
  id: 'token-budget/pre-call-check',
  title: 'Check before the call',
  statement:
    'Before a model call the size of the request is estimated or counted, and a request that is too large is refused, trimmed or compacted.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact:
    'One large tool result makes the next request fail at the provider, or pays for a full window, and the run dies in the middle of its work.',
  fix: 'Estimate the tokens of the messages (four characters each will do) at the top of the turn, and trim, compact or stop above a threshold.',
  effort: 'hours',
  confirm: {
    given: 'a budget of 10,000 tokens and a tool result of 200,000 characters',
    when: '{loop} comes to its next model call',
    then: 'the request that the fake model receives holds fewer than 10,000 tokens, or 0 further requests are made',
  },
  signals:
    'A size of the messages compared with a limit before the model call, in the loop, with trimming, compaction or an exit in that arm.',
  judge,
  pass: example('an estimate at the top of each turn', {
    'src/agent.ts': agent({
      declare: `
        const CONTEXT_LIMIT = 150_000;

        function estimateTokens(messages: Anthropic.MessageParam[]): number {
          return Math.ceil(JSON.stringify(messages).length / 4);
        }
      `,
      turn: `
        if (estimateTokens(messages) > CONTEXT_LIMIT) {
          throw new Error('The next request would exceed ' + CONTEXT_LIMIT + ' tokens.');
        }
      `,
    }),
  }),
  fail: example('a limit on what is already spent', {
    'src/agent.ts': agent({
      declare: 'const MAX_TOKENS_PER_RUN = 500_000;',
      begin: 'let spent = 0;',
      turn: '// The projected size is checked before each call.',
      reply: `
        spent += reply.usage.input_tokens + reply.usage.output_tokens;
        if (spent > MAX_TOKENS_PER_RUN) throw new Error('The budget of this run is spent.');
      `,
    }),
  }),
};

/** Checked in the loop with something done about it is full; outside the loop, or cut without being measured, is half. */
function judge(context: JudgeContext): Judgement {
  const signals: Signal[] = beforeTheCall(context);
  return decide(context.code, strongest(signals, 1), {
    met: 'The size of the request is held against a limit before the model call, and a request over it does not go out as it is.',
    partial: 'The size of the history is limited or checked, but not that of each request before it goes out.',
    absent: 'Nothing on the way to a model call estimates or counts the request and compares it with a limit.',
  });
}
