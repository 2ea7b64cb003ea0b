// Which kind of rule a line of what must never happen asks for: read from its words and from the tools it is about.
import type { BriefCapability } from '../../../contracts.js';
import { amountIn } from '../amounts.js';
import type { Ground } from '../ground.js';
import { phrase } from '../say.js';
import { spokenOf } from './spoken.js';

/** One line with the tools it is about; the first one is what its test asks for. */
export interface Line {
  text: string;
  tools: BriefCapability[];
  kind: GuardKind;
}

export type GuardKind =
  | 'no-tool'
  | 'once'
  | 'place'
  | 'command'
  | 'owner'
  | 'amount'
  | 'record'
  | 'person'
  | 'nobody'
  | 'result'
  | 'words';

/** What must never happen, line by line, with what each is about. */
export function linesOf(ground: Ground): Line[] {
  return ground.brief.job.never.map(phrase).map((text) => {
    const tools = doing(text, spokenOf(text, ground));
    return { text, tools, kind: kindOf(text, tools, ground) };
  });
}

/** What a line speaks of, and the effect a tool needs to do it. */
const DEEDS: [RegExp, BriefCapability['effect']][] = [
  [/\b(sends?|sent|mailed|posted|posts?|published|publishes|reach(es|ed)?)\b/i, 'send'],
  [/\b(deletes?|deleted|erased?|erases)\b/i, 'delete'],
  [/\b(paid|pays?|payments?|refund(s|ed)?|charged|bought)\b/i, 'spend'],
];

/** Of tools that share words with the line, those with the effect it speaks of, where there are such. */
function doing(text: string, tools: BriefCapability[]): BriefCapability[] {
  const able = tools.filter(({ effect }) => DEEDS.some(([says, of]) => says.test(text) && of === effect));
  return able.length > 0 ? able : tools;
}

const TWICE = /\b(twice|double|doubled|duplicates?d?|a second time|more than once|again)\b/i;
const ELSEWHERE = /\b(outside|beyond|other than|another (folder|directory|repository|project))\b/i;
const OWNERS = /\b(another|others?|someone else|somebody else|not theirs|strangers?)\b/i;
const UNSEEN =
  /\b(only one person|unapproved|without (an? |the |any )?(yes|approval|consent|agreement|confirmation|human|person|review)|not (read|seen|approved)|nobody)\b/i;
const WITHOUT = /\bwithout\b/i;

function kindOf(text: string, tools: readonly BriefCapability[], ground: Ground): GuardKind {
  const changing = tools.filter((c) => c.effect !== 'read');
  if (undoable(text, ground)) return 'no-tool';
  if (tools.length === 0) return 'words';
  if (changing.length === 0) return OWNERS.test(text) ? 'owner' : 'result';
  if (TWICE.test(text) && changing.some((c) => c.effect !== 'execute')) return 'once';
  if (ELSEWHERE.test(text)) return 'place';
  if (changing.some((c) => c.effect === 'execute')) return 'command';
  if (amountIn(text) !== undefined) return 'amount';
  const asked = changing.some((c) => c.approval !== 'none');
  if (UNSEEN.test(text)) return asked ? 'person' : 'nobody';
  if (WITHOUT.test(text)) return 'record';
  if (OWNERS.test(text)) return 'owner';
  return asked ? 'person' : 'nobody';
}

/** No tool of this product has the effect that the line speaks of: it cannot happen, and a test keeps it so. */
function undoable(text: string, { brief, executes }: Ground): boolean {
  const [deed] = DEEDS.filter(([says]) => says.test(text));
  if (deed === undefined || executes.length > 0) return false;
  return !brief.capabilities.some(({ effect }) => DEEDS.some(([says, of]) => says.test(text) && of === effect));
}
