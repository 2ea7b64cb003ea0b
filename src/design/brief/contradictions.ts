// Answers that are each fine and cannot both hold. They are asked about; the plan never picks a side by itself.
import type { BriefCapability, Contradiction, PartialBrief } from '../../contracts.js';

type Check = (brief: PartialBrief) => Contradiction[];

/** Pairs of answers that cannot both hold, in the order of the questions. */
export function contradictions(brief: PartialBrief): Contradiction[] {
  return CHECKS.flatMap((check) => check(brief));
}

const changing = ({ capabilities = [] }: PartialBrief): BriefCapability[] =>
  capabilities.filter((c) => c.effect !== 'read');

const READ_ONLY =
  /\b(read[- ]only|never (writes?|changes?|modif\w+|deletes?)|only reads?|cannot (write|change|delete))\b/i;

/** What the job says it never does, against what a capability does. */
const readOnly: Check = (brief) => {
  const said = [brief.description ?? '', brief.job?.owns ?? ''].flatMap((text) => text.match(READ_ONLY)?.[0] ?? []);
  const [words] = said;
  if (words === undefined) return [];
  return changing(brief).map((c) => ({
    ids: ['description', 'capabilities'],
    says: `the description says '${words}', yet ${c.name} has the effect '${c.effect}' on ${c.touches}`,
    ask: `Is it ${words}, or may it use ${c.name}?`,
  }));
};

/** A reading tool whose own words say that it changes something. */
const wrongEffect: Check = ({ capabilities = [] }) =>
  capabilities
    .filter((c) => c.effect === 'read')
    .flatMap((c) => {
      const verb =
        /^(deletes?|removes?|erases?|writes?|creates?|updates?|edits?|sends?|posts?|pays?|refunds?|buys?|orders?|runs?|executes?)\b/i.exec(
          c.does,
        )?.[0];
      if (verb === undefined) return [];
      return [
        {
          ids: ['capabilities'],
          says: `${c.name} '${c.does}', yet its effect is 'read'`,
          ask: `Does ${c.name} change anything? If so, which effect does it have?`,
        },
      ];
    });

const nobodyToAsk: Check = ({ capabilities = [], run, watching }) => {
  const asking = capabilities.filter((c) => c.approval !== 'none').map((c) => c.name);
  if (asking.length === 0 || watching?.length !== 1 || watching[0] !== 'nobody') return [];
  if (run?.waitsFor?.includes('approver')) return [];
  return [
    {
      ids: ['watching', 'capabilities'],
      says: `${asking.join(', ')} need approval, yet nobody watches and no run waits for an approver`,
      ask: 'Who approves, or does it run without approval?',
    },
  ];
};

const forgottenApprovals: Check = ({ run, capabilities = [] }) => {
  const approver = capabilities.find((c) => c.approval === 'second-person');
  if (approver === undefined || run?.survives === undefined || run.survives.includes('approvals')) return [];
  return [
    {
      ids: ['run.survives', 'capabilities'],
      says: `${approver.name} waits for a second person, yet approvals do not survive a restart`,
      ask: 'Do approvals survive a restart, or may the same person be asked again?',
    },
  ];
};

const lostMemory: Check = ({ run, context }) => {
  if (context?.memory === undefined || context.memory === 'none' || !run?.survives?.includes('nothing')) return [];
  if (context.memory === 'session' && run.length === 'seconds') return [];
  return [
    {
      ids: ['run.survives', 'context.memory'],
      says: `it remembers (${context.memory}), yet nothing survives a restart`,
      ask: 'Does the conversation survive a restart, or does it remember nothing?',
    },
  ];
};

const longAndLost: Check = ({ run }) =>
  run?.length === 'days' && run.survives?.includes('nothing')
    ? [
        {
          ids: ['run.length', 'run.survives'],
          says: 'a run works for days, yet nothing of it survives a restart',
          ask: 'What must the second day still know?',
        },
      ]
    : [];

const harmlessHarm: Check = ({ capabilities = [] }) =>
  capabilities
    .filter((c) => c.approval === 'none' && c.undo === 'no' && c.mistake === 'harm' && c.effect !== 'read')
    .map((c) => ({
      ids: ['capabilities'],
      says: `a wrong ${c.name} does harm and cannot be taken back, yet nobody is asked`,
      ask: `Who agrees before ${c.name} runs, or what makes a wrong call impossible?`,
    }));

const asksAndGoesOn: Check = ({ run, capabilities = [] }) => {
  const asking = capabilities.filter((c) => c.approval !== 'none').map((c) => c.name);
  if (asking.length === 0 || !run?.waitsFor?.includes('nothing')) return [];
  return [
    {
      ids: ['run.waitsFor', 'capabilities'],
      says: `${asking.join(', ')} ${asking.length === 1 ? 'needs' : 'need'} approval, yet a run waits for nothing`,
      ask: 'Does a run, or its case, wait for a yes, or does the tool run without one?',
    },
  ];
};

const waitsForNobody: Check = ({ run, capabilities = [] }) =>
  capabilities.length > 0 && run?.waitsFor?.includes('approver') && capabilities.every((c) => c.approval === 'none')
    ? [
        {
          ids: ['run.waitsFor', 'capabilities'],
          says: `a run waits for an approver, yet no tool needs approval`,
          ask: `Which of ${capabilities.map((c) => c.name).join(', ')} needs a yes, or does a run wait for nobody?`,
        },
      ]
    : [];

/** Whoever sets a tool off also writes what the model reads. */
const trustsAnyone: Check = ({ context, capabilities = [] }) => {
  const open = capabilities.filter((c) => c.invokedBy === 'anyone').map((c) => c.name);
  if (open.length === 0 || context?.untrusted !== 'no') return [];
  return [
    {
      ids: ['context.untrusted', 'capabilities'],
      says: `anyone may set off ${open.join(', ')}, yet it reads nothing that strangers wrote`,
      ask: `Are the words that set off ${open[0]} those of strangers, or may only known users do so?`,
    },
  ];
};

const CHECKS: readonly Check[] = [
  readOnly,
  wrongEffect,
  nobodyToAsk,
  forgottenApprovals,
  lostMemory,
  longAndLost,
  harmlessHarm,
  asksAndGoesOn,
  waitsForNobody,
  trustsAnyone,
];
