// Where the plan does not follow a wish, it says so, with the price of the wish and what would change the advice.
import type { Brief, Pushback } from '../../contracts.js';
import { carries, price } from './agents.js';
import { estimate as estimateOf } from './estimate.js';
import type { Ground } from './ground.js';
import { needsCompaction } from './limits.js';
import { answers } from './pushback/answers.js';
import { count, list, money, names, phrase, whole } from './say.js';

type Rule = (ground: Ground) => Pushback[];

export function pushback(ground: Ground): Pushback[] {
  return RULES.flatMap((rule) => rule(ground));
}

const severalAgents: Rule = (ground) => {
  if (!ground.wants('agents') || carries(ground)) return [];
  const { brief, reads, changes } = ground;
  const n = brief.plans.agents ?? 2;
  return [
    {
      wish: `${count(n, 'agent')}`,
      advice: `One agent with ${names(brief.capabilities)}.`,
      because: `${price(ground, n)}. ${brief.team.maintainers === 1 ? '1 person' : `${brief.team.maintainers} people`} would keep ${n} prompts, ${n} budgets and ${(n * (n - 1)) / 2} hand-overs working${changes.length > 0 ? `, and ${names(changes)} would have ${n} callers to guard` : ''}.`,
      evidence: `One agent, run on 20 golden tasks, fails at least 5 because its window is full (more than ${whole(brief.cost.window * 0.75)} tokens) or because ${names(reads.length > 0 ? reads : brief.capabilities)} take most of the time and do not depend on each other.`,
    },
  ];
};

const plugins: Rule = ({ brief, wants, changes }) => {
  if (!wants('plugins')) return [];
  const because = phrase(brief.plans.pluginsBecause ?? '');
  if (because !== '' && brief.team.maintainers > 1) {
    return [
      {
        wish: `plugins: ${because}`,
        advice: `Data first: what others would change goes into a file that ${brief.name} reads, not into code that it runs.`,
        because: `The first author is known, but not yet what they need beyond ${names(brief.capabilities)}; a file needs no sandbox and no version of an interface.`,
        evidence: `The first author names a case that a file cannot express, after phase 2.`,
      },
    ];
  }
  return [
    {
      wish: because === '' ? 'plugins' : `plugins: ${because}`,
      advice: `Add tools to the registry of ${brief.name} in code until somebody else asks twice.`,
      because: `A plugin may call anything that ${changes.length === 0 ? 'the process may' : names(changes)} can; ${count(brief.team.maintainers, 'maintainer')} would review, version and sandbox what others write.`,
      evidence: `Two people outside the team offer a tool for ${brief.name} and cannot wait for a release.`,
    },
  ];
};

const mcp: Rule = ({ brief, wants }) => {
  if (!wants('mcp')) return [];
  const because = phrase(brief.plans.mcpBecause ?? '');
  if (because !== '') return [];
  return [
    {
      wish: 'MCP servers',
      advice: `${count(brief.capabilities.length, 'tool')} of its own first; no server in phase 1.`,
      because: `No server was named. Every definition a server announces costs about 150 tokens in each of ${brief.run.steps + 1} calls, and its tools would stand beside ${names(brief.capabilities)} with less trust.`,
      evidence: `A named server offers something that would take more than a week to write as a tool of ${brief.name}.`,
    },
  ];
};

const memory: Rule = ({ brief, memory: planned }) =>
  brief.context.memory !== planned
    ? [
        {
          wish: 'memory across sessions',
          advice: `Begin with ${planned === 'session' ? 'the session' : 'the work itself'}; write down by hand what is repeated in it.`,
          because: `Nobody has seen yet what is worth remembering from ${whole(brief.run.perDay)} runs a day, and what is remembered about ${brief.capabilities[0]?.touches ?? 'anything'} goes stale.`,
          evidence: `In 50 sessions the same fact is typed again in 10 or more.`,
        },
      ]
    : [];

const tooCheap: Rule = ({ brief, estimate }) =>
  estimate.cost > brief.cost.perRun
    ? [
        {
          wish: `${money(brief.cost.perRun)} per run`,
          advice: `Allow ${money(estimate.cost * 1.5)}, or ${fewer(brief)}take a cheaper model.${estimate.cachedCost <= brief.cost.perRun ? ` Where the vendor caches known prefixes, about ${money(estimate.cachedCost)} is enough: measure that first.` : ''}`,
          because: `A usual run reads ${whole(estimate.input)} tokens and writes ${whole(estimate.output)}, which is ${money(estimate.cost)} uncached and before anything goes wrong.`,
          evidence: `Ten measured runs stay below ${money(brief.cost.perRun)}.`,
        },
      ]
    : [];

/** How many tool calls the allowance pays for, as a part of a sentence; empty when not even one. */
function fewer(brief: Brief): string {
  const cost = (steps: number): number => estimateOf({ ...brief, run: { ...brief.run, steps } }).cost;
  let steps = brief.run.steps;
  while (steps > 0 && cost(steps) > brief.cost.perRun) steps -= 1;
  return steps === 0 ? '' : `plan for ${count(steps, 'tool call')} instead of ${brief.run.steps}, or `;
}

const tooManyTools: Rule = ({ brief }) => {
  const most = brief.team.maintainers * 6;
  const late = brief.capabilities.slice(most);
  return late.length === 0
    ? []
    : [
        {
          wish: count(brief.capabilities.length, 'tool'),
          advice: `Begin with ${most}; ${list(late.map((c) => `\`${c.name}\``))} come later.`,
          because: `Each tool is a permission, a test and a description the model can misread; ${count(brief.team.maintainers, 'maintainer')} keep about ${most} honest.`,
          evidence: `A golden task fails for want of one of them.`,
        },
      ];
};

const noCompaction: Rule = (ground) => {
  const { brief, estimate } = ground;
  if (!needsCompaction(ground) || brief.shape !== 'chat-assistant') return [];
  return [
    {
      wish: `${brief.run.steps} tool calls in one conversation`,
      advice: `Shorten what ${names(ground.reads)} return before summarising what was said.`,
      because: `${whole(estimate.perTurn)} tokens per call fill ${whole(estimate.peak)} of ${whole(brief.cost.window)}; most of it is tool output.`,
      evidence: `Trimmed results still pass half of the window in 1 of 20 conversations.`,
    },
  ];
};

const RULES: readonly Rule[] = [severalAgents, plugins, mcp, memory, tooCheap, tooManyTools, noCompaction, ...answers];
