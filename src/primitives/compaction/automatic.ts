import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { type Compactor, findCompactors, noCompaction } from '../kit/compaction.js';
import { SHORTENS } from '../kit/compaction-cuts.js';
import { triggers } from '../kit/compaction-trigger.js';
import { pythonAgent, pythonExample, pythonTools } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { distance, nameOf, onScreen } from '../kit/nearness.js';

const COMPACTION = `
  import json

  WINDOW = 200_000
  THRESHOLD = 0.7
  KEEP = 8


  def estimate_tokens(messages) -> int:
      return len(json.dumps(messages)) // 4


  def needs_compaction(messages) -> bool:
      return estimate_tokens(messages) > WINDOW * THRESHOLD


  def compact(client, messages):
      """Replaces the middle of the history by a summary."""
      opening, middle, recent = messages[:1], messages[1:-KEEP], messages[-KEEP:]
      reply = client.messages.create(
          model="claude-haiku-4-5",
          max_tokens=2048,
          messages=[{"role": "user", "content": "Summarise this work so far:\\n" + json.dumps(middle)}],
      )
      return opening + [{"role": "assistant", "content": reply.content[0].text}] + recent
`;

export const criterion: Criterion = {
  id: 'compaction/automatic',
  title: 'Compaction by itself',
  statement: 'History is summarised, pruned or cut by code as soon as it passes a threshold; nobody has to ask.',
  core: true,
  weight: 5,
  consequence: 'lost-or-doubled-work',
  impact: 'The longest runs die on a "prompt is too long" error, with the work of an afternoon half done.',
  fix: 'Count tokens before each model call in the loop and compact when the count passes about 70 % of the window.',
  effort: 'day',
  confirm: {
    given: 'a fake model and a window of 1,000 tokens',
    when: '{loop} runs 30 turns of 100 tokens each',
    then: 'no request is over 1,000 tokens, and at least 1 compaction took place without a command',
  },
  signals:
    'On the path of the loop: a comparison of history size with a threshold, followed by code that replaces or shortens the history.',
  judge,
  pass: pythonExample('a summary takes over at 70 % of the window', {
    'small_agent/compaction.py': COMPACTION,
    'small_agent/agent.py': pythonAgent({
      imports: 'from small_agent.compaction import compact, needs_compaction',
      turn: 'if needs_compaction(messages):\n    messages = compact(client, messages)',
    }),
  }),
  fail: pythonExample('a prompt about summaries, and a tool that summarises files', {
    'README.md': '# Small agent\n\nThe history is compacted automatically when it gets too long.\n',
    'small_agent/tools.py': pythonTools({
      declare: 'def summarize_file(path):\n    return "\\n".join(Path(path).read_text().splitlines()[:20])',
      more: `
        "summarize_file": {
            "name": "summarize_file",
            "description": "Show the first lines of a file.",
            "input_schema": {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]},
            "run": summarize_file,
        },
      `,
    }),
    'small_agent/agent.py': pythonAgent({
      history: '{"role": "user", "content": "When the conversation gets long, compact it: keep a summary."}, ',
    }),
  }),
};

function judge(context: JudgeContext): Judgement {
  const none = noCompaction(context);
  if (none !== undefined) return absent(none);
  const compactors = findCompactors(context);
  const started = compactors
    .map((c) => ({ c, signals: triggers(context, c) }))
    .sort((a, b) => weight(context, b) - weight(context, a));
  const [first] = started;
  const name = first === undefined ? 'compaction' : nameOf(first.c.fn);
  return decide(context.code, first?.signals ?? [], {
    met: `${name} shortens the history by itself when it grows too long.`,
    partial: `${name} shortens the history in the run, but no size held against a threshold starts it.`,
    absent: `${name} can shorten the history, but nothing on the path of the loop calls it.`,
  });
}

/** Started by a threshold before started by an error, named for it before told by structure, near the loop before far. */
function weight(context: JudgeContext, { c, signals }: { c: Compactor; signals: Signal[] }): number {
  const full = signals.some((s) => s.strength === 'full') ? 100 : 0;
  const wired = c.fn.wired ? 50 : 0;
  const named = SHORTENS.test(c.fn.fact.name) ? 6 : 0;
  const [trigger] = signals;
  const far = Math.min(20, trigger?.fn === undefined ? 20 : distance(context, trigger.fn));
  return signals.length === 0 ? -1 : full + wired + named - far - (onScreen(c.fn) ? 20 : 0) - (c.how === 'cut' ? 3 : 0);
}
