// Words that give an answer away, strongest first for each question.
import type { Guess } from '../../contracts.js';

export const SIGNS: readonly (Pick<Guess, 'id' | 'value'> & { sign: RegExp })[] = [
  {
    id: 'run.startedBy',
    value: 'schedule',
    sign: /\b(every (night|day|morning|week|hour)|nightly|weekly|hourly|cron)\b/i,
  },
  {
    id: 'run.startedBy',
    value: 'event',
    sign: /\b(when(ever)? an? \w+ (arrives|comes in|is opened|is created)|webhook|(watch|monitor)(es|ing|s)? (our|the|my|an?) [\w ]{0,20}(inbox|mailbox|queue|channel))\b/i,
  },
  { id: 'run.startedBy', value: 'code', sign: /\b(embedded|inside (our|the|my) (app|product|editor)|a button)\b/i },
  {
    id: 'run.startedBy',
    value: 'person',
    sign: /\b(asks?(?! (an?|the|our) (team lead|lead|manager|supervisor|boss|owner)\b)|chats? with|conversation|interactive\w*)\b/i,
  },
  { id: 'run.length', value: 'days', sign: /\b(for days|several days|over days)\b/i },
  { id: 'run.length', value: 'hours', sign: /\b(for hours|several hours|all night|long[- ]running)\b/i },
  { id: 'run.length', value: 'seconds', sign: /\b(in seconds|within seconds|instantly|one call)\b/i },
  { id: 'watching', value: ['auditor'], sign: /\b(audit\w*|compliance|regulat\w+)\b/i },
  { id: 'watching', value: ['nobody'], sign: /\b(unattended|unwatched|nobody watches)\b/i },
  {
    id: 'context.untrusted',
    value: 'yes',
    sign: /\b(customers?|visitors?|mails?|e-?mails?|web ?pages?|the web|tickets?|strangers?)\b/i,
  },
  {
    id: 'context.memory',
    value: 'across-sessions',
    sign: /\b(remembers?|long[- ]term memory|across sessions|learns?)\b/i,
  },
  { id: 'team.maintainers', value: 1, sign: /\b(solo|on my own|alone|by myself|one[- ]person|side project)\b/i },
  { id: 'team.stack', value: 'typescript', sign: /\b(typescript|node(\.?js)?)\b/i },
  { id: 'team.stack', value: 'python', sign: /\bpython\b/i },
  { id: 'team.stack', value: 'rust', sign: /\brust\b/i },
  { id: 'team.stack', value: 'go', sign: /\bgolang\b|\bin Go\b/ },
  { id: 'plans.wanted', value: ['agents'], sign: /\b(swarm|multi[- ]agent|several agents|sub-?agents)\b/i },
  { id: 'plans.wanted', value: ['mcp'], sign: /\bMCP\b/i },
  { id: 'plans.wanted', value: ['plugins'], sign: /\bplug-?ins?\b/i },
];
