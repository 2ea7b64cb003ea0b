// Words of code that decides about actions. A name is a hint: it says where to look, never what a verdict is.
import type { Vocabulary } from '../../words.js';

/** Names of code that decides whether an action may happen. */
export const PERMISSION: Vocabulary = [
  'approv',
  'permission',
  'permit',
  'consent',
  'confirm',
  'authoriz',
  'authoris',
  'allow',
  '=deny',
  'denied',
  'policy',
  'policies',
  'decision',
  'decide',
  'decider',
  'trust',
  'safety',
  'danger',
  'destructive',
  'risk',
  'blacklist',
  'whitelist',
  'denylist',
  'forbid',
  'grant',
  'gate',
];
