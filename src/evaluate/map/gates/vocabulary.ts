// Words that hint at a decision. They only count in a condition that stands on the way of an action and stops it.

/** A test that speaks of permission. 'block' is left out: everywhere else it means a block of content. */
export const DECISION = [
  'approv',
  'permission',
  'permit',
  'confirm',
  'consent',
  'authoriz',
  'authoris',
  'unauthori',
  '=allow',
  '=allows',
  'allowed',
  'allowlist',
  'disallow',
  '=deny',
  '=denied',
  'denylist',
  '=denies',
  'forbid',
  '=blocked',
  'blocklist',
  'policy',
  'policies',
  'decision',
  'reject',
  'trusted',
  'untrusted',
  'risk',
  'danger',
  'destructive',
  'unsafe',
  'safety',
  'restricted',
  'whitelist',
  'blacklist',
  'readonly',
  '=verdict',
  'guardrail',
  'veto',
];

/** A test that turns on rules, modes or classes. */
export const RULES = [
  'policy',
  'policies',
  'rule',
  'mode',
  'allow',
  'deny',
  'denied',
  'disallow',
  'whitelist',
  'blacklist',
  'permission',
  'permit',
  'authoriz',
  'authoris',
  'decision',
  'outcome',
  'level',
  'risk',
  'tier',
];

/** Names of switches that let calls through. */
export const BYPASS = ['yolo', 'bypass', 'auto', 'skip', 'dangerously', 'force', 'unattended', 'unsafe', 'disable'];

/** Callbacks that others register to look at a call before it runs. */
export const BEFORE = ['before', '=pre', 'hook', 'hooks', 'intercept', 'middleware', 'guard'];
