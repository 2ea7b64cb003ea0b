// Says what a store holds. No single name decides: what is written, the function, its type, the path and the file each
// have a say, in that order, so that one odd name among them does not turn a session into a log.
import type { Store } from '../../../contracts.js';
import { mentions, splitWords, type Vocabulary } from '../../../words.js';

export type Holds = Store['holds'];

/** Something that was read about an access to a store, and how much it says. */
export interface Hint {
  text: string;
  weight: number;
}

const SESSION: Vocabulary = [
  'session',
  'conversation',
  'convo',
  'transcript',
  'trajector',
  'message',
  'histor',
  'chat',
  'thread',
  'dialog',
  'rollout',
];
const STATE: Vocabulary = [
  'state',
  'status',
  'task',
  'todo',
  'subtask',
  '=plan',
  '=plans',
  'workflow',
  '=job',
  '=jobs',
  'phase',
  'progress',
  '=step',
  '=steps',
  'stage',
  'manifest',
  'pending',
  'ledger',
  'checkpoint',
  'queue',
  '=run',
  '=runs',
];
const LOG: Vocabulary = [
  '=log',
  '=logs',
  'logger',
  'logging',
  'debug',
  'trace',
  'telemetr',
  'crash',
  'metric',
  'diagnos',
];
const AUDIT: Vocabulary = ['audit'];
const MEMORY: Vocabulary = ['=memory', 'memories', 'remember', 'knowledge', '=note', '=notes', '=facts', 'embedding'];
const CONFIG: Vocabulary = [
  'config',
  'setting',
  'preference',
  'auth',
  'credential',
  'oauth',
  'secret',
  'trust',
  'theme',
  'keybind',
  'install',
  'cache',
  'catalog',
  'registr',
  'package',
  'profile',
  'dotenv',
  'polic',
  'plugin',
  'extension',
  'skill',
  'account',
  'lock',
  'organi',
];
const OUTPUT: Vocabulary = [
  'export',
  'html',
  'download',
  'image',
  'clipboard',
  'editor',
  'artifact',
  'template',
  'edit',
  'upload',
  'report',
  'result',
  'output',
  'patch',
  'diff',
  'generat',
  'screenshot',
  'csv',
];
/** What was typed at a prompt, kept for the arrow-up key, is no session. */
const TYPED = /(input|prompt|command|shell|readline|repl|search|query)_?s?_?histor|histor\w*_?(file)?path$/i;

/** Ties go to the earlier class. */
const CLASSES: [Exclude<Holds, 'unknown'>, Vocabulary][] = [
  ['audit', AUDIT],
  ['session', SESSION],
  ['config', CONFIG],
  ['log', LOG],
  ['memory', MEMORY],
  ['output', OUTPUT],
  ['state', STATE],
];
const ENOUGH = 2.5;

/** The class that most of the hints speak for, or `unknown`. */
export function classify(hints: readonly Hint[]): Holds {
  const plain = hints.map((h) => ({ words: splitWords(h.text), weight: h.weight, typed: TYPED.test(h.text) }));
  let best: Holds = 'unknown';
  let most = 0;
  for (const [holds, vocabulary] of CLASSES) {
    const score = plain.reduce((sum, h) => {
      if (holds === 'session' && h.typed) return sum;
      return sum + (mentions(h.words, vocabulary) ? h.weight : 0);
    }, 0);
    if (score >= ENOUGH && score > most) {
      best = holds;
      most = score;
    }
  }
  return best;
}
