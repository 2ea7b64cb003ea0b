// Rules, decisions, pools and kinds of agents: who may do what, tried with this product's tools.
import type { BriefCapability } from '../../../contracts.js';
import type { Ground } from '../ground.js';
import { agree, count, names, phrase } from '../say.js';
import { INTERPRETED } from './golden.js';
import type { Test, TestRule } from './rule.js';

/** The tool a rule or a decision is about: one that needs a yes, else one that changes something, else one that reads. */
function decided({ approved, held, example }: Ground): BriefCapability {
  return approved.find((tool) => tool !== held) ?? approved[0] ?? example;
}

const boundary = (criterion: string, given: string, when: string, then: string): Test => ({
  kind: 'boundary',
  criterion,
  given,
  when,
  then,
});

const rules: TestRule = (ground) => {
  const { example, executes, brief } = ground;
  const server = phrase(brief.plans.mcpBecause ?? '');
  const [shell] = executes;
  const code = shell !== undefined && INTERPRETED.test(`${shell.does} ${shell.touches}`);
  const [safe, unsafe] = code
    ? ['"df.head()"', '"df.head(); os.remove(path)"']
    : ['"git status"', '"git status; rm -rf ."'];
  return [
    boundary(
      'permission-system/policy-as-data',
      `a settings file with one line that denies \`${example.name}\``,
      `a fake model asks for \`${example.name}\`, the line is deleted, and it asks again`,
      `the second call alone reaches ${example.touches}, and no code was changed between them`,
    ),
    ...(shell === undefined
      ? []
      : [
          boundary(
            'permission-system/preapproved',
            `a list that names ${safe} as safe for \`${shell.name}\`, and a counter of questions`,
            `\`${shell.name}\` gets ${safe} and then ${unsafe}`,
            `the first runs with 0 questions, the second is asked about 1 time`,
          ),
        ]),
    boundary(
      'tool-registry/source-tag',
      `a fake server that offers 1 tool (planned: ${server}), beside ${names(brief.capabilities)}`,
      'the registry is listed',
      `the server's tool names the server as its source, and ${brief.capabilities.length} are marked as ${brief.name}'s own`,
    ),
    boundary(
      'permission-system/trust-tiers',
      `\`${example.name}\`, and a tool of the same name and class from a server`,
      'a fake model asks for both and no rule names either',
      `the server's tool is asked about although \`${example.name}\` ${ground.approved.includes(example) ? 'was agreed to' : 'runs free'}`,
    ),
  ];
};

const audit: TestRule = (ground) => {
  const tool = decided(ground);
  const { attended, approved, has } = ground;
  const reader = has('auditor') ? 'the auditor' : has('operator') ? 'an operator' : 'whoever doubts it';
  return [
    boundary(
      'permission-audit/first-class',
      `${count(3, 'decision')}: two about \`${tool.name}\`, one about another tool`,
      `${reader} asks for those about \`${tool.name}\``,
      `2 objects come back, each with its outcome and ${approved.includes(tool) ? 'who decided' : 'the rule that decided'}`,
    ),
    boundary(
      'permission-audit/durable',
      `a process that refuses \`${tool.name}\` on ${tool.touches} and is killed at once`,
      'a new process lists the decisions',
      `the refusal of \`${tool.name}\` is there, with its target and its time`,
    ),
    boundary(
      'permission-audit/handlers',
      `the same call of \`${tool.name}\` with somebody at the screen, and from a job without one`,
      'the gate decides',
      `${attended ? 'the first' : 'only the first'} puts 1 question, the second puts 0 and refuses \`${tool.name}\``,
    ),
    boundary(
      'permission-audit/revocable',
      `a yes to \`${tool.name}\` that holds for one place in ${tool.touches}`,
      'it is taken back and the same call comes again',
      `the question about \`${tool.name}\` is put again; before that, another place was not covered`,
    ),
    ...(approved.length > 0
      ? []
      : [
          boundary(
            'permission-audit/recorded',
            `one call of \`${tool.name}\` that a rule allows and one that it refuses`,
            'both were handled',
            `2 records name \`${tool.name}\`, its arguments, and allowed or denied`,
          ),
        ]),
  ];
};

const pool: TestRule = ({ brief, reads, changes, example }) => {
  const few = Math.max(1, Math.min(4, brief.capabilities.length - 1));
  return [
    boundary(
      'tool-pool/assembled',
      `a kind of task that needs ${few} of ${count(brief.capabilities.length, 'tool')}`,
      'its first request is built',
      `it carries ${few} of ${names(brief.capabilities)}, and a call of one that is left out is answered with an error`,
    ),
    boundary(
      'tool-pool/by-context',
      `a run that may only read`,
      'its pool is built',
      `${changes.length === 0 ? `it holds ${names(reads)} and nothing of a server` : `it holds 0 of ${names(changes)}, and a run that may change things holds ${agree(changes, 'it', 'them')}`}`,
    ),
    boundary(
      'tool-pool/deny-list',
      `a configuration that switches \`${example.name}\` off`,
      `a run starts and the fake model asks for \`${example.name}\` anyway`,
      `\`${example.name}\` is in no request, and the call is answered with "not available"`,
    ),
  ];
};

const kinds: TestRule = ({ brief, reads, changes, riskiest, example }) => {
  const acts = riskiest ?? example;
  return [
    boundary(
      'agent-types/own-tools',
      `the reader of ${brief.name}, and a fake model that asks it for \`${acts.name}\``,
      'it runs',
      `its requests offer ${names(reads) || 'no tool'} alone, and \`${acts.name}\` ran 0 times on ${acts.touches}`,
    ),
    boundary(
      'agent-types/declared',
      `the table of the kinds of agents of ${brief.name}`,
      'one is asked for that is not in it',
      `none starts, and the answer lists those that there are`,
    ),
    boundary(
      'agent-types/enforced',
      `a reader that may make 3 model calls, and a fake model that asks it for ${names(reads.slice(0, 1)) || 'a tool'} or a further agent for ever`,
      'it runs',
      `it ends after 3 with a reason, and no agent was started by it`,
    ),
    boundary(
      'agent-types/isolated',
      `a reader that calls ${names(reads.slice(0, 1)) || 'its tool'} 5 times`,
      `its result is back with the agent that has ${names(changes) || 'the conversation'}`,
      `that history grew by 1 call and 1 result, and none of the 5 texts is in it`,
    ),
  ];
};

export const policy: TestRule[] = [rules, audit, pool, kinds];
