// The upgrade path in full.
import type { UpgradeStep } from '../../contracts.js';
import { EFFORT } from '../text/labels.js';
import { code, inline } from './escape.js';
import { scenario } from './findings.js';

export function steps(path: readonly UpgradeStep[]): string[] {
  if (path.length === 0) return [];
  return ['## Upgrade path', ...path.flatMap((step) => ['', ...one(step)])];
}

function one(step: UpgradeStep): string[] {
  return [
    `### Step ${step.step}: ${inline(step.title)}`,
    '',
    `${inline(step.because)} Effort: ${EFFORT[step.effort]}.`,
    '',
    ...(step.touch.length === 0 ? [] : [`- **Touch:** ${step.touch.map(code).join(', ')}`]),
    `- **Done when:** ${inline(step.done)}`,
    `- **Closes:** ${step.criteria.map(code).join(', ')}`,
    ...step.confirm.flatMap((test) => scenario(test)),
  ];
}
