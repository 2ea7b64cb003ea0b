// Where a model is asked. Known SDKs are data; plain HTTP is told by the published paths of the model APIs.
import type { CallNode, CallPattern, Framework, FunctionNode, ModelCall } from '../../contracts.js';
import { matchCall } from './framework-match.js';
import { delegatedRequests } from './model-calls/delegated.js';
import { distinctRequests } from './model-calls/distinct.js';
import { givenKeys } from './model-calls/given-keys.js';
import { markLocal } from './model-calls/local.js';
import { bodySenders } from './model-calls/request-body.js';
import { relayedCalls, within } from './model-calls/sending.js';
import { originalName } from './original-name.js';
import type { Survey } from './survey.js';

/**
 * Paths from the API references of Anthropic (/v1/messages), OpenAI (/chat/completions, /responses), Google
 * (:generateContent), Ollama (/api/generate, /api/chat) and Bedrock (/converse).
 */
const ENDPOINT =
  /\/v1\/messages\b|\/chat\/completions\b|\/v1\/(completions|responses)\b|\/api\/(generate|chat)\b|:(stream)?generateContent\b|\/model\/.*\/(converse|invoke)/i;

/** A call that a framework pattern describes, with the framework. */
export interface FrameworkCall {
  call: CallNode;
  framework: Framework;
  pattern: CallPattern;
}

/** Calls in scope that match one of the patterns `pick` chooses from each framework. */
export function frameworkCalls(
  survey: Survey,
  pick: (f: Framework) => readonly CallPattern[] | undefined,
): FrameworkCall[] {
  return survey.code.calls.flatMap((call) => {
    if (call.targets.length > 0 && call.guessed !== true) return [];
    for (const framework of survey.using(call.fn.file)) {
      const pattern = matchCall(
        { ...described(call), imports: survey.outside(call.fn.file) },
        framework,
        pick(framework),
      );
      if (pattern !== undefined) return [{ call, framework, pattern }];
    }
    return [];
  });
}

function described(call: CallNode): { callee: string; isNew: boolean; module?: string; options: string[] } {
  const { isNew } = call.fact;
  const { callee } = originalName(call);
  const options = givenKeys(call);
  return { callee, isNew, options, ...(call.module === undefined ? {} : { module: call.module }) };
}

/** Requests to a model and calls that run a framework's agent loop, by file and line. */
export function findModelCalls(survey: Survey): ModelCall[] {
  const known = (pick: (f: Framework) => readonly CallPattern[] | undefined, kind: ModelCall['kind']): ModelCall[] =>
    frameworkCalls(survey, pick).map(({ call, framework }) => ({ ...askedBy(survey, call, framework.id), kind }));
  const loops = known((f) => f.loops, 'loop');
  const taken = new Set(loops.map((l) => `${l.site.file}:${l.site.line}`));
  const requests = distinct([...travelled(survey), ...known((f) => f.requests, 'request')]).filter(
    (r) => !taken.has(`${r.site.file}:${r.site.line}`),
  );
  const sure = [...requests, ...loops];
  const direct = [...sure, ...httpCalls(survey, idsOf(requests))];
  const sent = [...direct, ...relayed(survey, idsOf(direct))];
  const shaped = [...sent, ...shapedCalls(survey, idsOf(sent))];
  return markLocal(survey, distinct([...shaped, ...delegated(survey, idsOf(shaped))])).sort((a, b) =>
    a.site.file < b.site.file ? -1 : a.site.file > b.site.file ? 1 : a.site.line - b.site.line,
  );
}

/** One line may be matched as a call and as a part of a chain of calls. */
function distinct(calls: ModelCall[]): ModelCall[] {
  const byLine = new Map(calls.map((c) => [`${c.site.file}:${c.site.line}`, c]));
  return [...byLine.values()];
}

function idsOf(calls: ModelCall[]): Set<string> {
  return new Set(calls.map((c) => c.fn));
}

/** A request that a function makes on one of its lines. */
function requestAt({ code }: Survey, fn: FunctionNode, line: number, via: string): ModelCall {
  return { site: code.site(fn.file.path, line), fn: fn.id, via, kind: 'request' };
}

function askedBy(survey: Survey, { fn, fact }: CallNode, via: string): ModelCall {
  return requestAt(survey, fn, fact.line, via);
}

function shapedCalls(survey: Survey, known: Set<string>): ModelCall[] {
  return bodySenders(survey, known).map(({ fn, line }) => requestAt(survey, fn, line, 'http'));
}

/** Requests whose path stands in one function while another one, in any file, sends them. */
function relayed(survey: Survey, known: Set<string>): ModelCall[] {
  return relayedCalls(survey, ENDPOINT)
    .filter((call) => !within(call.fn).some((fn) => known.has(fn.id)))
    .map((call) => askedBy(survey, call, 'http'));
}

function delegated(survey: Survey, known: Set<string>): ModelCall[] {
  return delegatedRequests(survey, known).map(({ call, framework }) => askedBy(survey, call, framework.id));
}

function travelled(survey: Survey): ModelCall[] {
  return distinctRequests(survey).map(({ call, framework }) => askedBy(survey, call, framework));
}

function httpCalls(survey: Survey, known: Set<string>): ModelCall[] {
  const { code } = survey;
  const files = new Set(
    code.functions.filter((fn) => fn.strings.some((s) => s.length < 200 && ENDPOINT.test(s.value))).map((f) => f.file),
  );
  return [...files].flatMap((file) => {
    const senders = code.functions.filter((fn) => fn.file === file && sends(survey, fn));
    const direct = senders.filter((fn) => fn.strings.some((s) => ENDPOINT.test(s.value)));
    const chosen = direct.length > 0 ? direct : senders;
    return chosen.filter((fn) => !known.has(fn.id)).map((fn) => requestAt(survey, fn, sendLine(survey, fn), 'http'));
  });
}

const SENDS = /(^|\.|::)(post|Post|send|Send|fetch|urlopen|request|execute|Do|stream)$/;

function sends(survey: Survey, fn: FunctionNode): boolean {
  return sendLine(survey, fn) !== fn.fact.line;
}

/** Line of the network call of a function, or the function's own line when it makes none. */
function sendLine(survey: Survey, fn: FunctionNode): number {
  const effect = survey.effectsOf.get(fn)?.find((e) => e.class === 'network');
  if (effect !== undefined) return effect.call.fact.line;
  const call = fn.calls.find((c) => c.targets.length === 0 && SENDS.test(c.fact.callee.replace(/\(\)/g, '')));
  return call?.fact.line ?? fn.fact.line;
}
