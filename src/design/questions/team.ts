// Who builds it, in what and by when; and what they would like to have that may not be worth its price yet.
import type { AgentsReason, PartialBrief, Question, QuestionChoice } from '../../contracts.js';

type Wish = 'plugins' | 'mcp' | 'agents';
const wants = (wish: Wish) => (brief: PartialBrief) => brief.plans?.wanted?.includes(wish) ?? false;

const REASONS: (QuestionChoice & { value: AgentsReason })[] = [
  { value: 'isolation', label: 'A part must have fewer permissions', hint: 'such as reading what strangers wrote' },
  { value: 'context', label: 'A part floods the window of the rest', hint: 'and only its result is needed' },
  { value: 'parallel-reads', label: 'Independent reading takes too long one by one' },
  { value: 'separate-owners', label: 'Different teams build and release the parts' },
  { value: 'better-results', label: 'Specialists should give better results' },
  { value: 'none', label: 'No particular reason yet' },
];

export const team: Question[] = [
  {
    id: 'team.maintainers',
    ask: 'How many people will maintain it?',
    why: 'What one person cannot keep in their head is pushed back or comes later.',
    kind: 'number',
    min: 1,
    max: 1000,
    whole: true,
    default: () => 1,
  },
  {
    id: 'team.stack',
    ask: 'What is it written in?',
    why: 'Storage, schemas and the test runner in the plan are those of the stack.',
    kind: 'choice',
    choices: [
      { value: 'typescript', label: 'TypeScript' },
      { value: 'python', label: 'Python' },
      { value: 'rust', label: 'Rust' },
      { value: 'go', label: 'Go' },
      { value: 'other', label: 'Something else' },
    ],
    default: () => 'typescript',
  },
  {
    id: 'team.weeks',
    ask: 'In how many weeks do the first users have it?',
    why: 'Phases are cut to it: what does not fit before that day is not in the first phase.',
    kind: 'number',
    min: 1,
    max: 104,
    whole: true,
    default: () => 6,
  },
  {
    id: 'plans.wanted',
    ask: 'Do you plan any of these?',
    why: 'Each one costs work before it earns any; the plan says what would have to be true first.',
    kind: 'multi',
    mayBeEmpty: true,
    choices: [
      { value: 'plugins', label: 'Plugins by others' },
      { value: 'mcp', label: 'MCP servers' },
      { value: 'agents', label: 'Several agents' },
    ],
    default: () => [],
  },
  {
    id: 'plans.pluginsBecause',
    ask: 'Who would write a plugin, and for what?',
    why: 'A plugin system without a named first author is pushed back.',
    kind: 'text',
    mayBeEmpty: true,
    default: () => '',
    applies: wants('plugins'),
  },
  {
    id: 'plans.mcpBecause',
    ask: 'Which MCP servers, and what do they give that a tool of your own would not?',
    why: 'Tools from a server come with less trust; with one server, a tool of your own is often less work.',
    kind: 'text',
    mayBeEmpty: true,
    default: () => '',
    applies: wants('mcp'),
  },
  {
    id: 'plans.agents',
    ask: 'How many agents?',
    why: 'Each one multiplies prompts, budgets, failures and what must be tested.',
    kind: 'number',
    min: 2,
    max: 1000,
    whole: true,
    default: () => 2,
    applies: wants('agents'),
  },
  {
    id: 'plans.agentsReason',
    ask: 'Why several?',
    why: 'Four reasons can carry the cost; without one of them the plan has one agent.',
    kind: 'choice',
    choices: REASONS,
    default: () => 'none',
    applies: wants('agents'),
  },
  {
    id: 'plans.agentsEvidence',
    ask: 'What did you measure, or what exactly must be kept apart?',
    why: 'A reason with a number or a name behind it changes the plan; a hope does not.',
    kind: 'text',
    mayBeEmpty: true,
    default: () => '',
    applies: wants('agents'),
  },
];
