// Permission boundaries: each tool that needs a yes is refused without one.
import { bounded } from '../amounts.js';
import { agree, count, names, places, whole } from '../say.js';
import { kitOf } from '../stack.js';
import type { TestRule } from './rule.js';

const refused: TestRule = ({ approved, attended, approvers, approvalHours, cases }) =>
  approved.map((tool) => ({
    kind: 'boundary',
    criterion: 'permission-system/gate',
    given: `a fake model that asks for \`${tool.name}\`, and ${tool.approval === 'second-person' ? 'a yes from the one who asked' : attended ? `a no from ${approvers}` : `no answer from ${approvers}`}`,
    when:
      attended || tool.approval === 'second-person'
        ? 'the call is handled'
        : `the question is ${count(approvalHours, 'hour')} old`,
    then: `\`${tool.name}\` ran 0 times on ${tool.touches}, and the run ${attended ? 'goes on with the refusal' : cases ? 'has gone on with the next case; this one is handed over' : 'ends as refused'}`,
    about: tool,
  }));

/** What is held back in phase 1 is declared, so that the gate is tried on it before it can do anything. */
const proposed: TestRule = ({ held }) =>
  held === undefined
    ? []
    : [
        {
          kind: 'boundary',
          criterion: 'permission-system/gate',
          given: `a fake model that asks for \`${held.name}\` twice for one target in phase 1, under two call ids`,
          when: 'the gate decides',
          then: `\`${held.name}\` ran 0 times, 1 proposal is open for that target, and the model is told so both times`,
        },
      ];

const lapsed: TestRule = ({ approved, approvers, approvalHours }) =>
  approved.slice(0, 1).map((tool) => ({
    kind: 'boundary',
    criterion: 'permission-system/fail-closed',
    given: `a question about \`${tool.name}\` that ${approvers} left open for ${count(approvalHours, 'hour')}`,
    when: 'a yes arrives 1 minute later',
    then: `it counts as a no: \`${tool.name}\` ran 0 times, and the reason is 'unanswered'`,
    about: tool,
  }));

const classes: TestRule = ({ reads, changes }) =>
  changes.length === 0
    ? []
    : [
        {
          kind: 'boundary',
          criterion: 'permission-system/action-classes',
          given: `one call each of ${names([...reads, ...changes])}, and no to every question`,
          when: 'a fake model makes them in one turn',
          then: `${reads.length === 0 ? '' : `${names(reads)} ran; `}${names(changes)} ${agree(changes, 'is', 'are each')} on record as refused, as free by rule or as a proposal`,
        },
        {
          kind: 'boundary',
          criterion: 'tool-registry/side-effect-class',
          given: `the entries of ${names(changes)}${reads.length === 0 ? '' : `, and copies of ${places(reads)}`}`,
          when: `the class of each is read${reads.length === 0 ? '' : `, and ${names(reads)} ${agree(reads, 'runs', 'run')} on the copies`}`,
          then: `${agree(changes, 'it is', changes.length === 2 ? 'both are' : `all ${changes.length} are`)} of a class that changes something${reads.length === 0 ? '' : ', and the copies are the same byte for byte'}`,
        },
      ];

const readOnly: TestRule = ({ reads, changes, brief }) =>
  changes.length > 0
    ? []
    : [
        {
          kind: 'boundary',
          criterion: brief.capabilities.length === 1 ? 'verification/harness-tests' : 'tool-registry/side-effect-class',
          given: `${names(reads)}, and ${agree([...new Set(reads.map((c) => c.touches))], 'a copy', 'copies')} of ${places(reads)}`,
          when: `${agree(reads, 'it', 'each')} runs with 3 sets of arguments`,
          then: `what was copied is the same byte for byte, and no class but read is offered`,
        },
      ];

const contained: TestRule = ({ brief, executes, changes }) => {
  const tools = executes.length > 0 ? executes : brief.shape === 'code-agent' ? changes : [];
  return tools.slice(0, 1).map((tool) => ({
    kind: 'boundary',
    criterion: 'permission-system/containment',
    given: `a file outside of ${tool.touches}, and a link to it from inside`,
    when: `\`${tool.name}\` is asked for "../secret.txt", the absolute path and the link`,
    then: `the file is neither read nor changed in any of the 3`,
    about: tool,
  }));
};

const typed: TestRule = (ground) => {
  const tool = ground.example;
  return [
    {
      kind: 'boundary',
      criterion: 'tool-registry/validated-input',
      given: `a call of \`${tool.name}\` that misses an argument, and one with a number for a text`,
      when: `they are checked by ${kitOf(ground).schema}`,
      then: `\`${tool.name}\` ran 0 times, and both results name the argument`,
      about: tool,
    },
  ];
};

const closed: TestRule = ({ changes, riskiest }) =>
  riskiest === undefined
    ? []
    : [
        {
          kind: 'boundary',
          criterion: 'permission-system/fail-closed',
          given: `a rule for ${names(changes, 'or')} that does not parse, and a tool nobody declared`,
          when: 'each is asked for once',
          then: `neither runs: a broken rule opens the way to nothing, least of all to \`${riskiest.name}\``,
        },
      ];

const declared: TestRule = (ground) => {
  const { capabilities } = ground.brief;
  return [
    {
      kind: 'boundary',
      criterion: 'tool-registry/declared',
      given: `the declarations of ${names(capabilities)}, and no running agent`,
      when: `${kitOf(ground).tests} reads them`,
      then: `${agree(capabilities, 'it has', capabilities.length === 2 ? 'both have' : `all ${capabilities.length} have`)} a description and a schema, and \`${capabilities.at(-1)?.name ?? ''}\` ran 0 times`,
    },
    {
      kind: 'boundary',
      criterion: 'tool-registry/enumerable',
      given: `a registry of ${count(capabilities.length, 'tool')}, and the names that execution accepts`,
      when: `both are read`,
      then: `each holds ${names(capabilities)} 1 time, and nothing else`,
    },
  ];
};

const audited: TestRule = ({ approved, has }) => {
  const [tool] = approved;
  if (tool === undefined) return [];
  return [
    {
      kind: 'boundary',
      criterion: 'permission-audit/recorded',
      given: `one yes and one no to \`${tool.name}\``,
      when: `${has('auditor') ? 'the auditor' : 'whoever doubts it'} lists decisions on ${tool.touches}`,
      then: `both are there with arguments, who decided and what came of it`,
      about: tool,
    },
  ];
};

const amounts: TestRule = ({ brief }) =>
  bounded(brief).map(({ tool, amount: { value, unit } }) => ({
    kind: 'boundary',
    criterion: 'permission-system/gate',
    given: `calls of \`${tool.name}\` over ${value} and ${value + 1} ${unit}, and a day at ${whole(value * brief.run.perDay)} ${unit} that gets one more`,
    when: 'the gate compares them, before anything runs',
    then: `only the first passes by its amount; the second ${tool.approval === 'none' ? 'is refused' : 'waits for its yes'}, and the call above the day's sum waits for an operator`,
    about: tool,
  }));

export const boundary: TestRule[] = [
  amounts,
  refused,
  proposed,
  lapsed,
  classes,
  readOnly,
  contained,
  typed,
  closed,
  declared,
  audited,
];
