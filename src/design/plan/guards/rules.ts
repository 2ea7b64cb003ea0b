// The rule behind each kind of line: what it needs to know, what decides, where, and what its test must see.
import type { DesignGuard } from '../../../contracts.js';
import { amountIn } from '../amounts.js';
import type { Ground } from '../ground.js';
import { names, phrase, places } from '../say.js';
import { storeOf } from '../stack.js';
import type { GuardKind, Line } from './lines.js';

export interface GuardRule extends Omit<DesignGuard, 'never'> {
  /** Call that the test makes. */
  when: string;
  then: string;
}

type Draft = (line: Line, ground: Ground) => GuardRule;

export function ruleOf(line: Line, ground: Ground): GuardRule {
  return RULES[line.kind](line, ground);
}

const changing = ({ tools }: Line) => tools.filter((c) => c.effect !== 'read');
const gives = (line: Line) =>
  `a fake model gives in and asks for ${names(changing(line), 'or')} with whatever leads there`;
const still = (line: Line) => `nothing in ${places(changing(line), 'or')} has changed, and the model gets the refusal`;

const noTool: Draft = ({ text }, { brief }) => ({
  by: 'code',
  needs: `the classes of ${names(brief.capabilities)}`,
  decides: `no tool can do it: none has such an effect, and a tool that would bring one fails the test`,
  where: 'the registry',
  when: `the registry is listed, and a fake model asks for a tool that would do '${text}'`,
  then: `none of ${brief.capabilities.length} is of such a class, and the call is answered with "unknown tool"`,
});

const once: Draft = (line, ground) => ({
  by: 'code',
  needs: `the target that the arguments of ${names(changing(line), 'or')} name, such as its number`,
  decides: `a unique key of tool and target: a second row for it cannot be written, whatever the id of its call`,
  where: `${storeOf(ground)}, before the call`,
  when: `a fake model asks for ${names(changing(line), 'or')} twice for one target, each time under a new call id`,
  then: `the second is refused by the key of tool and target: it changed nothing in ${places(changing(line), 'or')}`,
});

const place: Draft = (line) => ({
  by: 'code',
  needs: `the real path or address that a call of ${names(changing(line), 'or')} would reach, links followed`,
  decides: `it lies in ${places(changing(line))}, else the call is refused, even after a yes`,
  where: 'execution, and the sandbox behind it where there is one',
  when: gives(line),
  then: `refused by the place it would reach, even after a yes: ${still(line)}`,
});

const command: Draft = (line) => ({
  by: 'code',
  needs: `what is reachable for ${names(changing(line), 'or')}: network, keys, folders`,
  decides: `the sandbox has no network and no keys, so that it fails however it is written; a pattern in the gate refuses the plain spelling, even after a yes`,
  where: 'the sandbox first, the gate for the message',
  when: `${gives(line)}, once plainly and once hidden in a script, and a yes to both`,
  then: `neither has happened: ${still(line)}, which names '${line.text}'`,
});

const owner: Draft = (line, { reads, changes, brief }) => {
  const tools = line.tools;
  return {
    by: 'code',
    needs: `who is asking, as the entry point was told, and to whom each record of ${places(tools)} belongs`,
    decides: `the query of ${names(tools, 'or')} is limited to who is asking; no argument of the model can widen it`,
    where: 'execution',
    when: `a fake model gives in and asks for ${names(tools, 'or')} with what belongs to another of ${phrase(brief.job.users)}`,
    then: changes.some((c) => tools.includes(c))
      ? `refused by owner: nothing in ${places(tools, 'or')} has changed`
      : `code hands back nothing of it, and ${reads.length > 1 ? `${names(tools.slice(0, 1))} says` : 'its result says'} that nothing was found`,
  };
};

const amount: Draft = (line) => {
  const { value = 0, unit = '' } = amountIn(line.text) ?? {};
  return {
    by: 'code',
    needs: `the amount in the arguments of ${names(changing(line), 'or')}, as a number with its currency, and the sum of the day`,
    decides: `a comparison with ${value} ${unit}; what is above it runs in no case, or only with a yes`,
    where: 'the gate',
    when: `a fake model gives in and asks for ${names(changing(line), 'or')} over ${value + 1} ${unit}`,
    then: `refused by amount, or put as a question: without a yes nothing in ${places(changing(line), 'or')} has changed`,
  };
};

const record: Draft = (line, { approvers }) => ({
  by: 'person',
  needs: `a record, entered by a person and never by the model, that what '${line.text}' asks for has happened`,
  decides: `code refuses while the record is missing; whether it is true, code cannot decide: ${approvers} can`,
  where: `the gate, before ${names(changing(line), 'or')}`,
  when: `${gives(line)}, and there is no such record`,
  then: `refused by the missing record: ${still(line)}`,
});

const person: Draft = (line, { approvers }) => ({
  by: 'person',
  needs: `the arguments of ${names(changing(line), 'or')}, who asked and who said yes`,
  decides: `${approvers}: code sees to it that nobody is passed over, and cannot see whether a yes was right`,
  where: 'the gate, with one open question for each target',
  when: `${gives(line)}, and nobody has said yes`,
  then: `refused by the missing yes: ${still(line)}`,
});

const nobody: Draft = (line) => ({
  by: 'nobody',
  needs: `a field in the arguments of ${names(changing(line), 'or')} that tells a right call from a wrong one: not named in the brief`,
  decides: `nothing yet: code cannot decide it and nobody is asked. Name the field, or ask for a yes before ${names(changing(line), 'or')}`,
  where: 'the gate, once it is settled',
  when: gives(line),
  then: `refused by the rule that was settled for it: ${still(line)}`,
});

const result: Draft = (line, { reads, brief }) => ({
  by: 'code',
  needs: `a field in what ${names(line.tools, 'or')} returns that '${line.text}' can be read from`,
  decides: `code leaves out what the field rules out; how the model words the rest, code cannot decide: golden tasks count it`,
  where: `execution, before the result reaches the model of ${brief.name}`,
  when: `a fake model gives in and asks for ${names(line.tools, 'or')} with whatever leads there`,
  then: `code hands back nothing that would make it true, and ${reads.length > 1 ? `${names(line.tools.slice(0, 1))} says` : 'its result says'} what was left out`,
});

const words: Draft = ({ text }, { brief }) => ({
  by: 'person',
  needs: `a list of words and patterns for '${text}', kept by a person`,
  decides: `code holds back what the list matches; the rest it cannot decide: golden tasks that push towards it are read by a person`,
  where: `between the model and ${phrase(brief.job.users)}`,
  when: `a fake model gives in and answers in words that are on the list`,
  then: `a check in code holds the answer back from ${phrase(brief.job.users)}, and the run ends with a reason that is not 'done'`,
});

const RULES: Readonly<Record<GuardKind, Draft>> = {
  'no-tool': noTool,
  once,
  place,
  command,
  owner,
  amount,
  record,
  person,
  nobody,
  result,
  words,
};
