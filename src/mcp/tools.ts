// The tools that a host without skills gets.
import type { Offered } from './tool.js';
import { design } from './tools/design.js';
import { evaluate } from './tools/evaluate.js';
import { explain } from './tools/explain.js';

export const offered: readonly Offered[] = [evaluate, explain, design];
