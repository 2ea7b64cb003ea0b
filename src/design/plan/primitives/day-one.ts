// The registry, the gate, the session and the state of the work: what cannot be added to a harness that lacks it.
import { awaited, count, kept, money, names, phrase, places, starter, whole } from '../say.js';
import { later, notNeeded, now, type Rule } from './rule.js';

const toolRegistry: Rule = ({ brief, changes }) => {
  const { capabilities } = brief;
  if (capabilities.length === 1 && changes.length === 0) {
    return later(
      'a second tool is written',
      `${names(capabilities)} is the only tool: a constant beside the call says as much as a registry of one entry.`,
    );
  }
  return now(
    1,
    changes.length === 0
      ? `${capabilities.length} tools are offered from one list, and a test over that list shows that none of ${names(capabilities, 'or')} changes anything.`
      : `The gate reads the class of ${names(changes, 'or')} from it; without the list there is nothing to decide by.`,
  );
};

const permissionSystem: Rule = ({ brief, riskiest, reads }) => {
  if (riskiest === undefined) {
    return brief.context.untrusted === 'yes' && reads.length > 1
      ? later(
          'the first tool whose effect is not read is proposed',
          `${names(reads)} only read. What strangers wrote can mislead an answer, but there is nothing it could set off.`,
        )
      : notNeeded(`Nothing but reading is planned (${names(reads)}); there is no side effect to stand in front of.`);
  }
  const cost = { nothing: 'costs little', rework: 'costs rework', money: 'costs money', harm: 'does harm' }[
    riskiest.mistake
  ];
  return now(
    1,
    `One wrong \`${riskiest.name}\` ${cost}${riskiest.undo === 'no' ? ' and cannot be taken back' : ''}${brief.context.untrusted === 'yes' ? ', and what strangers wrote can ask for it' : `; a prompt that forbids it is a request, and ${count(brief.run.perDay, 'run')} a day will test it`}.`,
  );
};

const sessionPersistence: Rule = ({ brief, survives, estimate, attended }) => {
  if (survives('conversation')) {
    return now(
      1,
      `The conversation must survive a restart; losing one after ${estimate.turns} model calls costs ${money(estimate.cost)} and the patience of ${phrase(brief.job.users)}.`,
    );
  }
  if (survives('nothing')) {
    return notNeeded(
      `Nothing has to survive: a run lasts ${brief.run.length} and starting over costs ${money(estimate.cost)}.`,
    );
  }
  return later(
    `3 of ${whole(Math.min(1000, Math.max(30, brief.run.perDay * 30)))} runs had to read again after a wait or a restart what they knew before it, at ${money(estimate.cost)} each or less`,
    `What must survive is ${kept(brief)}, and that is workflow state; ${attended ? 'the conversation can be begun again from it' : `the words of a run that ${starter(brief)} started are read by nobody`}.`,
  );
};

const workflowState: Rule = ({ brief, survives, waitsFor, changes, final }) => {
  const waits = brief.run.waitsFor.filter((w) => w === 'approver' || w === 'outside-system' || w === 'clock');
  const away = waits.some((w) => w !== 'approver') && brief.run.length !== 'seconds' && !survives('nothing');
  if (survives('progress') || survives('approvals') || away) {
    const done = final.length > 0 ? `; a repeated ${names(final, 'or')} would happen a second time` : '';
    return now(
      1,
      `${waits.length > 0 ? `A run waits for ${awaited(waits)}` : `A run takes ${brief.run.steps} steps`}, and a restart must find ${kept(brief)}${done}.`,
    );
  }
  if (changes.length === 0) {
    return notNeeded(
      `No step of ${names(brief.capabilities)} changes anything, so asking again is always safe${waitsFor('user') ? ' and the conversation says where it stands' : ''}.`,
    );
  }
  return later(
    `${names(changes, 'or')} has run twice for one request, even once`,
    `A run of ${brief.run.length} is repeated as a whole; what ${names(changes)} did shows in ${places(changes)}.`,
  );
};

export const dayOne: Record<string, Rule> = {
  'tool-registry': toolRegistry,
  'permission-system': permissionSystem,
  'session-persistence': sessionPersistence,
  'workflow-state': workflowState,
};
