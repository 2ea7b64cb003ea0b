import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { decide } from '../kit/judgement.js';
import { nearestFirst, strongest } from '../kit/nearness.js';
import { breakers } from '../kit/repeats.js';

export const criterion: Criterion = {
  id: 'token-budget/loop-breaker',
  title: 'Breaker for repeated calls',
  statement: 'Identical calls or failures that keep coming are noticed and stopped.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact:
    'The agent runs the same failing command until its budget is gone, and the user pays for thirty copies of one error message.',
  fix: 'Count calls by name and arguments, and failures in a row; at the third, tell the model, and at the fifth, end the run.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that asks for {tool} with the same arguments on every turn',
    when: '{loop} is run without a limit on turns being reached',
    then: '{tool} has run at most 3 times, and the run ends or the model is told why',
  },
  signals:
    'A count of equal calls or of failures in a row on the path of the dispatch, compared with a threshold that refuses or leaves.',
  judge,
  pass: example('the third identical call is refused', {
    'src/agent.ts': agent({
      declare: 'const MAX_REPEATS = 3;',
      begin: 'const seen = new Map<string, number>();',
      beforeTool: `
        const signature = call.name + JSON.stringify(call.input);
        const repeats = (seen.get(signature) ?? 0) + 1;
        seen.set(signature, repeats);
        ${refuse('repeats >= MAX_REPEATS', 'The same call again: try something else.').replace(/\n/g, '\n        ')}
      `,
    }),
  }),
  fail: example('a limit on turns, and advice against repetition', {
    'src/agent.ts': agent({
      declare: `
        // Loop detection: repeated identical calls are stopped.
        const ADVICE = 'Do not call the same tool with the same arguments twice. If a call fails repeatedly, stop.';
      `,
      begin: "let turns = 0;\nmessages.push({ role: 'user', content: ADVICE });",
      turn: `
        turns += 1;
        if (turns > 50) throw new Error('Stopped after 50 turns.');
      `,
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  return decide(context.code, strongest(nearestFirst(context, breakers(context))), {
    met: 'Repeated calls or failures in a row are counted on the path of the loop and stopped at a limit.',
    partial: 'Retries of failed requests are capped, but identical tool calls and failing tools are not noticed.',
    absent: 'No count of identical calls or of failures in a row is held against a limit on the path of the loop.',
  });
}
