// Node.js, Bun, Deno and web APIs, and the packages commonly put on top of them.
// Documentation: https://nodejs.org/api, https://bun.sh/docs, https://docs.deno.com/api, and each package's own.
import type { EffectPattern } from './pattern.js';
import { effects as editor } from './typescript/editor.js';
import { effects as machine } from './typescript/machine.js';
import { effects as services } from './typescript/services.js';

export const effects: EffectPattern[] = [...machine, ...editor, ...services];
