// Plain HTTP whose address comes from configuration: what is sent tells that a model is asked. Every published model API
// takes the model's name beside the conversation in one object.
import type { FunctionNode, ObjectNode } from '../../../contracts.js';
import type { Survey } from '../survey.js';
import { touchesNetwork, within } from './sending.js';

/** Conversation fields of Anthropic and OpenAI (messages, input), Google (contents), Ollama and older APIs (prompt). */
const CONVERSATION = new Set(['messages', 'input', 'contents', 'prompt']);
/** Fields that stand beside them in those APIs; a model and a prompt alone may be a record of a run. */
const OPTIONS = new Set([
  'stream',
  'tools',
  'temperature',
  'max_tokens',
  'maxtokens',
  'max_output_tokens',
  'max_completion_tokens',
  'system',
  'tool_choice',
  'toolchoice',
  'instructions',
  'response_format',
  'stop',
  'top_p',
  'options',
  'format',
  'generationconfig',
]);
const REACH = 3;

/** Functions that make such an object and send it, with the functions between them and the network. */
export function bodySenders(survey: Survey, known: ReadonlySet<string>): { fn: FunctionNode; line: number }[] {
  const { code } = survey;
  const found = new Map<FunctionNode, number>();
  for (const object of code.objects) {
    if (!isRequest(object) || found.has(object.fn)) continue;
    const reached = within(named(object.fn), REACH);
    if (reached.some((fn) => known.has(fn.id))) continue;
    const sender = reached.find((fn) => touchesNetwork(survey, fn));
    if (sender !== undefined) found.set(object.fn, lineOf(survey, object, sender));
  }
  return [...found].map(([fn, line]) => ({ fn, line }));
}

function named(fn: FunctionNode): FunctionNode {
  return fn.fact.kind === 'closure' && fn.parent !== undefined && fn.parent.fact.kind !== 'module' ? fn.parent : fn;
}

function isRequest({ fact }: ObjectNode): boolean {
  const keys = new Set(fact.keys.map((k) => k.name.toLowerCase()));
  const talks = [...CONVERSATION].some((k) => keys.has(k));
  if (!talks) return false;
  const options = [...keys].filter((k) => OPTIONS.has(k)).length;
  return keys.has('model') ? options > 0 || keys.has('messages') : keys.has('contents') && options > 0;
}

/** The network call where it stands in the same function, else the object. */
function lineOf(survey: Survey, object: ObjectNode, sender: FunctionNode): number {
  const effect = survey.effectsOf.get(sender)?.find((e) => e.class === 'network');
  return sender === object.fn && effect !== undefined ? effect.call.fact.line : object.fact.line;
}
