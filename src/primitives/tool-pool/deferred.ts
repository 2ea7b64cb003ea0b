import type { Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
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

const LATER = ['defer', 'lazy', 'lazily', 'ondemand', 'search', 'discoverable'];

function judge({ code, map }: JudgeContext): Judgement {
  const isLater = (name: string): boolean => mentions(name, ['=tool', '=tools', 'pool']) && mentions(name, LATER);
  const tools = map.tools.filter((t) => isLater(t.name));
  const functions = code.functions.filter((fn) => fn.fact.kind !== 'module' && isLater(fn.fact.name));
  const flags = map.tools.filter((t) => t.keys.some((k) => mentions(k, ['defer', 'lazy'])));
  const signals: Signal[] = [
    ...tools.map(
      (t): Signal => ({
        strength: 'full',
        file: t.site.file,
        line: t.site.line,
        note: `${t.name} finds tools on demand`,
      }),
    ),
    ...functions.map(
      (fn): Signal => ({
        strength: tools.length > 0 ? 'full' : 'half',
        file: fn.file.path,
        line: fn.fact.line,
        note: `${fn.fact.name} looks for tools`,
        fn,
      }),
    ),
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
    partial: 'Part of deferring is there: a search or a flag, without the other.',
    absent: 'Every definition is sent with every request: no search, deferred loading or cap was found.',
  });
}
