// Rust's standard library and tokio, and the crates commonly put on top of them.
// Documentation: https://doc.rust-lang.org/std, https://docs.rs/tokio, and each crate's own.
import type { EffectPattern } from './pattern.js';
import { effects as machine } from './rust/machine.js';
import { effects as services } from './rust/services.js';

export const effects: EffectPattern[] = [...machine, ...services];
