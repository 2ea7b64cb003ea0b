// Go's standard library, and the modules commonly put on top of it.
// Documentation: https://pkg.go.dev/std, and each module's own page on pkg.go.dev.

import { effects as machine } from './go/machine.js';
import { effects as services } from './go/services.js';
import type { EffectPattern } from './pattern.js';

export const effects: EffectPattern[] = [...machine, ...services];
