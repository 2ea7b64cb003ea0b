// A workflow in the sense of https://www.anthropic.com/engineering/building-effective-agents: code, not the model, decides
// what comes next. It asks a model about one item after the other, keeps what comes back, and offers no tools. It runs
// unattended and spends money like an agent, so it needs most of the same around it.
import type { AgentLoop, FunctionNode, LoopFact, ModelCall, Store, Tool } from '../../contracts.js';
import { mentions } from '../../words.js';
import { modelPath } from './loops.js';
import type { Survey } from './survey.js';

const DEPTH = 9;
/** Asking the same again until it works is no second step. */
const AGAIN = ['retry', 'retries', 'backoff', 'attempt', 'poll', 'tries'];
const KEEPS = /^(push|append|add|set|write\w*|append\w*|save\w*|store\w*|insert\w*|record|extend|put|upsert)$/i;
/** Told without a dispatch, a history or a way out that the model chooses. */
const CONFIDENCE = 0.6;
const MOST = 4;

/** Loops over items that ask a model and keep its answers, nearest to the model first. */
export function findWorkflows(survey: Survey, modelCalls: ModelCall[]): AgentLoop[] {
  const { code } = survey;
  const callers = new Set(modelCalls.flatMap((m) => code.function(m.fn) ?? []));
  const toModel = code.reachedBy([...callers], DEPTH);
  const found = [...toModel.keys()]
    .filter((fn) => fn.inScope && fn.wired)
    .flatMap((fn) =>
      fn.loops.flatMap((loop) => {
        const path = isOverItems(loop) && keepsAnswers(fn, loop) ? modelPath(fn, loop, toModel, callers) : undefined;
        return path === undefined ? [] : [{ fn, loop, path }];
      }),
    );
  return found
    .sort((a, b) => a.path.length - b.path.length || (a.fn.id < b.fn.id ? -1 : 1))
    .slice(0, MOST)
    .map(({ fn, loop, path }) => ({
      site: code.site(fn.file.path, loop.line),
      fn: fn.id,
      kind: 'loop',
      path: path.map((n) => n.id),
      confidence: CONFIDENCE,
    }));
}

/** Tools that something on the workflow's way can run; others are served to somebody else's model. */
export function toolsOf(survey: Survey, loops: AgentLoop[], tools: Tool[]): Tool[] {
  const nodes = loops.flatMap((l) => survey.code.function(l.fn) ?? []);
  const reached = survey.code.reach(nodes);
  const files = new Set([...reached.keys()].map((fn) => fn.file.path));
  const ids = new Set([...reached.keys()].map((fn) => fn.id));
  return tools.filter((tool) => files.has(tool.site.file) || (tool.run !== undefined && ids.has(tool.run)));
}

/** What a workflow writes while it runs is what it has got so far, and what is read beside that is how it goes on. */
export function keptResults(stores: Store[]): Store[] {
  const during = (s: Store): boolean => s.duringRun && s.op !== 'read' && s.holds === 'unknown';
  const files = new Set(stores.filter(during).map((s) => s.site.file));
  const goesOn = (s: Store): boolean => s.op === 'read' && s.holds === 'unknown' && files.has(s.site.file);
  return stores.map((s) => (during(s) || goesOn(s) ? { ...s, holds: 'session' } : s));
}

function isOverItems({ kind, idents, test }: LoopFact): boolean {
  return kind === 'for-each' && !mentions(idents.join(' '), AGAIN) && !mentions(test, AGAIN);
}

/** Something in the loop puts a value where it outlives the turn. */
function keepsAnswers(fn: FunctionNode, { line, endLine }: LoopFact): boolean {
  const inside = (at: number): boolean => line <= at && at <= endLine;
  return (
    fn.calls.some((c) => inside(c.fact.line) && KEEPS.test(c.fact.name)) ||
    fn.assignments.some((a) => inside(a.line) && /[[.]/.test(a.target))
  );
}
