// What the declared types of agents carry: prompts, tools, limits, models.
import type { JudgeContext } from '../../contracts.js';
import { mentions, type Vocabulary } from '../../words.js';
import type { Signal } from './judgement.js';

/** Types (not nodes) with a key about this: full where at least half of them have it, else half. At most four. */
export function typesWith({ code, map }: JudgeContext, words: Vocabulary, note: string): Signal[] {
  const types = map.agentTypes.filter((t) => t.how !== 'node');
  const having = types.filter((t) => t.keys.some((k) => mentions(k, words)));
  const strength = having.length * 2 >= types.length ? 'full' : 'half';
  return having.slice(0, 4).map((t) => {
    const fn = code.at(t.site.file, t.site.line);
    return {
      strength,
      file: t.site.file,
      line: t.site.line,
      note: `${t.name} ${note}`,
      ...(fn === undefined ? {} : { fn }),
    };
  });
}
