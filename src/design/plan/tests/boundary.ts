// Permission boundaries: each tool that needs a yes is refused without one.
import { names } from '../say.js';
import { kitOf } from '../stack.js';
import type { TestRule } from './rule.js';

const refused: TestRule = ({ approved, attended }) =>
  approved.map((tool) => ({
    kind: 'boundary',
    criterion: 'permission-system/gate',
    given: `a fake model that asks for \`${tool.name}\`, and ${tool.approval === 'second-person' ? 'a yes from the one who asked' : attended ? 'a user who says no' : 'nobody who answers'}`,
    when: 'the call is handled',
    then: `\`${tool.name}\` ran 0 times on ${tool.touches}, and the run ${attended ? 'goes on with the refusal' : 'waits or ends as refused'}`,
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
          then: `${reads.length === 0 ? 'none has run' : `only ${names(reads)} ran`}; ${names(changes)} are each on record as refused or as free by rule`,
        },
      ];

const readOnly: TestRule = ({ reads, changes, brief }) =>
  changes.length > 0
    ? []
    : [
        {
          kind: 'boundary',
          criterion: brief.capabilities.length === 1 ? 'verification/harness-tests' : 'tool-registry/side-effect-class',
          given: `${names(reads)}, and a copy of ${reads[0]?.touches ?? 'the data'}`,
          when: 'each runs with 3 sets of arguments',
          then: `the copy is the same byte for byte, and no class but read is offered`,
        },
      ];

const contained: TestRule = ({ brief, executes, changes }) => {
  const tools = executes.length > 0 ? executes : brief.shape === 'code-agent' ? changes : [];
  return tools.slice(0, 1).map((tool) => ({
    kind: 'boundary',
    criterion: 'permission-system/containment',
    given: `a file beside ${tool.touches}, and a link to it from inside`,
    when: `\`${tool.name}\` is asked for "../secret.txt", the absolute path and the link`,
    then: `the file is neither read nor changed in any of the 3`,
    about: tool,
  }));
};

const typed: TestRule = (ground) => {
  const tool = ground.riskiest;
  if (tool === undefined) return [];
  return [
    {
      kind: 'boundary',
      criterion: 'tool-registry/validated-input',
      given: `a call of \`${tool.name}\` that misses an argument, and one with a number for a text`,
      when: `${kitOf(ground).schema} checks them`,
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
          then: `neither runs: a broken rule never opens the way to \`${riskiest.name}\``,
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
      then: `all ${capabilities.length} have a description and a schema, and \`${capabilities.at(-1)?.name ?? ''}\` ran 0 times`,
    },
    {
      kind: 'boundary',
      criterion: 'tool-registry/enumerable',
      given: `a registry of ${capabilities.length} and whatever execution accepts`,
      when: `both are listed`,
      then: `both are ${names(capabilities)}, each 1 time`,
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

export const boundary: TestRule[] = [refused, classes, readOnly, contained, typed, closed, declared, audited];
