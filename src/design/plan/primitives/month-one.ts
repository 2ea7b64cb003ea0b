// Pool, compaction, audit and agent types: machinery that must be asked for by a number, not by a feeling.
import { carries } from '../agents.js';
import type { Ground } from '../ground.js';
import { needsCompaction } from '../limits.js';
import { count, names, phrase, whole } from '../say.js';
import { later, notNeeded, now, type Rule } from './rule.js';

/** More definitions than this and models begin to pick wrong ones. */
const MANY_TOOLS = 12;

const toolPool: Rule = (ground) => {
  const { brief, wants } = ground;
  const n = brief.capabilities.length;
  if (n > MANY_TOOLS) {
    return now(
      2,
      `${n} tools are ${whole(n * 150)} tokens in each request; a run needs about ${brief.run.steps} calls.`,
    );
  }
  if (carriesServers(ground)) {
    return later(
      `servers bring the list above ${MANY_TOOLS} definitions`,
      `${n} tools of its own fit; it is the announced ones (${phrase(brief.plans.mcpBecause ?? '')}) that may not.`,
    );
  }
  if (wants('agents') && carries(ground)) {
    return later(
      `a third kind of agent is added`,
      `Two kinds of agents have two constants; ${n} tools need no assembly.`,
    );
  }
  return notNeeded(`Every run needs the same: ${count(n, 'definition')}, ${whole(n * 150)} tokens.`);
};

function carriesServers({ brief, wants }: Ground): boolean {
  return wants('mcp') && phrase(brief.plans.mcpBecause ?? '') !== '';
}

const compaction: Rule = (ground) => {
  const { brief, estimate } = ground;
  const share = Math.round((100 * estimate.peak) / brief.cost.window);
  const sum = `${whole(estimate.peak)} of ${whole(brief.cost.window)} tokens`;
  if (needsCompaction(ground)) {
    return now(
      2,
      `Unshortened, a usual run of ${count(brief.run.steps, 'step')} reaches ${sum}, ${share} %: ${share >= 100 ? 'it ends before its work does' : 'one detour and the window is full'}.`,
    );
  }
  if (share <= 5)
    return notNeeded(`A usual run of ${count(brief.run.steps, 'step')} ends at ${sum}; starting anew costs less.`);
  return later(
    `the largest request of 1 in 20 runs is above ${whole(brief.cost.window / 2)} tokens`,
    `A usual run reaches ${sum}, ${share} %; until then a limit that ends the run is enough.`,
  );
};

const permissionAudit: Rule = ({ brief, has, changes, approved, attended, riskiest }) => {
  if (riskiest === undefined)
    return notNeeded(`No permission is asked for ${names(brief.capabilities, 'or')}, so none is on record.`);
  const weighty = approved.filter(
    (c) => c.approval === 'second-person' || c.mistake === 'money' || (c.mistake === 'harm' && !attended),
  );
  if (has('auditor') || weighty.length > 0) {
    return now(
      2,
      approved.length === 0
        ? `An auditor will ask why ${names(changes)} ran although nobody was asked: by which rule, with which arguments.`
        : `${has('auditor') ? 'An auditor will ask' : `It will be disputed`} who agreed to ${names(weighty.length > 0 ? weighty : approved)}, with which arguments.`,
    );
  }
  return later(
    `the first call of ${names(approved.length > 0 ? approved : changes, 'or')} is approved by somebody other than who asked for it`,
    approved.length === 0
      ? `Nobody is asked before ${names(changes, 'or')}, so there is no decision to keep; what ran is in the log or the result.`
      : `Until then the one who says yes is the one who would read the record${has('user') ? ', and sits in front of it' : ''}.`,
  );
};

const agentTypes: Rule = (ground) => {
  const { brief, wants, estimate } = ground;
  if (wants('agents') && carries(ground)) {
    return now(
      2,
      `Two kinds of agents are planned for a reason that holds: ${phrase(brief.plans.agentsEvidence ?? '')}.`,
    );
  }
  if (wants('agents')) {
    return later(
      `one agent fails 5 of 20 golden tasks because its window is full or its reads wait for each other`,
      `${count(brief.plans.agents ?? 2, 'agent')} were wished for without a reason that carries them; one has room: ${whole(estimate.peak)} of ${whole(brief.cost.window)} tokens.`,
    );
  }
  return notNeeded(
    `One agent with ${count(brief.capabilities.length, 'tool')} is planned, and nobody asked for a second.`,
  );
};

export const monthOne: Record<string, Rule> = {
  'tool-pool': toolPool,
  compaction,
  'permission-audit': permissionAudit,
  'agent-types': agentTypes,
};
