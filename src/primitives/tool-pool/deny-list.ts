import type { Codebase, Criterion, JudgeContext, Judgement } from '../../contracts.js';
import { mentions } from '../../words.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { agentOffering, crowdedTools } from '../kit/variations.js';

const SETTINGS = `
  import { existsSync, readFileSync } from 'node:fs';

  export interface Settings {
    disabledTools: string[];
  }

  export function loadSettings(): Settings {
    const path = '.agent/settings.json';
    const stored = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Settings>) : {};
    return { disabledTools: stored.disabledTools ?? [] };
  }
`;

const POOL = `
  import type { Settings } from './settings.js';
  import { type Tool, tools } from './tools.js';

  export function poolFor(settings: Settings): Tool[] {
    return tools.filter((tool) => !settings.disabledTools.includes(tool.name));
  }
`;

const MODEL_SETTINGS = `
  import { existsSync, readFileSync } from 'node:fs';

  /** Language and tone of the answers. Allowed and denied tools may come here one day. */
  export function loadSettings(): { language: string } {
    const path = '.agent/settings.json';
    const stored = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { language?: string }) : {};
    return { language: stored.language ?? 'English' };
  }
`;

export const criterion: Criterion = {
  id: 'tool-pool/deny-list',
  title: 'Tools switched off by configuration',
  statement: 'A user or operator can allow, deny or disable tools in configuration.',
  core: false,
  weight: 3,
  consequence: 'hard-to-change',
  impact: 'A team that must not have shell access has to fork the harness or not use it.',
  fix: 'Read a list of denied (or allowed) names from the settings and apply it where the pool is built, for plugin and MCP tools too.',
  effort: 'hours',
  confirm: {
    given: 'a configuration that denies {tool}',
    when: 'a session starts and the fake model asks for {tool} anyway',
    then: '{tool} is missing from the request, and the call is answered with "not available" without running',
  },
  signals:
    'Settings or options named for allowed, denied, excluded or disabled tools whose values filter the offered set.',
  judge,
  pass: example('tools that the settings switch off', {
    'src/settings.ts': SETTINGS,
    'src/pool.ts': POOL,
    'src/tools.ts': crowdedTools(),
    'src/agent.ts': agentOffering('poolFor(loadSettings())', {
      imports: "import { poolFor } from './pool.js';\nimport { loadSettings } from './settings.js';",
    }),
  }),
  fail: example('settings without a say about tools', {
    'docs/settings.md':
      '# Settings\n\n- `disabledTools`: tools that are never offered\n- `allowedTools`: tools that are\n',
    'src/settings.ts': MODEL_SETTINGS,
    'src/tools.ts': crowdedTools(),
    'src/agent.ts': agent({
      imports: "import { loadSettings } from './settings.js';",
      history: "{ role: 'user', content: 'Answer in ' + loadSettings().language }, ",
    }),
  }),
};

const SAYS = [
  'allow',
  'deny',
  'denied',
  'exclud',
  'disab',
  'includ',
  'block',
  'enabled',
  '=no',
  '=only',
  '=core',
  'skip',
  'forbid',
];

function judge({ code }: JudgeContext): Judgement {
  const isList = (name: string): boolean => mentions(name, ['=tool', '=tools']) && mentions(name, SAYS);
  const filters = code.functions.flatMap((fn) => {
    const branch = fn.branches.find((b) => b.idents.some(isList));
    const call = fn.calls.find(
      (c) =>
        isList(c.fact.receiver.split('.').at(-1) ?? '') && /^(has|includes|contains|some|get|any)$/.test(c.fact.name),
    );
    const line = branch?.line ?? call?.fact.line;
    return line === undefined ? [] : [{ fn, line }];
  });
  const settings = code.types.flatMap((t) => t.fact.members.filter((m) => isList(m.name)).map((m) => ({ t, m })));
  const signals: Signal[] = [
    ...filters.map(
      ({ fn, line }): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line,
        note: `${fn.fact.name} reads the list`,
        fn,
      }),
    ),
    ...settings.map(
      ({ t, m }): Signal => ({
        strength: 'half',
        file: t.file.path,
        line: m.line,
        note: `${t.fact.name}.${m.name} names tools`,
      }),
    ),
    ...flags(code),
  ];
  return decide(code, signals, {
    met: 'Configuration allows, denies or disables tools, and code reads it.',
    partial: 'Tools can be chosen, but no list denies or disables one.',
    absent: 'No setting or option that allows, denies or disables tools was found.',
  });
}

/** `--tools read,grep` chooses; it does not deny. */
function flags(code: Codebase): Signal[] {
  const functions = code.functions.filter((fn) => fn.strings.some((s) => /^--?(\w+-)?tools$/.test(s.value)));
  return functions.slice(0, 2).map((fn) => ({
    strength: 'half',
    file: fn.file.path,
    line: fn.strings.find((s) => /^--?(\w+-)?tools$/.test(s.value))?.line ?? fn.fact.line,
    note: 'an option chooses tools',
    fn,
  }));
}
