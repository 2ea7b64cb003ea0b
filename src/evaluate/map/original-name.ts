// `import { writeFile as save }`, `self._ask = completion`: frameworks and effects are known by the names in their modules.
import type { CallNode } from '../../contracts.js';

/** The callee with the name its module gives it, in place of the one it has here. */
export function originalName({ fact, imported }: CallNode): { callee: string; name: string } {
  if (imported === undefined) return { callee: fact.callee, name: fact.name };
  const callee = /^(this|self|cls)\./.test(fact.callee) ? imported : fact.callee.replace(/^\w+/, imported);
  return { callee, name: callee.split(/[.:]/).at(-1) ?? callee };
}
