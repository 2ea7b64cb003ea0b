// Each capability as a row: how risky, who agrees, what is recorded, how far a mistake reaches, whether it can be undone.
import type { Approval, BriefCapability, DesignCapability, EffectClass } from '../../contracts.js';
import type { Ground } from './ground.js';
import { phrase } from './say.js';

export function permissions(ground: Ground): DesignCapability[] {
  return ground.brief.capabilities.map((capability) => row(capability, ground));
}

/** What code behind a tool of this effect may do. Whatever else it does is drift. */
const ALLOWS: Record<BriefCapability['effect'], EffectClass[]> = {
  read: ['read', 'network', 'database'],
  write: ['read', 'write', 'network', 'database'],
  send: ['read', 'network', 'database', 'message'],
  spend: ['read', 'network', 'database', 'spend'],
  delete: ['read', 'write', 'network', 'database', 'delete'],
  execute: ['read', 'write', 'network', 'shell', 'eval'],
};

function row(capability: BriefCapability, ground: Ground): DesignCapability {
  const { name, does, effect } = capability;
  const risk = classOf(capability);
  const approval = approvalFor(capability, ground);
  return {
    name,
    does: phrase(does),
    effect,
    phase: ground.held === capability ? 2 : 1,
    allows: ALLOWS[effect],
    class: risk,
    approval,
    because: `${whyClass(capability, risk)}; ${whyApproval(capability, approval, ground)}${ground.held === capability ? '; until phase 2 each call is kept as a proposal, one for each target, and the way it is done and approved today stays' : ''}`,
    audit: evidence(capability, approval),
    blastRadius: radius(capability),
    reversibility: reversibility(capability),
  };
}

export function classOf({ effect, undo, mistake }: BriefCapability): DesignCapability['class'] {
  if (effect === 'read') return 'read';
  const dear = mistake === 'money' || mistake === 'harm';
  return effect === 'execute' || effect === 'delete' || (undo === 'no' && dear) || effect === 'spend'
    ? 'destructive'
    : 'mutate';
}

/** The builder's answer stands, but for a destructive tool that strangers can set off: then somebody is always asked. */
function approvalFor(capability: BriefCapability, { brief }: Ground): Approval {
  const exposed = brief.context.untrusted === 'yes' && capability.undo === 'no';
  if (capability.approval === 'first-time' && exposed && classOf(capability) === 'destructive') return 'every-time';
  return capability.approval;
}

function whyClass({ name, touches, mistake, undo }: BriefCapability, risk: DesignCapability['class']): string {
  if (risk === 'read' && mistake === 'nothing') return `reads from ${touches} and changes nothing there`;
  const cost = { nothing: 'costs nothing', rework: 'costs rework', money: 'costs money', harm: 'does harm' }[mistake];
  const back = { yes: 'can be taken back', 'with-work': 'takes work to undo', no: 'cannot be taken back' }[undo];
  if (risk === 'read') return `changes nothing in ${touches}, yet what is shown wrongly ${cost}`;
  return `a wrong \`${name}\` on ${touches} ${cost} and ${back}`;
}

function whyApproval(capability: BriefCapability, approval: Approval, { brief, approvers }: Ground): string {
  const listed =
    capability.effect === 'execute'
      ? '; in phase 1 that is every command, from phase 2 on all but those on a written list of exact ones'
      : '';
  if (approval !== capability.approval) {
    return `asked every time and not only once, because ${brief.name} reads what strangers wrote; a yes comes from ${approvers}${listed}`;
  }
  switch (approval) {
    case 'none':
      return capability.effect === 'read' ? 'nobody is asked' : `nobody is asked, so the limit is in what it can reach`;
    case 'first-time':
      return `one yes from ${approvers} holds for ${capability.touches} until the session ends`;
    case 'every-time':
      return `each call is shown to ${approvers}, with its arguments, before it runs${listed}`;
    case 'second-person':
      return `a yes comes from ${approvers}, never from whoever asked for the call`;
  }
}

function evidence({ name, effect, touches, mistake }: BriefCapability, approval: Approval): string[] {
  if (effect === 'read') return mistake === 'harm' ? ['who asked', `where in ${touches}`, 'time'] : [];
  const decided = approval === 'none' ? [] : [approval === 'second-person' ? 'who asked, who agreed' : 'who agreed'];
  return [`\`${name}\` with its arguments`, `where in ${touches}`, 'run and call id', ...decided, 'outcome', 'time'];
}

function radius({ touches, invokedBy, effect }: BriefCapability): string {
  const who = {
    anyone: 'set off by anyone',
    'known-users': 'set off by signed-in users',
    operators: 'set off by operators only',
    schedule: 'set off without a person present',
  }[invokedBy];
  const reach = effect === 'execute' ? `everything the process may do, meant for ${touches}` : touches;
  return `${reach}; ${who}`;
}

function reversibility({ effect, undo, touches }: BriefCapability): string {
  if (effect === 'read') return undo === 'no' ? 'what was shown stays seen' : 'nothing to undo';
  if (undo === 'yes') return `undone at once: what a call replaced in ${touches} is kept`;
  if (undo === 'with-work') return `undone by hand in ${touches}`;
  return effect === 'execute'
    ? 'final: recorded before it is done, never repeated by itself'
    : 'final: recorded under tool and target before it is done, and no second one for that target';
}
