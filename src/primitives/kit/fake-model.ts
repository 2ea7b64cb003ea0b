// What stands in for the model in a test. A stand-in is told by what it replaces: it has the method the loop asks the
// model through, it is put in place of the module or function that does, or it answers over HTTP.
import type { CallNode, FunctionNode, JudgeContext } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import type { TestCase } from './tests.js';

const FAKE =
  'fake mock stub scripted canned recorded recording replay determinist dummy faux simulat cassette playback'.split(
    ' ',
  );
const REPLACES = ['mock', 'patch', 'spy', 'setattr', 'monkeypatch', 'stub', 'fake', 'intercept', 'replace'];
const MODEL =
  'model llm client provider completion assistant generat openai anthropic claude gemini ollama genai litellm chat stream inference replies response'.split(
    ' ',
  );
/** Names by which the field asks a model; enough only together with a stand-in's own name. */
const ASKS = 'complet generat chat stream query create invoke predict respond reply infer'.split(' ');
/** What is done with a chat beside asking for its next turn. */
const NO_ASKING = [
  'compress',
  'compact',
  'summar',
  'histor',
  'record',
  'save',
  'reset',
  'start',
  'initiali',
  'get',
  'set',
];
/** What a mock gives back says nothing of what it stands for. */
const GIVES_BACK = /^(mock(Resolved|Rejected|Return|Implementation)\w*|returns|resolves|and_return)$/;
/** Stand-ins that agent frameworks supply. */
const SUPPLIED = /^(Test|Function|Fake\w*|Mock\w*)(Model|LLM|ChatModel|LanguageModel\w*)$/;
const SERVERS =
  /(^|\.)(createServer|setupServer|NewServer|NewTLSServer|MockServer\.start|HTTPServer|ThreadingHTTPServer|TCPServer|start_server)$|TcpListener\.bind|(^|\.)(nock|respx|responses|requests_mock|aioresponses|httpx_mock|vcr|Polly|mockito)(\.|$)/;

/** Methods of so many things that their name tells nothing. */
const COMMON = new Set(
  'run main new init next get set call send step loop start open close read write execute handle process'.split(' '),
);

/** A stand-in for the model, and the line that shows it. */
export interface StandIn {
  file: string;
  line: number;
  note: string;
}

/** Finds the stand-in of a test case, if there is one. Build once per judgement. */
export class StandIns {
  readonly #asked: ReadonlySet<string>;
  /** Types of test code (or product types named as fakes) with a method the model is asked through. */
  readonly #types = new Map<string, FunctionNode>();

  constructor(context: JudgeContext) {
    this.#asked = askedThrough(context);
    for (const fn of [...context.code.tests, ...context.code.functions]) {
      const { owner, name } = fn.fact;
      if (owner === undefined || this.#types.has(owner)) continue;
      const named = mentions(owner, FAKE) || mentions(owner, MODEL);
      const asked = this.#asked.has(name) || mentions(name, ASKS);
      // In test code, the method by which the loop asks its model is enough, whatever its type is called.
      const same = this.#asked.has(name) && !COMMON.has(name.toLowerCase());
      if (fn.fact.inTest ? same || (asked && (named || fn.fact.trait !== undefined)) : asked && mentions(owner, FAKE))
        this.#types.set(owner, fn);
    }
  }

  of(test: TestCase, entersLoop = true): StandIn | undefined {
    const around = test.module === undefined ? test.body : [...test.body, test.module];
    for (const find of [(fn: FunctionNode) => this.#byType(fn), (fn: FunctionNode) => this.#byReplacement(fn), byName])
      for (const fn of around) {
        const found = find(fn);
        if (found !== undefined) return found;
      }
    // A server may answer for anything; only a test that runs the loop needs a model to answer.
    return entersLoop ? around.flatMap((fn) => byServer(fn) ?? [])[0] : undefined;
  }

  #byType(fn: FunctionNode): StandIn | undefined {
    const name = fn.fact.idents.find((i) => this.#types.has(i));
    const method = name === undefined ? undefined : this.#types.get(name);
    if (method === undefined) return undefined;
    return { file: method.file.path, line: method.fact.line, note: `${name} answers in place of the model` };
  }

  /** Of an object and a member, `spyOn(client, 'send')`, the member is what is replaced; what the test calls is not. */
  #replacesModel({ fact, fn }: CallNode): boolean {
    const [, member] = fact.args;
    if (member?.kind === 'string') {
      const tested = fn.calls.some((c) => c.fact.name === member.text);
      return (
        !tested && (this.#asked.has(member.text) || mentions(member.text, ASKS)) && !mentions(member.text, NO_ASKING)
      );
    }
    if (GIVES_BACK.test(fact.name)) return mentions(lastWord(fact.receiver), MODEL);
    const [module] = fact.args;
    if (module?.text.startsWith('.')) return mentions(moduleOf(module.text), MODEL);
    const texts = fact.args.map((a) => a.text.slice(0, 100));
    return texts.some((t) => mentions(t, MODEL) || this.#asked.has(t));
  }

  /** A mock of a module, method or attribute through which the model is asked. */
  #byReplacement(fn: FunctionNode): StandIn | undefined {
    const call = fn.calls.find(
      (c) => mentions(c.fact.callee, REPLACES) && c.fact.name !== 'mocked' && this.#replacesModel(c),
    );
    if (call === undefined) return undefined;
    return { file: fn.file.path, line: call.fact.line, note: 'a mock takes the place of the model' };
  }
}

/** Functions between a loop and the model call, and what the model is called by. */
function askedThrough({ code, map }: JudgeContext): ReadonlySet<string> {
  const path = map.loops.flatMap((l) => l.path.slice(1)).flatMap((id) => code.function(id) ?? []);
  const names = path.map((fn) => fn.fact.name).filter((n) => !n.startsWith('<'));
  const callees = map.modelCalls.flatMap((m) => {
    const fn = code.function(m.fn);
    const called = fn?.calls.filter((c) => c.fact.line === m.site.line && c.targets.length === 0) ?? [];
    return [...(fn === undefined ? [] : [fn.fact.name]), ...called.map((c) => c.fact.name)];
  });
  return new Set([...names, ...callees].filter((n) => n.length > 2 && n !== 'constructor' && !n.startsWith('<')));
}

/** Built or named as a stand-in: `createMockStream()`, `scriptedModel`, `recordedResponses`. */
function byName(fn: FunctionNode): StandIn | undefined {
  const name = fn.fact.idents.find((i) => (mentions(i, FAKE) && mentions(lastWord(i), MODEL)) || SUPPLIED.test(i));
  if (name === undefined) return undefined;
  const call = fn.calls.find((c) => c.fact.callee.includes(name) || c.fact.args.some((a) => a.text.includes(name)));
  return { file: fn.file.path, line: call?.fact.line ?? fn.fact.line, note: `${name} answers in place of the model` };
}

/** What an own module is about: `../utils/response-helpers.js` is about helpers. */
const moduleOf = (path: string): string => lastWord((path.split('/').at(-1) ?? '').replace(/\.\w+$/, ''));

/** The word that says what a name stands for: a `mockModel` is a model, a `mockModelDialog` is not. */
function lastWord(name: string): string {
  return splitWords(name.replace(/\d+$/, '')).at(-1) ?? '';
}

function byServer(fn: FunctionNode): StandIn | undefined {
  const call = fn.calls.find((c) => SERVERS.test(c.fact.callee.replace(/::/g, '.')));
  if (call === undefined) return undefined;
  return { file: fn.file.path, line: call.fact.line, note: 'a local server answers in place of the model' };
}
