// Answers as a person reads them: labels instead of values.
import type { Answer, BriefCapability, Question, QuestionChoice } from '../../contracts.js';

/** One line for an answer. */
export function shown(question: Pick<Question, 'choices'>, answer: Answer): string {
  if (!Array.isArray(answer)) return answer === '' ? '(nothing)' : labelOf(question.choices, String(answer));
  if (answer.length === 0) return '(nothing)';
  const parts = answer.map((part) => (typeof part === 'string' ? labelOf(question.choices, part) : part.name));
  return parts.join(question.choices === undefined && typeof answer[0] === 'string' ? '; ' : ', ');
}

/** A tool with all that was said of it. */
export function shownTool(fields: Question['fields'], tool: BriefCapability): string {
  const said = (id: keyof BriefCapability): string => {
    const choices = fields?.find((field) => field.id === id)?.choices;
    return labelOf(choices, tool[id]).toLowerCase();
  };
  const approval = tool.approval === 'none' ? 'no approval' : `approval: ${said('approval')}`;
  return `${said('effect')} ${tool.touches}; by ${said('invokedBy')}; ${approval}; a mistake costs: ${said('mistake')}; undo: ${said('undo')}`;
}

function labelOf(choices: readonly QuestionChoice[] | undefined, value: string): string {
  return choices?.find((choice) => choice.value === value)?.label ?? value;
}
