// The part of the skill that both hosts share: what the catalogue knows, laid out for a reader with little room.

const TIERS = [
  ['day-one', 'day one'],
  ['week-one', 'week one'],
  ['month-one', 'month one'],
];
/** The criterion that the worked example judges, and the lines of its two programs that are shown. */
const EXAMPLE = 'permission-system/gate';

/** Path under references/ → text. */
export function references({ catalogue, questions, fill, PLAIN, version, brief, render }) {
  const entry = (c) => ({ ...c, ...fill(c.confirm, PLAIN) });
  const primitives = catalogue.primitives.map((p) => ({
    ...p,
    requires: p.requires.join(', '),
    criteria: p.criteria.map(entry),
  }));
  const tiers = TIERS.map(([id, title]) => ({ id, title, primitives: primitives.filter((p) => p.tier === id) }));
  const named = tiers.map((tier) => ({ ...tier, title: capital(tier.title) }));
  const page = (name, view, path = `${name}.md`) => [path, render(`references/${name}.md`, view)];
  return [
    page('principles', {}),
    page('primitives', { tiers: named }),
    ...tiers.map((tier) => page('criteria', tier, `criteria-${tier.id}.md`)),
    page('practices', { practices: catalogue.practices.map(entry) }),
    page('evaluate', { version }),
    page('design', {}),
    page('questions', { questions: questions.map(question) }),
    page('examples', { ...judged(primitives.flatMap((p) => p.criteria).find((c) => c.id === EXAMPLE)), brief }),
  ];
}

function question({ id, ask, why, kind, choices = [], fields = [], applies, mayBeEmpty, whole, min, max, alone }) {
  const kinds = {
    text: 'a text',
    lines: 'a list of short texts',
    choice: 'one of',
    multi: `a list of${alone === undefined ? '' : `; '${alone}' only alone`}`,
    number: `a${whole ? ' whole' : ''} number${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`}`,
    capabilities: 'a list, each with these fields',
  };
  const answer = `${kinds[kind]}${mayBeEmpty ? ', may be empty' : ''}${applies ? ' (conditional)' : ''}`;
  return { id, ask, why, answer, choices, fields: fields.map((f) => ({ ...f, choices: f.choices ?? [] })) };
}

/** Both programs of a criterion's examples at the place that decides, with the answer each deserves. */
function judged(criterion) {
  const file = 'src/agent.ts';
  const gate = lineOf(criterion.pass.files[file], 'await ask(');
  const effect = lineOf(criterion.fail.files[file], 'tool!.run(');
  const answer = (value) => JSON.stringify({ criterion: criterion.id, ...value }, null, 2);
  return {
    criterion,
    pass: {
      title: capital(criterion.pass.title),
      file,
      ...excerpt(criterion.pass.files[file], gate.line - 3, gate.line + 6),
      answer: answer({
        verdict: 'met',
        reason: 'Every tool but the reader asks before it runs, and a refusal goes back to the model as its result.',
        quotes: [{ file, line: gate.line, text: gate.text }],
        place: null,
      }),
    },
    fail: {
      title: capital(criterion.fail.title),
      file,
      ...excerpt(criterion.fail.files[file], effect.line - 4, effect.line + 2),
      answer: answer({
        verdict: 'absent',
        reason: 'The tool runs as soon as the model asks for it; only a prompt speaks of permission.',
        quotes: [{ file, line: effect.line, text: effect.text }],
        place: { file, line: effect.line },
      }),
    },
  };
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}

function lineOf(text, part) {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(part));
  if (at < 0) throw new Error(`the worked example no longer holds ${part}`);
  return { line: at + 1, text: lines[at].trim() };
}

function excerpt(text, from, to) {
  return {
    from,
    code: text
      .split('\n')
      .slice(from - 1, to)
      .join('\n'),
  };
}
