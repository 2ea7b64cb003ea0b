import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { agent, example } from '../kit/example.js';
import { comparesAmounts } from '../kit/find.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { onScreen } from '../kit/nearness.js';
import { assertionsOf, casesOf, type TestCase } from '../kit/tests.js';

const LIMITED = {
  'src/agent.ts': agent({
    declare: `
      export class TurnLimitError extends Error {
        constructor(readonly turns: number) {
          super('stopped after ' + turns + ' turns');
        }
      }
    `,
    params: ', maxTurns = 50',
    begin: 'let turns = 0;',
    turn: 'if (turns >= maxTurns) throw new TurnLimitError(turns);\nturns += 1;',
  }),
};

const FAKE = `
  import { expect, it, vi } from 'vitest';
  import { run, TurnLimitError } from '../src/agent.js';

  const create = vi.hoisted(() => vi.fn());
  vi.mock('@anthropic-ai/sdk', () => ({
    default: class {
      messages = { create };
    },
  }));
`;

const LIMIT = `
  it('stops at the turn limit', async () => {
    create.mockResolvedValue({ content: [{ type: 'tool_use', id: '1', name: 'bash', input: { command: 'true' } }] });

    await expect(run('Never finish', 2)).rejects.toBeInstanceOf(TurnLimitError);
    expect(create).toHaveBeenCalledTimes(2);
  });
`;

const HAPPY = `
  it('answers', async () => {
    // The turn limit, token overflow and the context limit are tried out by hand before each release.
    create.mockResolvedValueOnce({ content: [{ type: 'text', text: 'Hello.' }] });

    expect(await run('Say hello')).toBe('Hello.');
  });
`;

export const criterion: Criterion = {
  id: 'verification/limit-tests',
  title: 'Tests at the limits',
  statement:
    'Tests drive a run into its limits (turns, tokens, context size) and assert that it ends in an orderly way.',
  core: false,
  weight: 3,
  consequence: 'runaway-cost',
  impact:
    'Limits are the code that runs least and matters most: an off-by-one turns a stop into a crash or an endless bill.',
  fix: 'Set the limit to 2 in a test, let a fake model ask for tools forever, and assert the stop reason and the number of model calls.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that always asks for {tool}, and a limit of 2 turns',
    when: '{loop} runs',
    then: 'it returns the stop reason of that limit after exactly 2 model calls, without throwing',
  },
  signals: 'Tests that set or reach a turn, token, cost or context limit of the harness and assert how the run ends.',
  judge,
  pass: example('a test that runs into the turn limit', { ...LIMITED, 'test/limits.test.ts': FAKE + LIMIT }),
  fail: example('a turn limit that no test reaches', {
    ...LIMITED,
    'test/agent.test.ts': FAKE.replace(', TurnLimitError', '') + HAPPY,
  }),
};

const REACH = 4;
/** What runs out, and the words for running out. */
const AMOUNT =
  /turn|step|round|iteration|token|context|cost|budget|retr(y|ies)|attempt|time|call|request|message|history|session|depth|compaction|loop|operation/i;
const END =
  /\bmax|limit|exceed|overflow|exhaust|threshold|too (many|long|large)|budget|runs? out|truncat|give(s|n)? up|time(d|s)?[ _-]?out|compact/i;
/** Says that an amount is used up, beside what is done about it. */
const END_ITSELF = /max|limit|exceed|overflow|exhaust|threshold|too (many|long|large)|budget|out\b/i;
/** The end itself, and not the number that was set. */
const ENDED =
  /(?<![.\w])(max|over)[- ](turn|step|token|iteration|cost|round|budget)|[a-z][- ](budget|cap|limit)\b|limit ?(s|ed|reached|error|exceeded)|exceed|overflow|exhaust|too (many|long|large)|reached|max ?\w* ?error|runs? out|give(s|n)? up|time(d|s)?[ _-]?out|stop ?reason/i;
/** Limits of other things: of lists on a screen, of rates at the provider, of widths. */
const OTHER =
  /rate.?limit|width|column|visual|render|terminal|cursor|page size|pagination|viewport|scroll|cach|preserved|parse|default|template/i;

function judge(context: JudgeContext): Judgement {
  const { code, path, map } = context;
  const near = code.reachedBy([...path.loops, ...path.dispatches], REACH);
  const limits = code.functions.filter(
    (fn) =>
      (path.from.has(fn) || path.to.has(fn) || near.has(fn)) &&
      (map.budgets.some((b) => b.fn === fn.id) ||
        ((fn.branches.some(comparesAmounts) || answersByAmount(fn)) && saysLimit(words(fn)))),
  );
  const toLimit = code.reachedBy([...path.loops, ...limits], REACH);
  const cases = casesOf(context);
  const found = cases.filter(
    (t) => t.enters.some((c) => c.targets.some((n) => !n.fact.inTest && toLimit.has(n))) && aboutLimit(t),
  );
  if (found.length === 0)
    return absent(
      cases.length === 0
        ? 'No test cases were found.'
        : `None of ${cases.length} test cases takes a run to a limit of turns, tokens, cost, time or context.`,
    );
  const ranked = found.map((test) => ({ test, end: endOf(test) })).sort((a, b) => kindOf(a.test) - kindOf(b.test));
  const ended = ranked.filter((r) => r.end !== undefined);
  const told = ended.length > 0 ? ended : ranked;
  const best = told.filter((r) => kindOf(r.test) === kindOf((told[0] as (typeof told)[number]).test));
  const signals = best.slice(0, 2).map(({ test, end }): Signal => {
    const note = `'${test.title.replace(/^.* > /, '').slice(0, 70)}' ${end === undefined ? 'sets a limit' : 'reaches a limit'}`;
    return { strength: end === undefined ? 'half' : 'full', file: test.fn.file.path, line: test.fn.fact.line, note };
  });
  return decide(code, signals, {
    met: 'Test cases reach a limit of turns, tokens, cost, time or context and assert what happens then.',
    partial: 'Tests set a limit, but none asserts what happens when it is reached.',
    absent: '',
  });
}

/** `return used > window - reserve` */
const answersByAmount = (fn: FunctionNode): boolean =>
  fn.exits.some((e) => e.kind === 'return' && /\s[<>]=?\s/.test(e.text));

function words(fn: FunctionNode): string {
  return [...fn.words].join(' ');
}

function saysLimit(text: string): boolean {
  const plain = text.replace(/[_-]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return AMOUNT.test(plain) && END.test(plain) && !OTHER.test(plain.replace(/max\w* \w*default/g, ''));
}

/** The title speaks of a limit, or the test sets one by name and number. */
function aboutLimit(test: TestCase): boolean {
  return saysLimit(test.title) || setsLimit(test);
}

function setsLimit({ body }: TestCase): boolean {
  const small = (text: string): boolean => /^\d{1,2}$/.test(text);
  return body.some(
    (fn) =>
      fn.calls.some((c) => c.fact.args.some((a) => a.name !== undefined && saysLimit(a.name) && small(a.text))) ||
      fn.objects.some((o) => o.keys.some((k) => saysLimit(k.name) && small(k.text))),
  );
}

/** What bounds the run itself comes first; retries of one request and the time of one command come last. */
function kindOf({ title, fn }: TestCase): number {
  const own = title
    .replace(/^.* > /, '')
    .replace(/[_-]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2');
  if (!saysLimit(title)) return 6;
  const kind = /retr(y|ies)|attempt/i.test(own)
    ? 5
    : /time/i.test(own)
      ? 4
      : /\b(max\w*|limit|exceed|too many|reach)\b.*(turn|step|iteration)|(turn|step|iteration)\w*\b.*(limit|exceed|max|reach|exhaust)/i.test(
            own,
          )
        ? 0
        : /budget|cost|token|context|overflow|window/i.test(own)
          ? 1
          : 2;
  return (
    kind +
    (onScreen(fn) ? 1 : 0) +
    (/\b(ignore|skip|not|without|after|resume|manual)\b/i.test(own) ? 2 : 0) +
    (END_ITSELF.test(own) ? 0 : 2)
  );
}

/** The assertion that says how the run ended. */
function endOf(test: TestCase): number | undefined {
  const asserted = assertionsOf([test.fn, ...test.fn.children]);
  const named = asserted.find((a) => ENDED.test(a.text.replace(/_/g, ' ')));
  return (
    saysLimit(test.title) && asserted.length > 0 && !/\bnot?\b/i.test(test.title.replace(/_/g, ' '))
      ? asserted[0]
      : named
  )?.line;
}
