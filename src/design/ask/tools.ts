// Tools are described one by one, field by field, and each field is kept as it is given. The list stands between them:
// another one, change one, take one away, or done.
import type { BriefCapability, CapabilityQuestion, Question } from '../../contracts.js';
import { sameName } from '../../words.js';
import { guessedTools } from '../propose/proposal.js';
import type { Unfinished } from './draft.js';
import type { Asked, Reply } from './prompts.js';
import type { Session } from './session.js';
import { shownTool } from './shown.js';
import { askField, type Known } from './words.js';

export async function askTools(session: Session, question: Question, asked: Asked): Promise<Reply<BriefCapability[]>> {
  const fields = question.fields ?? [];
  for (;;) {
    const tools = session.unfinished.tools ?? known(session);
    const described = session.unfinished.tool;
    if (described !== undefined || tools.length === 0) {
      const reply = await describe(session, fields, tools, described ?? { at: 0, fields: {} });
      if (reply === 'back' && tools.length === 0) return 'back';
      continue;
    }
    session.screen.show(
      'Tools so far',
      tools.map((tool) => [tool.name, shownTool(fields, tool)]),
    );
    const step = await askStep(session, tools, asked);
    if (step === 'back') return 'back';
    if (step === 'done') return { answer: tools };
    apply(session, tools, step);
  }
}

/** Tools that were described before, or that the description gives away. */
function known({ brief, unfinished }: Session): BriefCapability[] {
  return [...(brief.capabilities ?? guessedTools(brief, unfinished.proposed))];
}

type Step = { does: 'another' } | { does: 'change' | 'remove'; at: number };

async function askStep(session: Session, tools: BriefCapability[], asked: Asked): Promise<Step | 'done' | 'back'> {
  const reply = await session.screen.choice({
    ...asked,
    choices: [
      { value: 'done', label: 'Done', hint: tools.length === 1 ? 'one tool' : `${tools.length} tools` },
      { value: 'another', label: 'Another tool' },
      ...tools.map(({ name }, at) => ({ value: `change ${at}`, label: `Change ${name}` })),
      ...tools.map(({ name }, at) => ({ value: `remove ${at}`, label: `Take away ${name}` })),
    ],
  });
  if (reply === 'back') return 'back';
  const [does, at] = reply.answer.split(' ');
  if (does === 'done') return 'done';
  return does === 'change' || does === 'remove' ? { does, at: Number(at) } : { does: 'another' };
}

function apply(session: Session, tools: BriefCapability[], step: Step): void {
  const { tool: _, ...others } = session.unfinished;
  session.unfinished =
    step.does === 'remove'
      ? { ...others, tools: tools.filter((_tool, i) => i !== step.at) }
      : { ...others, tools, tool: { at: step.does === 'change' ? step.at : tools.length, fields: {} } };
  session.keep();
}

/** A tool that is being described: its place among the tools, and what was said of it. */
type Begun = NonNullable<Unfinished['tool']>;

/** Asks the fields that are not answered yet; going back from the first leaves the tools as they were. */
async function describe(
  session: Session,
  fields: readonly CapabilityQuestion[],
  tools: BriefCapability[],
  begun: Begun,
): Promise<'described' | 'back'> {
  let answers = begun.fields;
  let i = fields.filter(({ id }) => answers[id] !== undefined).length;
  for (let field = fields[i]; field !== undefined; field = fields[i]) {
    const place = `field ${i + 1} of ${fields.length}`;
    const reply = await askOne(session, field, place, { tools, at: begun.at, answers });
    if (reply === 'back') i -= 1;
    else {
      answers = { ...answers, [field.id]: reply.answer };
      i += 1;
    }
    const kept = fields.slice(0, Math.max(i, 0)).map(({ id }) => [id, answers[id]]);
    keepTool(session, tools, i < 0 ? undefined : { at: begun.at, fields: Object.fromEntries(kept) });
    if (i < 0) return 'back';
  }
  keepTool(session, Object.assign([...tools], { [begun.at]: answers }), undefined);
  return 'described';
}

interface Described {
  tools: BriefCapability[];
  at: number;
  answers: Partial<BriefCapability>;
}

function askOne(
  { screen }: Session,
  field: CapabilityQuestion,
  place: string,
  { tools, at, answers }: Described,
): Promise<Reply<string>> {
  const name = answers.name ?? tools[at]?.name ?? `tool ${at + 1}`;
  return askField(screen, field, `${name}, ${place}`, knownOf(field, answers, tools[at]), (text) =>
    field.id === 'name' && tools.some((tool, other) => other !== at && sameName(tool.name, text))
      ? `'${text}' is there already; each tool has a name of its own`
      : undefined,
  );
}

/** What was only the usual answer before follows what is usual now: a tool that turns out to read needs no approval. */
function knownOf(
  field: CapabilityQuestion,
  answers: Partial<BriefCapability>,
  before: BriefCapability | undefined,
): Known {
  const usual = field.default?.(answers);
  const wasUsual = before !== undefined && before[field.id] === field.default?.(before);
  return { earlier: answers[field.id] ?? (wasUsual ? usual : before?.[field.id]), usual };
}

function keepTool(session: Session, tools: BriefCapability[], tool: Begun | undefined): void {
  const { tool: _, ...others } = session.unfinished;
  session.unfinished = { ...others, tools, ...(tool === undefined ? {} : { tool }) };
  session.keep();
}
