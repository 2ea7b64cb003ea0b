// What a model replied, as far as it holds: each answer must be one by the checks of a brief, be open, and rest on words
// that are really there. The rest is dropped with its reason, never mended.
import type { Answer, BriefCapability, PartialBrief, Question } from '../../contracts.js';
import { checkAnswer, isRecord } from '../brief/answer.js';
import { answerAt } from '../path.js';
import { questions } from '../questions.js';
import { isWording, type Proposal, type Told } from './proposal.js';

/** Longer wording is not sharper. */
const LONGEST = 400;
/** A word or two; a letter is in every text. */
const SHORTEST_WORDS = 3;
/** What stands where a secret stood. */
const TAKEN_OUT = '[redacted]';

/** The proposal in a reply, or what is wrong with the reply as a whole. `told` is what was sent. */
export function readProposal(reply: string, told: readonly Told[], brief: PartialBrief): Proposal | { flaw: string } {
  let value: unknown;
  try {
    value = JSON.parse(reply);
  } catch {
    return { flaw: 'the reply is not valid JSON' };
  }
  if (!isRecord(value)) return { flaw: 'the reply is not an object' };
  const { answers, tools, sharper } = value;
  if (![answers, tools, sharper].every(Array.isArray)) return { flaw: 'the reply has not the form asked for' };
  const heard: Heard = { told, brief, proposal: { guesses: [], sharper: [], dropped: [] } };
  for (const entry of answers as unknown[]) addAnswer(heard, isRecord(entry) ? entry : {});
  addTools(
    heard,
    (tools as unknown[]).map((entry) => (isRecord(entry) ? entry : {})),
  );
  for (const entry of sharper as unknown[]) addSharper(heard, isRecord(entry) ? entry : {});
  return heard.proposal;
}

interface Heard {
  told: readonly Told[];
  brief: PartialBrief;
  proposal: Proposal;
}

type Entry = Record<string, unknown>;

function addAnswer(heard: Heard, { id, values, words }: Entry): void {
  const question = questions.find((q) => q.id === id && q.kind !== 'capabilities' && id !== 'description');
  const value = question === undefined || !isTexts(values) ? undefined : answerFrom(question, values);
  const why = refusal(question, value, words, heard);
  if (why === undefined && question !== undefined && value !== undefined) {
    heard.proposal.guesses.push({ id: question.id, value, words: quoted(words), by: 'model' });
  } else drop(heard, id, why ?? 'it has no value');
}

function addTools(heard: Heard, tools: readonly Entry[]): void {
  const question = questions.find(({ kind }) => kind === 'capabilities');
  if (question === undefined || answerAt(heard.brief, question.id) !== undefined) return;
  const kept: BriefCapability[] = [];
  const rests: string[] = [];
  for (const { words, ...tool } of tools) {
    const clean = Object.fromEntries(Object.entries(tool).map(([key, text]) => [key, tidy(text)]));
    const more = [...kept, clean as unknown as BriefCapability];
    const why = refusal(question, more, words, heard);
    if (why !== undefined) drop(heard, `tool ${String(tidy(tool.name))}`, why);
    else {
      kept.push(clean as unknown as BriefCapability);
      rests.push(...quoted(words));
    }
  }
  if (kept.length > 0) heard.proposal.guesses.push({ id: question.id, value: kept, words: rests, by: 'model' });
}

function addSharper(heard: Heard, { id, values }: Entry): void {
  const question = questions.find((q) => q.id === id);
  const before = question === undefined ? undefined : answerAt(heard.brief, question.id);
  const value = question === undefined || !isTexts(values) ? undefined : answerFrom(question, values);
  const why = wordingFlaw(question, before, value, heard);
  if (why !== undefined) drop(heard, id, why);
  else if (question !== undefined && String(value) !== String(before)) {
    heard.proposal.sharper.push({ id: question.id, value: value as string | string[] });
  }
}

/** Why wording is not offered; undefined when it may be. */
function wordingFlaw(
  question: Question | undefined,
  before: unknown,
  value: unknown,
  { proposal: { sharper } }: Heard,
): string | undefined {
  if (question === undefined || before === undefined) return 'it is not answered yet';
  if (sharper.some(({ id }) => id === question.id)) return 'it was worded twice';
  if (!isWording(question) || checkAnswer(question, value).length > 0) return 'it is no answer to this question';
  const [texts, old] = [[value].flat().map(String), [before].flat()];
  if (texts.length !== old.length) return 'it has another number of lines';
  if (texts.some((text) => text.length > LONGEST)) return 'it is longer, not sharper';
  return texts.some((text) => text.includes(TAKEN_OUT)) ? 'it holds what was taken out' : undefined;
}

/** Why an answer is not shown; undefined when it holds. */
function refusal(
  question: Question | undefined,
  value: unknown,
  words: unknown,
  { told, brief, proposal }: Heard,
): string | undefined {
  if (question === undefined) return 'there is no such question';
  if (answerAt(brief, question.id) !== undefined) return 'it is answered already';
  if (proposal.guesses.some(({ id }) => id === question.id)) return 'it was answered twice';
  const [problem] = checkAnswer(question, value);
  if (problem !== undefined) return problem.says;
  if (JSON.stringify(value).includes(TAKEN_OUT)) return 'it holds what was taken out';
  if (!isTexts(words) || words.length === 0) return 'it rests on no words';
  const missing = words.find((phrase) => !stands(phrase, told));
  return missing === undefined ? undefined : `“${String(tidy(missing)).slice(0, 60)}” is not in the description`;
}

function stands(phrase: string, told: readonly Told[]): boolean {
  const wanted = plain(phrase);
  return wanted.length >= SHORTEST_WORDS && told.some(({ text }) => plain(text).includes(wanted));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();
}

/** Several values are no answer to a question that takes one. */
function answerFrom({ kind }: Question, values: readonly string[]): Answer | undefined {
  const clean = values.map((value) => String(tidy(value)));
  if (kind === 'multi' || kind === 'lines') return clean;
  const [only, ...more] = clean;
  if (only === undefined || more.length > 0) return undefined;
  return kind === 'number' ? Number(only === '' ? Number.NaN : only) : only;
}

/** One line without control characters: it goes to a terminal and into a file. */
function tidy(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim() : value;
}

function quoted(words: unknown): string[] {
  return (words as string[]).map((phrase) => String(tidy(phrase)));
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function drop({ proposal }: Heard, id: unknown, why: string): void {
  proposal.dropped.push({ id: String(tidy(id ?? 'an answer')).slice(0, 80), why });
}
