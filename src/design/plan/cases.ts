// Where a case stands, as a table that code holds: the model proposes a move inside one state, code makes it or not.
import type { BriefCapability, CaseState } from '../../contracts.js';
import type { Ground } from './ground.js';
import { count, names, phrase } from './say.js';

/** The states of one case, from received to closed; none where a run is the whole of its work. */
export function cases(ground: Ground): CaseState[] {
  if (!ground.cases) return [];
  const { changes } = ground;
  return [
    received(ground),
    open(ground),
    ...changes.flatMap((tool) => ofTool(tool, ground)),
    handed(ground),
    closed(ground),
  ];
}

const doneId = ({ name }: BriefCapability) => `${name}-done`;
const waitingId = ({ name }: BriefCapability) => `${name}-waiting`;
const asks = ({ approval }: BriefCapability) => approval !== 'none';

/** Where a proposed call leads first. */
const entryOf = (tool: BriefCapability) => (asks(tool) ? waitingId(tool) : doneId(tool));

function received({ reads, brief }: Ground): CaseState {
  const first = reads[0];
  return {
    id: 'received',
    means: `known by an id of its own, from ${phrase(first?.touches ?? brief.name)}; nothing was done with it`,
    next: ['open'],
    by: 'code',
  };
}

function open({ reads, changes }: Ground): CaseState {
  return {
    id: 'open',
    means: `the model reads with ${names(reads) || 'what it was given'} and proposes one of ${names(changes, 'or')}`,
    next: [...changes.map(entryOf), 'handed-over', 'closed'],
    by: 'model',
  };
}

function ofTool(tool: BriefCapability, ground: Ground): CaseState[] {
  const { approvers, approvalHours, held } = ground;
  const done: CaseState = {
    id: doneId(tool),
    means: `\`${tool.name}\` is on record with its outcome, once for this case${asks(tool) ? '' : '; code checked the arguments, nobody was asked'}`,
    next: ['open', 'closed'],
    by: 'code',
  };
  if (!asks(tool)) return [done];
  const proposal = tool === held ? '; in phase 1 it is a proposal, and ends in handed-over' : '';
  return [
    {
      id: waitingId(tool),
      means: `\`${tool.name}\` waits for ${approvers}, with its arguments, for ${count(approvalHours, 'hour')} at most${proposal}`,
      next: [doneId(tool), 'handed-over'],
      by: 'person',
    },
    done,
  ];
}

function handed({ approved, brief }: Ground): CaseState {
  const why = approved.length > 0 ? 'a no, no answer, a limit or a doubt' : 'a limit or a doubt';
  return {
    id: 'handed-over',
    means: `${why}: a person has it, with the reason, and ${brief.name} does not touch it again`,
    next: [],
    by: 'nobody',
  };
}

function closed({ brief, changes }: Ground): CaseState {
  return {
    id: 'closed',
    means: `checked in code against what a run is for (${phrase(brief.job.success)}); no move leads to ${names(changes, 'or')} from here`,
    next: [],
    by: 'nobody',
  };
}
