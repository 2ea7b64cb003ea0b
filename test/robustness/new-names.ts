// Renaming identifiers to words that say nothing. Names of files go along; manifests, data files, keys of the wire
// format and names of events stay, because others read them.
import { extensionOf, type Files, type FullLanguage, isCode } from './full-harness.js';

/** Own names of functions, types, fields and files that tell what they are for. */
export const TELLING: Record<FullLanguage, string[]> = {
  typescript: words(
    'ActionClass actionClass inWorkspace clip policySchema Policy Decision DANGEROUS loadPolicy Gate gate permits decide',
    'decision denied granted classify SessionRecord Session session skipped resume COMPACT_AT KEEP_RECENT',
    'estimateTokens compact summary StopReason AgentEvent LogCategory EventLog Limits maxTurns maxTokens DEFAULT_LIMITS',
    'Harness harness limitReached reached spent runCall onEvent askPerson permissions compaction events loop MAX_OUTPUT',
  ),
  python: words(
    'ActionClass action_class in_workspace clip Policy policy Decision decision DANGEROUS load_policy classify decide',
    'permitted granted Ask ask Session session resume skipped COMPACT_AT KEEP_RECENT estimate_tokens compact summary',
    'is_tool_result StopReason EventLog Limits max_turns max_tokens Harness harness limit_reached spent run_call',
    'ask_person permissions compaction events loop MAX_OUTPUT',
  ),
  rust: words(
    'ActionClass in_workspace clip Policy policy Decision decision DANGEROUS load_policy classify decide permits granted',
    'Gate gate Ask ask person Session session resume skipped COMPACT_AT KEEP_RECENT estimate_tokens compact summary',
    'StopReason EventLog Limits max_turns max_tokens Agent agent limit_reached spent run_call turns permission',
    'compaction events MAX_OUTPUT Terminal',
  ),
  go: words(
    'Class InWorkspace clip Policy policy Decision decision dangerous classify decide Permits granted Gate askPerson',
    'Session session Resume Skipped compactAt keepRecent estimateTokens compact summary StopReason',
    'Limits MaxTurns MaxTokens DefaultLimits limitReached spent runCall permission Agent agent maxOutput AddMessage',
    'AddUsage events',
  ),
};

const NEUTRAL = words(
  'alder amber aspen basil birch bramble briar cedar clover coral cypress daisy ebony elder fennel fern flint gorse',
  'hazel heath holly ivy jade juniper larch laurel lilac linden lupin maple moss myrtle nettle oak olive onyx opal',
  'pearl pine poplar quartz reed rowan rush sage sedge slate sorrel spruce teasel thistle thyme topaz tulip violet',
  'walnut willow yarrow yew zinnia acacia acorn anise aster balsam barley beech',
);

/** The files with each telling name replaced, in code and in the names of code files. */
export function renamed(language: FullLanguage, files: Files): Files {
  const names = new Map(TELLING[language].map((name, i) => [name, inStyleOf(name, neutral(i))]));
  const swap = (text: string): string => text.replace(/[A-Za-z_]\w*/g, (word) => names.get(word) ?? word);
  const all = Object.values(files).join('\n');
  const missing = TELLING[language].filter((name) => !new RegExp(`\\b${name}\\b`).test(all));
  if (missing.length > 0) throw new Error(`nothing is named ${missing.join(', ')}`);
  const entries = Object.entries(files).map(([path, text]): [string, string] => {
    if (!isCode(language, path)) return [path, text];
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const base = path.slice(folder.length, -extensionOf(language).length);
    return [`${swap(folder)}${swap(base)}${extensionOf(language)}`, swap(text)];
  });
  return Object.fromEntries(entries);
}

function neutral(index: number): string {
  const word = NEUTRAL[index];
  if (word === undefined) throw new Error('more telling names than neutral words');
  return word;
}

/** Public names of Go start with a capital letter, constants are shouted: the style carries meaning, the word none. */
function inStyleOf(name: string, word: string): string {
  if (/^[A-Z][A-Z_]+$/.test(name)) return word.toUpperCase();
  return /^[A-Z]/.test(name) ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
}

function words(...lines: string[]): string[] {
  return lines.join(' ').split(' ');
}
