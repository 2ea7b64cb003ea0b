// What differs between the two hosts: front matter, how the script is called, which files configure the host's own
// agents, and the manifests of its plugins. Everything else is shared.

const about = {
  summary: 'Evaluate and design agent harnesses: the part around the model, by twelve primitives, with evidence.',
  author: 'The harness authors',
};

/** Claude Code puts the folder of the skill in place of the variable. */
const CLAUDE_SCRIPT = 'node "\u0024{CLAUDE_SKILL_DIR}/scripts/harness.mjs"';

const DESCRIPTION = [
  'Evaluates and designs agent harnesses: the part of an AI agent around the model, such as tools, permissions,',
  'sessions, budgets, events, logs and tests. Use when the user builds, reviews, audits, grades or debugs an agent,',
  'an agent loop, a tool-calling app or a coding assistant; asks what their agent lacks or what to build first; or',
  'describes symptoms such as surprising or dangerous tool calls, sessions that die or lose work, stale or overflowing',
  'context, runaway cost, actions done twice, or runs that nobody can explain. Also use to plan a new agent: it',
  'interviews the user and writes a lean, phased architecture. Runs a static analysis with file and line evidence, without',
  'a key or network. Not for choosing models, writing prompts, or general code review.',
].join('\n  ');

const claude = {
  id: 'claude-code',
  title: 'Claude Code',
  description: DESCRIPTION,
  run: CLAUDE_SCRIPT,
  runNote:
    'Keep the quotes: the path may hold spaces. Claude Code fills in the folder of this skill; if a variable stands there\ninstead, put in the folder that this file stands in.',
  // Only what cannot write: `evaluate` and `design` write files that are named on the command line, so they ask.
  allowedTools: [
    'Read',
    'Grep',
    'Glob',
    `Bash(${CLAUDE_SCRIPT} --version)`,
    `Bash(${CLAUDE_SCRIPT} explain *)`,
    `Bash(${CLAUDE_SCRIPT} catalogue *)`,
  ].join(' '),
  inHost: [
    '- The user may call this skill as `/harness evaluate`, `/harness design` or `/harness` alone; in a plugin, `/harness:harness`.',
    '- Ask interview questions with the question tool, a topic per call, with the choices of questions.md.',
    '- A packet of more than about twenty questions may be split among read-only subagents by primitive. Give each its',
    '  questions, the instructions of the packet and the rules under *Never*; check what comes back; write one file of answers.',
    "- If the target's harness is Claude Code's own configuration, its files are `.claude/settings*.json`, `.claude/agents/`,",
    '  `.claude/hooks/`, `.mcp.json` and `CLAUDE.md`. Prompts among them prove nothing; permissions and hooks do.',
  ].join('\n'),
  manifest: {
    path: '.claude-plugin/plugin.json',
    value: (version) => ({
      name: 'harness',
      version,
      description: about.summary,
      author: { name: about.author },
      license: 'MIT',
      keywords: ['agent', 'harness', 'evaluation', 'design'],
    }),
  },
  marketplace: {
    path: '.claude-plugin/marketplace.json',
    value: (version) => ({
      name: 'harness',
      owner: { name: about.author },
      metadata: { description: about.summary, version },
      plugins: [{ name: 'harness', source: './skills/claude-code', description: about.summary, version }],
    }),
  },
};

const codex = {
  id: 'codex',
  title: 'Codex',
  description: DESCRIPTION,
  run: 'node "<folder of this SKILL.md>/scripts/harness.mjs"',
  runNote:
    'Put in the absolute path of the folder that this file stands in, and keep the quotes: it may hold spaces. No variable\nholds it.',
  allowedTools: '',
  inHost: [
    '- The user may call this skill as `$harness`, with what they want behind it.',
    '- Ask interview questions in the conversation, one topic per message, with the choices of questions.md as a list.',
    '- Answer the packet yourself, in order, a few questions at a time. Write the answers as you go.',
    '- The sandbox may refuse to write outside of the workspace: then use a temporary folder for `<scratch>`, and ask.',
    "- If the target's harness is Codex's own configuration, its files are `.codex/config.toml`, `.codex/agents/`,",
    '  `.agents/skills/` and `AGENTS.md`. Prompts among them prove nothing; approval policies, sandbox modes and hooks do.',
  ].join('\n'),
  openai: {
    displayName: 'Harness',
    shortDescription: 'Evaluate and design agent harnesses with evidence',
    defaultPrompt: 'Use $harness to evaluate the agent in this repository.',
  },
  manifest: {
    path: '.codex-plugin/plugin.json',
    value: (version) => ({
      name: 'harness',
      version,
      description: about.summary,
      author: { name: about.author },
      license: 'MIT',
      keywords: ['agent', 'harness', 'evaluation', 'design'],
      skills: './skills/',
      interface: {
        displayName: 'Harness',
        shortDescription: 'Evaluate and design agent harnesses with evidence',
        longDescription:
          'Reads an agent and judges the part around its model by twelve primitives, with file and line evidence, an upgrade path and confirming tests. Or interviews you and plans a lean harness, phase by phase, before a line is written.',
        developerName: about.author,
        category: 'Developer Tools',
        capabilities: ['Read', 'Write'],
        defaultPrompt: [
          'Evaluate the agent in this repository and tell me what to fix first.',
          'Help me design the harness of a new agent.',
          'My agent loses its work when it crashes. Find out why.',
        ],
      },
    }),
  },
  marketplace: {
    path: '.agents/plugins/marketplace.json',
    value: () => ({
      name: 'harness',
      interface: { displayName: 'Harness' },
      plugins: [
        {
          name: 'harness',
          source: { source: 'local', path: './skills/codex' },
          policy: { installation: 'AVAILABLE', authentication: 'ON_INSTALL' },
          category: 'Developer Tools',
        },
      ],
    }),
  },
};

export const HOSTS = [claude, codex];
