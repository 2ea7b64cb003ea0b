// Functions that stand under a tool's name in a table of the code.
import type { FunctionNode } from '../../../contracts.js';
import type { Survey } from '../survey.js';

/** A table of functions by tool name: `{ bash: run_bash }`. */
export function handlersUnder(survey: Survey, name: string): FunctionNode[] {
  return survey.code.objects.flatMap(({ fact, file, fn }) => {
    const key = fact.keys.find((k) => k.name === name && (k.kind === 'reference' || k.fn !== undefined));
    if (key === undefined) return [];
    const inline = key.fn === undefined ? [] : fn.children.filter((child) => child.index === key.fn);
    const named = survey.code.functions.filter((f) => f.fact.name === key.text.split(/[.:]/).at(-1));
    const near = named.filter((f) => f.file === file);
    const beside = named.filter((f) => f.file.language === file.language && f.file.package === file.package);
    return [...inline, ...(near.length > 0 ? near : beside.slice(0, 2))];
  });
}
