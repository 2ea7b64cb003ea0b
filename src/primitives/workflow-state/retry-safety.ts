import type { Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import { agent, cli, example } from '../kit/example.js';
import { STORE } from '../kit/example-parts.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf, nearestFirst, strongest } from '../kit/nearness.js';
import { type Resume, resumes } from '../kit/resuming.js';
import { settlesRows, UNDER_WAY } from '../kit/settled-rows.js';

const LOADS = /^_?(load|restore|resume|recover|reconcile|init|start|boot)/i;

const CLI = cli({ imports: "import { load } from './store.js';", args: ', load()' });

export const criterion: Criterion = {
  id: 'workflow-state/retry-safety',
  title: 'Interrupted calls settled',
  statement:
    'On resume, tool calls that were under way are settled on purpose (marked interrupted, rolled back, or asked about) and never rerun in silence.',
  core: false,
  weight: 4,
  consequence: 'lost-or-doubled-work',
  impact:
    'The command that brought the process down runs again on every restart, or the provider rejects the session because a tool call has no result.',
  fix: 'When a session is loaded, find calls without a result and give each a result that says it was interrupted and must be checked before it is repeated.',
  effort: 'hours',
  confirm: {
    given: 'a stored session whose last message holds a call to {tool} without a result',
    when: 'the session is resumed and {loop} makes its next request',
    then: '{effect} has run 0 times, and the request holds a result that marks the call as interrupted',
  },
  signals:
    'Code that builds a result for calls without one and does not run the tool, on the way from the store or before each request of a harness that resumes; or states left at running that are set at start. Half where it only serves an interrupt within the process.',
  judge,
  pass: example('calls without a result are marked as interrupted', {
    'src/cli.ts': CLI,
    'src/store.ts': `
      ${STORE.trim()
        .replace(/\n(?=.)/g, '\n      ')
        .replace('export function load', 'function read')}

      export function load(): Anthropic.MessageParam[] {
        return settleInterrupted(read());
      }

      function settleInterrupted(messages: Anthropic.MessageParam[]): Anthropic.MessageParam[] {
        const last = messages.at(-1);
        if (last?.role !== 'assistant' || typeof last.content === 'string') return messages;
        const pending = last.content.filter((block) => block.type === 'tool_use');
        const content = pending.map((call) => ({
          type: 'tool_result' as const,
          tool_use_id: call.id,
          content: 'Interrupted by a restart: it may or may not have run. Check before you repeat it.',
          is_error: true,
        }));
        return pending.length === 0 ? messages : [...messages, { role: 'user', content }];
      }
    `,
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      params: ', earlier: Anthropic.MessageParam[] = []',
      history: '...earlier, ',
      reply: "save([...messages, { role: 'assistant', content: reply.content }]);",
      endTurn: 'save(messages);',
    }),
  }),
  fail: example('pending calls are run again on resume', {
    'src/store.ts': STORE,
    'src/cli.ts': CLI,
    'src/agent.ts': agent({
      imports: "import { save } from './store.js';",
      params: ', earlier: Anthropic.MessageParam[] = []',
      declare: `
        // Interrupted tool calls are reconciled on resume.
        async function finishPending(messages: Anthropic.MessageParam[]): Promise<void> {
          const last = messages.at(-1);
          if (last?.role !== 'assistant' || typeof last.content === 'string') return;
          const results: Anthropic.ToolResultBlockParam[] = [];
          for (const call of last.content) {
            if (call.type !== 'tool_use') continue;
            const tool = tools.find((each) => each.name === call.name);
            const content = await tool!.run(call.input as Record<string, string>);
            results.push({ type: 'tool_result', tool_use_id: call.id, content });
          }
          if (results.length > 0) messages.push({ role: 'user', content: results });
        }
      `,
      start: 'await finishPending(earlier);',
      history: '...earlier, ',
      reply: "save([...messages, { role: 'assistant', content: reply.content }]);",
      endTurn: 'save(messages);',
    }),
  }),
};

const CALL: Vocabulary = ['toolcall', 'tooluse', 'functioncall', 'action', '=tool', '=call', '=calls'];
const INTERRUPTED: Vocabulary = [
  'interrupt',
  'orphan',
  'dangling',
  'unanswered',
  'unfinished',
  'unresolved',
  'incomplete',
  'synthetic',
  'stale',
  'repair',
  'reconcil',
  'deferred',
];
/** What such a result tells the model. */
const SAID =
  /\bnot (been )?(executed|run|completed)|\bno results?\b|interrupted|\bcancell?ed\b|\baborted\b|did not finish|\bdeferred\b|\bunanswered\b/i;
/** Any other name of an id. */
const ID_KEY = /^(\w+_)?id$|^\w*(Id|ID)$/;
/** Lines between the id of a call and what is said of it, in one literal or the few statements that make it. */
const TOGETHER = 22;
const SAME_LITERAL = 4;
/** Keys by which the vendors tie a result to its call. */
const PLAIN_KEY = /^(tool_use_id|tool_call_id|toolCallId|toolUseId|call_id|callId|functionResponse|function_response)$/;
/** Connections and downloads have states too; they are not the work. */
const NOT_WORK: Vocabulary = ['server', 'client', 'connect', 'discover', 'stream', 'auth', 'download', 'mcp', 'socket'];
const STATES: Vocabulary = ['status', 'state', 'phase'];

function judge(context: JudgeContext): Judgement {
  const loaders = resumes(context);
  const loading = loaders.flatMap((r) => [r.fn, r.read.fn]);
  const restored = new Set(context.code.reach(loading, 4).keys());
  const answers = context.code.functions.filter((fn) => fn.wired && answersInterrupted(context, fn));
  const signals = answers.map((fn): Signal => {
    const everyTurn = context.path.from.has(fn) && comparesCalls(fn);
    const beside =
      comparesCalls(fn) && context.code.reachedBy([fn], 2).size > 0 && loaders.some((r) => givesOut(context, r, fn));
    const strength = loaders.length > 0 && (restored.has(fn) || everyTurn || beside) ? 'full' : 'half';
    const line = resultLine(fn) ?? fn.fact.line;
    return { strength, file: fn.file.path, line, note: `${nameOf(fn)} answers calls that have no result`, fn };
  });
  const left = context.code.functions.flatMap((fn) => [...settlesStates(context, fn), ...settlesRows(context, fn)]);
  const all = strongest(nearestFirst(context, [...signals, ...left]), 1);
  const who = all[0]?.fn === undefined ? '' : nameOf(all[0].fn);
  return decide(context.code, all, {
    met: `${who} settles calls that were under way, so that a resumed session does not rerun them.`,
    partial: `${who} settles interrupted work within a process, or some of it; not all that a crash leaves behind.`,
    absent:
      'Nothing was found that looks for calls without a result, or for states left at running, when a session is loaded or continued.',
  });
}

/** What holds the stored entries gives them out through this function: a method of the type that loads them calls it. */
function givesOut({ code, path }: JudgeContext, { read }: Resume, fn: FunctionNode): boolean {
  return [...code.reachedBy([fn], 2).keys()].some(
    (c) => c.fact.owner !== undefined && c.fact.owner === read.fn.fact.owner && c.callers.some((up) => path.to.has(up)),
  );
}

/** Builds the result of a call that never got one, without running the tool. */
function answersInterrupted({ path }: JudgeContext, fn: FunctionNode): boolean {
  if (fn.fact.kind === 'module' || path.dispatches.includes(fn) || !goesThrough(fn) || resultLine(fn) === undefined)
    return false;
  const runs = fn.calls.some(
    (c) => c.targets.some((t) => path.dispatches.includes(t)) || /^(run|execute|invoke)$/.test(c.fact.name),
  );
  const all = inlined(fn);
  const names = all.flatMap((f) => [f.fact.name, ...f.fact.idents]).join(' ');
  const strings = all.flatMap((f) => f.strings.map((s) => s.value)).join(' ');
  const told = mentions(names, INTERRUPTED) || SAID.test(strings);
  return !runs && told && mentions(`${names} ${strings}`, CALL);
}

/** A function with the callbacks inside it. */
function inlined(fn: FunctionNode): FunctionNode[] {
  return [fn, ...fn.children.filter((c) => fn.fact.kind !== 'module' && c.fact.kind === 'closure').flatMap(inlined)];
}

function resultLine(fn: FunctionNode): number | undefined {
  const all = inlined(fn);
  const given = all.flatMap((f) => f.objects.flatMap((o) => o.keys));
  const keys = [
    ...given.filter((k) => PLAIN_KEY.test(k.name)).map((k) => k.line),
    ...all.flatMap((f) => f.strings.filter((s) => PLAIN_KEY.test(s.value)).map((s) => s.line)),
  ];
  const ids = given.filter((k) => ID_KEY.test(k.name) && ofCall(k.text)).map((k) => k.line);
  if (keys.length > 0 && mentions(fn.fact.name, INTERRUPTED)) return keys[0];
  const told = all.flatMap((f) => [
    ...f.strings.filter((s) => SAID.test(s.value)).map((s) => s.line),
    ...f.assignments.filter((a) => mentions(a.target, INTERRUPTED)).map((a) => a.line),
  ]);
  const apart = (lines: number[], most: number): { k: number; t: number; apart: number }[] =>
    lines.flatMap((k) => told.map((t) => ({ k, t, apart: Math.abs(k - t) }))).filter((p) => p.apart <= most);
  const [closest] = [...apart(keys, TOGETHER), ...apart(ids, SAME_LITERAL)].sort(
    (a, b) => a.apart - b.apart || a.k - b.k,
  );
  // Where the result is put together elsewhere, the line that tells what became of the call shows it.
  const said = all.flatMap((f) => f.strings).some((s) => s.line === closest?.t && SAID.test(s.value));
  return closest === undefined || closest.apart <= SAME_LITERAL || !said ? closest?.k : closest.t;
}

/** `id: call.id`, `id: p.id`: taken over from something else. */
function ofCall(text: string): boolean {
  return /^\w+(\.\w+)?\.(id|ID|call_id|callId)(\.clone\(\))?$/.test(text);
}

/** Looks at several calls: in a loop, or with a callback for each. */
function goesThrough(fn: FunctionNode): boolean {
  return fn.loops.length > 0 || fn.fact.argumentOf !== undefined || inlined(fn).length > 1;
}

/** Goes through the calls and asks which of them were answered. */
function comparesCalls(fn: FunctionNode): boolean {
  const asks = fn.calls.some((c) => /^(has|includes|some|find|filter|contains\w*|get)$/.test(c.fact.name));
  return asks || (fn.loops.length > 0 && fn.branches.some((b) => b.operators.includes('in')));
}

/** Where a process starts or loads: states left at running are found and set to something else. */
function settlesStates({ path }: JudgeContext, fn: FunctionNode): Signal[] {
  const starts = LOADS.test(fn.fact.name) || (path.to.has(fn) && !path.from.has(fn));
  if (!fn.wired || !starts || mentions(`${fn.fact.owner ?? ''} ${fn.file.path}`, NOT_WORK)) return [];
  const branch = fn.branches.find(
    (b) =>
      [...b.literals, ...b.idents].some((l) => UNDER_WAY.test(l)) &&
      mentions(b.idents.join(' '), STATES) &&
      fn.assignments.some((a) => b.bodyLine <= a.line && a.line <= b.endLine && mentions(a.target, STATES)),
  );
  if (branch === undefined) return [];
  return [{ strength: 'full', file: fn.file.path, line: branch.line, note: 'settles states left at running', fn }];
}
