// Python's builtins and standard library, and the packages commonly put on top of them.
// Documentation: https://docs.python.org/3/library, and each package's own.
import type { EffectPattern } from './pattern.js';
import { effects as machine } from './python/machine.js';
import { effects as services } from './python/services.js';

export const effects: EffectPattern[] = [...machine, ...services];
