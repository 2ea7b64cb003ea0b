// Statements are often constants: what a call is told is then the text of the constant and not its name.
import type { ArgFact, FileFacts } from '../../../contracts.js';

const NAME = /^[A-Za-z_$]\w*$/;
const TEXTS = new Set(['string', 'template', 'binary', 'other', 'call']);

/** Arguments with the text of the file's constants in the place of their names. */
export function spelledOut(file: FileFacts, args: readonly ArgFact[]): readonly ArgFact[] {
  if (!args.some((a) => a.kind === 'reference' && NAME.test(a.text))) return args;
  return args.map((arg) => {
    if (arg.kind !== 'reference' || !NAME.test(arg.text)) return arg;
    const value = file.values.find((v) => v.name === arg.text && TEXTS.has(v.kind));
    return value === undefined ? arg : { ...arg, text: value.text };
  });
}
