import type { Primitive } from '../../contracts.js';
import { whenActing } from '../kit/applicability.js';

export const primitive: Primitive = {
  id: 'permission-audit',
  number: 11,
  tier: 'month-one',
  title: 'Permission audit',
  question: 'Who let this action through, when, for which arguments, and by which rule?',
  why: 'A gate that forgets cannot be trusted or improved. After an incident nobody can tell whether a person clicked "always", a rule was too wide, or the check was skipped in CI; and a grant given once in a hurry keeps opening the door for months because nothing lists it.',
  pattern:
    'Make a permission decision an object: tool, target, outcome, who or what decided, scope and time. Return it from the gate, append it to a lasting record, and let other code query it. Let the context choose the decider (a person at the terminal, a headless policy, a parent agent), and give every remembered grant a scope and a way to take it back.',
  claudeCode:
    'Analyses of its architecture that became public in March 2026 reported permissions as first-class, queryable state with three handlers for three contexts: interactive, where a person answers; coordinator, where an orchestrating agent decides for its workers; and swarm worker, which has no user to ask.',
  yours:
    'Let the gate return `{ tool, target, outcome, by, at }` instead of a boolean and append that line to the event log you already have; `/permissions` prints and removes the remembered ones. Two deciders, interactive and headless, cover a single-agent harness. Coordinators and swarm workers are for those who have them, and role-based access control is for those who have an auditor.',
  requires: ['permission-system', 'event-log'],
  appliesWhen: 'some tool can write, execute, send or spend, so there are decisions worth recording',
  applies: ({ map }) => whenActing(map),
};
