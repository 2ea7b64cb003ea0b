// What may go wrong with this product in particular, with what the plan does about it. The worst five.
import type { Design } from '../../contracts.js';
import { danger, type Ground } from './ground.js';
import { alarmDay, needsCompaction } from './limits.js';
import { agree, count, money, names, phrase, places, shown, starter, watchers, whole } from './say.js';

type Risk = Design['risks'][number];
type Rule = (ground: Ground) => Risk | undefined;

const MOST = 5;

export function risks(ground: Ground): Risk[] {
  return RULES.map((rule) => rule(ground))
    .filter((risk) => risk !== undefined)
    .slice(0, MOST);
}

/** Whoever may set a tool off needs no detour over what it reads. */
const talked: Rule = ({ brief, riskiest, approved, approvers }) =>
  riskiest !== undefined && riskiest.invokedBy === 'anyone'
    ? {
        risk: `Somebody talks it into \`${riskiest.name}\`.`,
        because: `anyone may set it off, and the words of ${phrase(brief.job.users)} are all that the model has to go by`,
        answer: approved.includes(riskiest)
          ? `the question to ${approvers} shows its arguments, not the conversation that led to them`
          : `code compares its arguments with ${phrase(riskiest.touches)} before each call, since nobody is asked`,
      }
    : undefined;

/** A read changes nothing and can still do harm: in front of the wrong eyes. */
const seenByOthers: Rule = ({ reads, brief }) => {
  const tool = reads.find((c) => c.mistake === 'harm');
  if (tool === undefined) return undefined;
  return {
    risk: `\`${tool.name}\` shows ${tool.invokedBy === 'anyone' ? 'a stranger' : 'somebody'} what is not theirs.`,
    because: `${tool.invokedBy === 'anyone' ? 'anyone may set it off' : `not all of ${phrase(brief.job.users)} may see all of ${phrase(tool.touches)}`}, and what was shown stays seen`,
    answer: `what a call may return from ${phrase(tool.touches)} is decided by code, from who is asking, and never from an argument that the model fills in`,
  };
};

/** Nobody is asked, and a mistake is not free. */
const unasked: Rule = ({ changes }) => {
  const dear = changes.filter((c) => c.approval === 'none' && c.undo !== 'yes' && c.mistake !== 'nothing');
  const [worst] = dear.sort((a, b) => danger(b) - danger(a));
  if (worst === undefined || worst.mistake === 'rework') return undefined;
  return {
    risk: `A wrong \`${worst.name}\` is noticed after it ${worst.mistake === 'harm' ? 'did harm' : 'cost money'}.`,
    because: `nobody is asked before it, and on ${phrase(worst.touches)} it ${worst.undo === 'no' ? 'cannot be taken back' : 'takes work to undo'}`,
    answer: `a limit on what one call and one day may change, checked by the gate; or a yes for each call, which the brief can ask for`,
  };
};

const injection: Rule = ({ brief, reads, riskiest }) =>
  brief.context.untrusted === 'yes' && riskiest !== undefined && riskiest.invokedBy !== 'anyone'
    ? {
        risk: `Somebody puts an order to call \`${riskiest.name}\` into what ${names(reads, 'or') || 'it'} returns.`,
        because: `the model cannot tell an order from ${phrase(brief.job.users)} from one in ${reads[0]?.touches ?? 'its input'}`,
        answer: `the gate decides from the arguments of \`${riskiest.name}\`, ${riskiest.approval === 'none' ? 'against a list of what it may reach' : 'and a person sees them'}`,
      }
    : undefined;

const misled: Rule = ({ brief, reads, riskiest }) =>
  brief.context.untrusted === 'yes' && riskiest === undefined
    ? {
        risk: `A text found by ${names(reads)} is wrong on purpose and ends up in an answer.`,
        because: `nothing it reads can act, but answers are acted on by ${phrase(brief.job.users)}`,
        answer: 'each statement carries the place it was read from, and a golden task holds a planted lie',
      }
    : undefined;

const double: Rule = ({ final, once, survives, attended }) =>
  final.length > 0
    ? {
        risk: `${names(final, 'or')} happens twice after a crash or a retry.`,
        because: `${agree(final, 'a second call looks', 'second calls look')} like a new wish to ${places(final)}`,
        answer: survives('progress')
          ? `an id is on record before the call, and a call with a known id is not made again${once.length > 0 ? `; a unique key of tool and target refuses a second ${names(once, 'or')} under a new id` : ''}`
          : attended
            ? 'a retry is a new question to a person, never automatic'
            : `a run that failed after ${names(final, 'or')} began is not started again by itself`,
      }
    : undefined;

const fatigue: Rule = ({ approved, brief, attended, approvers }) => {
  const asked = approved.filter((c) => c.approval !== 'first-time').length;
  return asked > 0 && brief.run.perDay > 15
    ? {
        risk: `People say yes to ${names(approved, 'or')} without reading.`,
        because: `${whole(brief.run.perDay)} runs a day can put ${whole(asked * brief.run.perDay)} questions to ${approvers}`,
        answer: attended
          ? `what is safe is named by rule, so that only the rest asks; approvals under 2 seconds are counted`
          : 'questions are collected and shown with what differs from the usual',
      }
    : undefined;
};

const breakout: Rule = ({ executes, brief }) =>
  executes.length > 0
    ? {
        risk: `${names(executes)} ${agree(executes, 'does', 'do')} more than was asked.`,
        because: `a command can be anything, and ${count(brief.team.maintainers, 'maintainer')} cannot list all bad ones`,
        answer:
          'one folder, no keys in its environment, no network unless a run asks for it; patterns come on top of that',
      }
    : undefined;

const unseen: Rule = (ground) => {
  const { attended, brief, has } = ground;
  return attended || brief.run.startedBy === 'code'
    ? undefined
    : {
        risk: `A run that ${starter(brief)} started is wrong for days before anybody looks.`,
        because: has('nobody')
          ? `nobody watches ${count(brief.run.perDay, 'run')} a day`
          : `${watchers(brief)} only ${agree(brief.watching, 'sees', 'see')} what is put in front of ${agree(brief.watching, 'one', 'them')}`,
        answer: `no run in a ${brief.run.startedBy === 'schedule' ? 'day' : 'usual day'} is an alarm too, and so is ${alarmDay(ground)}`,
      };
};

const bill: Rule = ({ brief, estimate }) =>
  brief.run.perDay * estimate.cost > 20 || estimate.cost > brief.cost.perRun / 2
    ? {
        risk: `It costs more than planned: ${money(brief.run.perDay * shown(estimate.cost))} a day is the estimate.`,
        because: `input is ${Math.floor((100 * estimate.input) / (estimate.input + estimate.output))} % of the tokens, and each of ${estimate.turns} calls sends all that was before`,
        answer: `limits per run and day, a stable prefix of ${whole(estimate.prefix)} tokens, results cut to what is needed`,
      }
    : undefined;

const full: Rule = (ground) =>
  needsCompaction(ground)
    ? {
        risk: 'A summary drops the one line that mattered.',
        because: `${ground.brief.run.steps} steps fill ${whole(ground.estimate.peak)} tokens, so history is shortened in a usual run`,
        answer: `old results go first, the job never; a golden task needs a line from step 2 in step ${ground.brief.run.steps}`,
      }
    : undefined;

const stale: Rule = ({ reads, memory }) =>
  memory === 'across-sessions'
    ? {
        risk: 'It answers from memory what has changed since.',
        because: `what it knows of ${reads[0]?.touches ?? 'the world'} is as old as the session it comes from`,
        answer: `a memory names its source and ${names(reads.slice(0, 1)) || 'a tool'} checks it`,
      }
    : undefined;

const late: Rule = ({ brief }) =>
  brief.capabilities.length > brief.team.weeks * brief.team.maintainers
    ? {
        risk: `${count(brief.capabilities.length, 'tool')} are not done in ${count(brief.team.weeks, 'week')}.`,
        because: `a tool with its tests takes about a week of one of ${count(brief.team.maintainers, 'maintainer')}`,
        answer: `the last ones of the list (${names(brief.capabilities.slice(-2))}) are given up first`,
      }
    : undefined;

/** A model call takes about as many seconds as this; the first phase measures it. */
const SECONDS = 2;

const unloved: Rule = ({ brief, estimate }) => {
  if (brief.run.length !== 'seconds') return undefined;
  const wanted = Number(/\b(?:within|under|below|less than) (\d+(?:\.\d+)?) seconds?\b/i.exec(brief.job.success)?.[1]);
  const usual = estimate.turns * SECONDS;
  const short = wanted < usual;
  return {
    risk: `It is too slow for ${phrase(brief.job.users)}.`,
    because: `${estimate.turns} model calls in a row take ${usual} seconds or so${short ? `, and ${wanted} are wanted` : ''}`,
    answer: short
      ? `one call with everything it needs already in the prompt, or a model that answers in ${(wanted / estimate.turns).toFixed(1)} seconds; the 95th percentile in phase 1 decides`
      : `measure the 95th percentile in phase 1; above ${Number.isNaN(wanted) ? usual + estimate.turns : wanted} seconds drop a tool call`,
  };
};

const RULES: readonly Rule[] = [
  breakout,
  seenByOthers,
  unasked,
  talked,
  injection,
  double,
  misled,
  unseen,
  fatigue,
  bill,
  full,
  stale,
  late,
  unloved,
];
