// `harness design --questions`: what can be asked, for people and for whoever asks on their behalf.
import { readFileSync } from 'node:fs';
import type { CapabilityQuestion, PartialBrief, Question } from '../contracts.js';
import { questions } from '../design/questions.js';
import { paragraph } from './text.js';

/** All questions and the JSON Schema of the brief that answers them. Defaults are those of an empty brief. */
export function questionsJson(): string {
  const schema: unknown = JSON.parse(readFileSync(new URL('../../schemas/brief.schema.json', import.meta.url), 'utf8'));
  return `${JSON.stringify({ version: 1, questions: questions.map(plain), schema }, null, 2)}\n`;
}

function plain({ default: usual, applies, fields, ...question }: Question): object {
  const empty: PartialBrief = {};
  const value = usual?.(empty);
  return {
    ...question,
    ...(value === undefined ? {} : { default: value }),
    ...(applies === undefined ? {} : { conditional: true }),
    ...(fields === undefined ? {} : { fields: fields.map(({ default: _, ...field }) => field) }),
  };
}

/** The same for reading: each question, why it is asked, and what can be answered. */
export function questionsText(width: number): string {
  return `${questions.map((question) => entry(question, width)).join('\n\n')}\n`;
}

function entry(question: Question, width: number): string {
  return [
    question.id,
    ...paragraph(question.ask, width, 2),
    ...paragraph(`Why: ${question.why}`, width, 2),
    ...choices(question, width, 2),
    ...(question.fields ?? []).flatMap((field) => [
      `    ${field.id}`,
      ...paragraph(field.ask, width, 6),
      ...choices(field, width, 6),
    ]),
  ].join('\n');
}

function choices(asked: Question | CapabilityQuestion, width: number, indent: number): string[] {
  if (asked.choices === undefined) return [];
  return paragraph(
    `One${asked.kind === 'multi' ? ' or more' : ''} of: ${asked.choices.map((c) => c.value).join(', ')}`,
    width,
    indent,
  );
}
