import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { decide } from '../kit/judgement.js';
import { strongest } from '../kit/nearness.js';
import { shownUsage } from '../kit/usage-shown.js';

export const criterion: Criterion = {
  id: 'token-budget/cost-visible',
  title: 'Cost in sight',
  statement: 'A user or operator can see tokens or cost while they add up.',
  core: false,
  weight: 2,
  consequence: 'blind-operator',
  impact:
    'Users learn what a question cost at the end of the month, and cannot stop the one run that costs as much as all the others.',
  fix: 'Print or emit the running total after each turn, and offer it on request.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that reports 1,000 tokens on each of 2 calls',
    when: '{loop} runs and its output is captured',
    then: 'the output shows a total of 1,000 after the first call and of 2,000 after the second',
  },
  signals: 'Usage totals or costs that reach an output: a print, a status line, an event, a command.',
  judge,
  pass: example('a running total after each call', {
    'src/agent.ts': agent({
      begin: 'const usage = { inputTokens: 0, outputTokens: 0 };',
      reply: `
        usage.inputTokens += reply.usage.input_tokens;
        usage.outputTokens += reply.usage.output_tokens;
        console.error('tokens so far: ' + usage.inputTokens + ' in, ' + usage.outputTokens + ' out');
      `,
    }),
  }),
  fail: example('a total that is kept and never shown', {
    'src/agent.ts': agent({
      begin: 'let tokens = 0;',
      reply: `
        tokens += reply.usage.input_tokens + reply.usage.output_tokens;
        // Show the cost to the user.
        if (tokens > 500_000) throw new Error('The budget of this run is spent.');
      `,
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const shown = shownUsage(context);
  return decide(context.code, strongest(shown, shown.some((s) => s.strength === 'full') ? 2 : 1), {
    met: 'Tokens or cost of the run reach the user or operator.',
    partial: 'Only estimates, or log lines, show what a run uses.',
    absent: 'No token count or cost reaches a print, a component, an event or a command.',
  });
}
