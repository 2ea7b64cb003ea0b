import type { Criterion, FunctionNode, JudgeContext, Judgement, Tool } from '../../contracts.js';
import { mentions, splitWords } from '../../words.js';
import { agent, example } from '../kit/example.js';
import { withClosures } from '../kit/find.js';
import { decide, type Signal } from '../kit/judgement.js';
import { toolSets } from '../kit/tool-sets.js';
import { agentOffering, crowdedTools, vary } from '../kit/variations.js';

const POOL = `
  import { type Tool, tools } from './tools.js';

  const ALWAYS = ['read_file', 'list_files', 'search_text'];

  /** Offers a few tools and a search; what the search finds is offered from the next turn on. */
  export class Pool {
    private loaded = new Set(ALWAYS);

    readonly search: Tool = {
      name: 'search_tools',
      description: 'Find further tools by keyword and load them.',
      input_schema: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
      run: ({ query }) => {
        const found = tools.filter((tool) => (tool.name + tool.description).includes(query)).slice(0, 5);
        for (const tool of found) this.loaded.add(tool.name);
        return found.map((tool) => tool.name).join(', ');
      },
    };

    offered(): Tool[] {
      return [this.search, ...tools.filter((tool) => this.loaded.has(tool.name))];
    }
  }
`;

export const criterion: Criterion = {
  id: 'tool-pool/deferred',
  title: 'Large sets on demand',
  statement: 'A large tool set is not sent whole: definitions are loaded on demand, found by search, or capped.',
  core: false,
  weight: 2,
  consequence: 'runaway-cost',
  impact: 'One connected server with eighty tools fills a good part of the window before the user has typed a word.',
  fix: 'Offer a search tool and keep the rest as names; add a definition to the pool when the model asks for it. A hard cap with a warning is a fair first step.',
  effort: 'day',
  confirm: {
    given: 'a server that announces 80 tools',
    when: 'the first request is built',
    then: 'it carries at most 20 definitions, and a tool found by search is in the next request',
  },
  signals:
    'Search or load functions over tool definitions that change the offered set, lazy flags on entries, or a limit on the number offered.',
  judge,
  pass: example('a search tool that brings definitions in', {
    'src/pool.ts': POOL,
    'src/tools.ts': crowdedTools(),
    'src/agent.ts': vary(agentOffering('pool.offered()', { imports: "import { Pool } from './pool.js';" }), {
      'const tools = pool.offered();\n': 'const pool = new Pool();\n',
      'tools: tools.map': 'tools: pool.offered().map',
      'tools.find': 'pool.offered().find',
    }),
  }),
  fail: example('all definitions at once, one implementation loaded late', {
    'src/tools.ts': crowdedTools({
      more: `
        {
          name: 'read_pdf',
          description: 'Read the text of a PDF. Loaded lazily.',
          input_schema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
          run: async ({ path }) => {
            const { default: parse } = await import('pdf-parse');
            return (await parse(readFileSync(path))).text;
          },
        },
      `,
    }),
    'src/agent.ts': agent({ turn: '// Tool search: deferred tools are loaded on demand.' }),
  }),
};

const LATER = new Set(
  'tool tools search find load loader discover lookup defer deferred deferring lazy lazily more available run execute do perform get'.split(
    ' ',
  ),
);
const BRINGS = ['search', 'find', 'load', 'discover', 'defer', 'lazy', 'lazily'];

function judge(context: JudgeContext): Judgement {
  const { code, map } = context;
  const tools = map.tools.filter((t) => isLater(t.name));
  const flags = map.tools.filter((t) => t.keys.some((k) => mentions(k, ['defer', 'lazy'])));
  const changes = toolSets(context).find((set) => growsWith(context, tools, set.fn));
  const strength = changes === undefined ? 'half' : 'full';
  const signals: Signal[] = [
    ...tools.map(
      (t): Signal => ({ strength, file: t.site.file, line: t.site.line, note: `${t.name} finds tools on demand` }),
    ),
    ...(changes === undefined
      ? []
      : [
          {
            strength,
            file: changes.fn.file.path,
            line: changes.line,
            note: 'only what was loaded is offered',
            fn: changes.fn,
          } as Signal,
        ]),
    ...flags.map(
      (t): Signal => ({
        strength: 'half',
        file: t.site.file,
        line: t.site.line,
        note: `${t.name} is marked to load later`,
      }),
    ),
  ];
  return decide(code, signals, {
    met: 'Definitions of tools are searched or loaded when they are needed.',
    partial: 'Tools can be searched or are marked to load later, but nothing was seen that offers less until then.',
    absent: 'Every definition is sent with every request: no search, deferred loading or cap was found.',
  });
}

/** A search over tools, not a tool that searches something: `tool_search`, `load_tools`, never `web_search`. */
function isLater(name: string): boolean {
  const words = splitWords(name);
  return (
    words.some((w) => w === 'tool' || w === 'tools') &&
    mentions(words, BRINGS) &&
    words.every((w) => LATER.has(w)) &&
    !(words.length === 2 && words[1] === 'tool' && words[0] !== 'deferred')
  );
}

/** What the search remembers is what the set is made of. */
function growsWith({ code }: JudgeContext, tools: Tool[], set: FunctionNode): boolean {
  const runs = tools.flatMap((t) => (t.run === undefined ? [] : (code.function(t.run) ?? [])));
  const found = runs.length > 0 ? runs : tools.flatMap((t) => code.at(t.site.file, t.site.line)?.children ?? []);
  const kept = [...code.reach(found, 3).keys()].flatMap((fn) => [
    ...fn.calls
      .filter((c) => /^(add|push|append|insert|set|update|extend)$/.test(c.fact.name))
      .map((c) => last(c.fact.receiver)),
    ...fn.assignments.map((a) => last(a.target)),
  ]);
  const read = new Set(withClosures(set).flatMap((fn) => fn.fact.idents));
  return kept.some((name) => name !== '' && read.has(name));
}

function last(path: string): string {
  return path.split(/[.:]+/).at(-1) ?? '';
}
