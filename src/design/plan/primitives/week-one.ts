// Budget, events, log and tests: what turns a loop that works into one that can be left running.
import { tokenLimit, turnLimit } from '../limits.js';
import { agree, count, money, names, phrase, shown, starter, watchers, whole } from '../say.js';
import { kitOf } from '../stack.js';
import { later, notNeeded, now, type Rule } from './rule.js';

const tokenBudget: Rule = (ground) => {
  const { brief, estimate } = ground;
  const over = estimate.cost > brief.cost.perRun ? `, of which ${money(brief.cost.perRun)} a run is allowed` : '';
  const day = `${count(brief.run.perDay, 'run')} a day at ${money(estimate.cost)}`;
  return now(
    1,
    `${day}: ${money(brief.run.perDay * shown(estimate.cost))} a day${over}; ${turnLimit(ground)} calls or ${whole(tokenLimit(ground))} tokens end one${ground.attended || ground.has('program') ? '' : ', since nobody sits beside it'}.`,
  );
};

const streamingEvents: Rule = ({ brief, has }) => {
  if (has('user') && brief.run.length !== 'seconds') {
    return now(
      1,
      `A user watches for ${brief.run.length} and must see which of ${names(brief.capabilities)} is running, and be able to stop it.`,
    );
  }
  if (has('program') || has('user')) {
    return now(
      2,
      `${brief.run.startedBy === 'code' ? 'The calling code' : 'Whoever waits'} needs one typed end for a run of ${brief.run.length}: a result, a limit or an error; text would have to be parsed.`,
    );
  }
  if (has('operator')) {
    return later(
      `operators ask 3 times in ${count(Math.min(1000, brief.run.perDay * 30), 'run')} what one is doing right now`,
      `Operators look at runs after the fact; the log shows ${names(brief.capabilities)} with their outcomes.`,
    );
  }
  return notNeeded(
    has('nobody')
      ? `Nobody watches: what ${names(brief.capabilities.slice(-1))} leaves behind is all that is seen of a run.`
      : `While it runs nobody looks; ${watchers(brief)} ${agree(brief.watching, 'comes', 'come')} afterwards, and ${agree(brief.watching, 'reads', 'read')} records.`,
  );
};

const eventLog: Rule = ({ brief, has, attended, changes, memory }) => {
  if (has('auditor') || (has('operator') && !attended)) {
    return now(
      1,
      `${has('auditor') ? 'An auditor' : 'An operator'} learns from it alone what ${names(changes.length > 0 ? changes : brief.capabilities)} did; ${attended ? 'whoever asked for a run is no record of it' : `a run that ${starter(brief)} starts leaves no other witness`}.`,
    );
  }
  if (has('operator') || has('program')) {
    return now(
      2,
      `With ${whole(brief.run.perDay)} runs a day the question is which of them failed, and ${has('operator') ? 'an operator' : 'the product'} cannot read transcripts for it.`,
    );
  }
  return later(
    `3 wrong results in ${whole(Math.min(1000, brief.run.perDay * 30))} runs are not explained by the stored ${memory === 'none' ? 'output' : 'session'}`,
    has('nobody')
      ? `Nobody would read it yet: ${count(brief.run.perDay, 'run')} a day ${brief.run.perDay === 1 ? 'is' : 'are'} judged by what ${names(changes.length > 0 ? changes : brief.capabilities)} left behind.`
      : `Only ${watchers(brief)} looks, and sees each of ${brief.run.steps} steps as it happens.`,
  );
};

const verification: Rule = (ground) => {
  const { brief, riskiest } = ground;
  return now(
    1,
    `'${phrase(brief.job.success)}' can be checked by ${kitOf(ground).tests} with a fake model before a real one is paid for${riskiest === undefined ? '' : `; that \`${riskiest.name}\` is refused ${riskiest.approval === 'none' ? 'outside of its limits' : 'without a yes'} is the first test`}.`,
  );
};

export const weekOne: Record<string, Rule> = {
  'token-budget': tokenBudget,
  'streaming-events': streamingEvents,
  'event-log': eventLog,
  verification,
};
