import type { BranchFact, Codebase, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../words.js';
import { nearestFirst } from '../kit/dispatch-steps.js';
import { agent, example } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';
import { nameOf } from '../kit/nearness.js';
import { shown } from '../kit/tool-fields.js';
import { conditionsAt, toolSets } from '../kit/tool-sets.js';
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
  '=include',
  '=included',
  '=blocked',
  'blocklist',
  'enabled',
  '=no',
  '=only',
  '=core',
  'skip',
  'forbid',
];

function judge(context: JudgeContext): Judgement {
  const { code } = context;
  const filters = applied(code);
  const taken = toolSets(context).flatMap((set) => {
    const name = conditionsAt(context, set)
      .flatMap((text) => text.match(/\w+/g) ?? [])
      .find((word) => OFF.test(word));
    return name === undefined ? [] : [{ ...set, name }];
  });
  const settings = code.types.flatMap((t) =>
    shown(t.file.path) ? [] : t.fact.members.filter((m) => m.kind === 'field' && isList(m.name)).map((m) => ({ t, m })),
  );
  const signals: Signal[] = [
    ...nearestFirst(context, [...filters, ...taken]).map(
      ({ fn, line, name }): Signal => ({
        strength: 'full',
        file: fn.file.path,
        line,
        note: `${name} is applied here`,
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

/** Functions that ask such a list, or work on the tools under a condition that names it. */
function applied(code: Codebase): { fn: FunctionNode; line: number; name: string }[] {
  return code.functions.flatMap((fn) => {
    const about = `${nameOf(fn)} ${fn.file.path.replace(/^.*\//, '')}`;
    if (shown(fn.file.path) || mentions(about, ['prompt', 'merg'])) return [];
    const names = fn.fact.idents.filter(isList);
    const branch = fn.branches.find(
      (b) => b.kind !== 'case' && b.idents.some(isList) && !EMPTY.test(b.test) && consults(fn, b),
    );
    const bound = new Set(fn.assignments.filter((a) => a.idents.some(isList)).map((a) => a.target));
    const within = fn.children.filter((f) => f.fact.argumentOf !== undefined).flatMap((f) => f.calls);
    const call = [...fn.calls, ...within].find(
      (c) =>
        (isList(c.fact.receiver.split(/[.:]/).at(-1) ?? '') || bound.has(c.fact.receiver)) &&
        /^(has|includes|contains|some|any)$/.test(c.fact.name),
    );
    const line = call?.fact.line ?? branch?.line;
    return names.length === 0 || line === undefined ? [] : [{ fn, line, name: names[0] as string }];
  });
}

/** There is no list: what follows applies none. */
const EMPTY = /(size|length)\)?\s*===?\s*0|len\(\w+\) == 0|is_empty\(\)|== nil|is None|=== undefined/;

/** In a condition over the set itself the word needs no tool beside it. */
const OFF =
  /^(disabled|deny|denied|excluded|blocked|forbidden|denylist|blocklist|allowlist|no_[a-z]+|disable_?\w+|exclude)$/;
const ABOUT: Vocabulary = [
  'key',
  'prompt',
  'call',
  'result',
  'status',
  'index',
  'use',
  'provider',
  'block',
  'choice',
  'message',
  'schema',
  'type',
  'output',
  'response',
];

/** `disabledTools`, `excluded_tool_names`, `noTools`: tools with a word that lets in or keeps out, and nothing about their calls. */
function isList(name: string): boolean {
  const words = splitWords(name);
  return (
    words.length <= 4 &&
    !words.includes('all') &&
    (words.includes('tools') || (words.includes('tool') && mentions(words, ['names', 'list', 'filter', 'set']))) &&
    mentions(words, SAYS) &&
    !mentions(
      words.filter((w) => !/^(blocked|blocklist)$/.test(w)),
      ABOUT,
    )
  );
}

/** The arm leaves, or works on the set; reading the list in order to print it applies nothing. */
function consults(fn: FunctionNode, branch: BranchFact): boolean {
  if (branch.exit !== 'none') return true;
  const inside = (line: number): boolean => branch.bodyLine <= line && line <= branch.endLine;
  return (
    fn.assignments.some((a) => inside(a.line) && mentions(a.target, ['tool'])) ||
    fn.calls.some(
      (c) => inside(c.fact.line) && /^(filter|delete|remove|discard|pop|push|add|append|retain)$/.test(c.fact.name),
    )
  );
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
