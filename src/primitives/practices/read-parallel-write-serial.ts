import type { CallNode, FunctionNode, JudgeContext, Judgement, Practice } from '../../contracts.js';
import { literally, mentions } from '../../words.js';
import { example, tools } from '../kit/example.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { tellingApart, within } from '../kit/told-apart.js';

const BATCH = `
  import { tools } from './tools.js';

  export interface Call {
    id: string;
    name: string;
    input: Record<string, string>;
  }

  async function runOne(call: Call) {
    const tool = tools.find((each) => each.name === call.name);
    const content = tool === undefined ? 'No such tool.' : await tool.run(call.input);
    return { type: 'tool_result' as const, tool_use_id: call.id, content };
  }
`;

const SPLIT = `
  const isReadOnly = (call: Call) => tools.find((tool) => tool.name === call.name)?.readOnly === true;

  /** Reads together, then everything else in order. */
  export async function runAll(calls: Call[]) {
    const results = await Promise.all(calls.filter(isReadOnly).map(runOne));
    for (const call of calls.filter((each) => !isReadOnly(each))) results.push(await runOne(call));
    return results;
  }
`;

const RACE = `
  /** Reads run in parallel, writes one at a time. */
  export async function runAll(calls: Call[]) {
    return Promise.all(calls.map(runOne));
  }
`;

const LOOP = `
  import Anthropic from '@anthropic-ai/sdk';
  import { type Call, runAll } from './batch.js';
  import { tools } from './tools.js';

  const client = new Anthropic();

  export async function run(prompt: string): Promise<string> {
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: prompt }];
    while (true) {
      const reply = await client.messages.create({
        model: 'claude-sonnet-4-5',
        max_tokens: 4096,
        messages,
        tools: tools.map(({ name, description, input_schema }) => ({ name, description, input_schema })),
      });
      messages.push({ role: 'assistant', content: reply.content });
      const calls = reply.content.filter((block) => block.type === 'tool_use') as Call[];
      if (calls.length === 0) return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
      messages.push({ role: 'user', content: await runAll(calls) });
    }
  }
`;

export const practice: Practice = {
  id: 'practice/read-parallel-write-serial',
  kind: 'practice',
  title: 'Parallel reads, serial writes',
  statement: 'Tool calls that only read may run at the same time; those that write run one after the other.',
  consequence: 'lost-or-doubled-work',
  impact: 'Two edits of one file race and one is lost without a word; or ten slow reads queue up while the user waits.',
  fix: 'Split the calls of a turn by side-effect class: reads together, everything else in order.',
  effort: 'hours',
  confirm: {
    given: 'a turn with 3 reads and 2 writes to one file',
    when: '{dispatch} handles the turn',
    then: 'the reads overlap in time, the writes never do, and the file holds both edits',
  },
  signals:
    'Functions between the loop and the tools: calls that run several tool calls at once, loops that run them in order, and a condition on reading or writing between the two.',
  judge,
  pass: example('reads at once, writes in order', {
    'src/batch.ts': BATCH + SPLIT,
    'src/tools.ts': tools({ fields: 'readOnly?: boolean;', read: 'readOnly: true,' }),
    'src/agent.ts': LOOP,
  }),
  fail: example('everything at once', { 'src/batch.ts': BATCH + RACE, 'src/agent.ts': LOOP }),
};

const NEAR = 2;
const PARALLEL =
  /(^|[.:])(Promise\.(all|allSettled|any)|gather|as_completed|create_task|start_soon|submit|join_all|try_join_all|JoinSet|FuturesUnordered|buffer_unordered|par_iter|spawn|ThreadPoolExecutor|TaskGroup|WaitGroup|Go)(\(|$|\.|!)/;
const READS = '=read =reads readonly concurrency mutat sideeffect =write =writes =edit =edits exclusive'.split(' ');

interface Place {
  fn: FunctionNode;
  parallel?: CallNode;
  serial?: CallNode;
  split?: number;
}

function judge(context: JudgeContext): Judgement {
  const places = placesOf(context);
  const split = places.find((p) => p.parallel !== undefined && p.split !== undefined);
  const serial = places.find((p) => p.serial !== undefined);
  const parallel = places.find((p) => p.parallel !== undefined);
  if (split === undefined)
    return absent(
      parallel !== undefined
        ? `${parallel.fn.fact.name} runs all calls of a turn at once, reads and writes alike.`
        : serial !== undefined
          ? `${serial.fn.fact.name} runs all calls of a turn one after the other; reads wait as well.`
          : 'Calls of a turn are not worked through together; nothing tells reads from writes.',
    );
  const signals = [
    ...splitSignals(split, serial !== undefined),
    ...serialSignals(split.serial === undefined ? serial : split),
  ];
  return decide(context.code, signals, {
    met: `${split.fn.fact.name} runs reads together and everything else in order.`,
    partial: 'Calls are told apart, but some that write may still run together.',
    absent: '',
  });
}

function splitSignals({ fn, split, parallel }: Place, alsoSerial: boolean): Signal[] {
  const strength = alsoSerial ? 'full' : 'half';
  return [
    ...(split === undefined ? [] : [signal(fn, split, strength, 'tells calls that may run together from the others')]),
    ...(parallel === undefined ? [] : [signal(fn, parallel.fact.line, strength, 'runs calls at the same time')]),
  ];
}

function serialSignals(place: Place | undefined): Signal[] {
  return place?.serial === undefined
    ? []
    : [signal(place.fn, place.serial.fact.line, 'half', 'runs calls one after the other')];
}

function signal(fn: FunctionNode, line: number, strength: Signal['strength'], note: string): Signal {
  return { strength, file: fn.file.path, line, note, fn };
}

/** Functions between the loop and the tools that run several calls, and how. */
function placesOf({ code, path, map }: JudgeContext): Place[] {
  const toTools = code.reachedBy(path.dispatches, NEAR);
  const loops = new Set(path.loops);
  const between = code.functions.filter(
    (fn) =>
      (toTools.has(fn) && path.from.has(fn)) || path.dispatches.includes(fn) || (loops.has(fn) && toTools.has(fn)),
  );
  return between
    .map((fn) => placeOf(fn, toTools, new Set(map.dispatches.filter((d) => d.fn === fn.id).map((d) => d.site.line))))
    .filter((p) => p.parallel ?? p.serial);
}

function placeOf(fn: FunctionNode, toTools: ReadonlyMap<FunctionNode, unknown>, sites: ReadonlySet<number>): Place {
  const runs = (c: CallNode): boolean => sites.has(c.fact.line) || c.targets.some((t) => toTools.has(t) && t !== fn);
  const parallel = fn.calls.find(
    (c) =>
      (PARALLEL.test(c.fact.callee.replace(/::/g, '.')) && holdsRun(fn, c, runs, toTools)) || startsAll(fn, c, toTools),
  );
  const serial = fn.calls.find((c) => {
    const loop = c.fact.loop === undefined ? undefined : fn.file.loops[c.fact.loop];
    return (
      runs(c) &&
      loop !== undefined &&
      loop.kind !== 'infinite' &&
      loop.kind !== 'while' &&
      !within(parallel, c.fact.line)
    );
  });
  const splitting =
    fn.branches.find((b) => mentions(b.idents.join(' '), READS))?.line ??
    fn.calls.find(
      (c) =>
        /(^|\.)(filter|partition|groupBy|group_by)$/.test(c.fact.callee) &&
        mentions(c.fact.args.map((a) => a.text).join(' '), READS),
    )?.fact.line ??
    tellingApart(fn, parallel, serial);
  return {
    fn,
    ...(parallel === undefined ? {} : { parallel }),
    ...(serial === undefined ? {} : { serial }),
    ...(splitting === undefined ? {} : { split: splitting }),
  };
}

/** JavaScript: a mapping that starts a run for each element waits for none of them. */
function startsAll(fn: FunctionNode, call: CallNode, toTools: ReadonlyMap<FunctionNode, unknown>): boolean {
  if (fn.file.language !== 'typescript' || call.fact.name !== 'map') return false;
  const closures = fn.children.filter((n) => call.fact.args.some((a) => a.fn === n.index));
  return closures.some((n) => n.calls.some((c) => c.targets.some((t) => t.fact.async && toTools.has(t))));
}

/** The concurrent call is given what runs a tool: inside its arguments, or named there. */
function holdsRun(
  fn: FunctionNode,
  call: CallNode,
  runs: (c: CallNode) => boolean,
  toTools: ReadonlyMap<FunctionNode, unknown>,
): boolean {
  const inside = fn.calls.some(
    (c) =>
      within(call, c.fact.line) &&
      (runs(c) || c.fact.args.some((a) => [...toTools.keys()].some((t) => t.fact.name === a.text))),
  );
  return (
    inside ||
    fn.children.some(
      (child) =>
        toTools.has(child) &&
        (within(call, child.fact.line) || call.fact.args.some((a) => a.text.includes(child.fact.name))),
    ) ||
    call.fact.args.some((a) =>
      [...toTools.keys()].some(
        (t) =>
          (t.fact.name.length > 3 && new RegExp(`\\b${literally(t.fact.name)}\\b`).test(a.text)) ||
          new RegExp(`[.:]${literally(t.fact.name)}\\(`).test(a.text),
      ),
    )
  );
}
