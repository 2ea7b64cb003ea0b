import type { CallNode } from '../../../contracts.js';

/** Keys of the objects a call is given, and names of its keyword arguments. */
export function givenKeys({ fact: { args }, fn: { file } }: CallNode): string[] {
  const keys = args.flatMap((a) =>
    a.object === undefined ? [] : (file.objects[a.object]?.keys.map((k) => k.name) ?? []),
  );
  return [...keys, ...args.flatMap((a) => a.name ?? [])];
}
