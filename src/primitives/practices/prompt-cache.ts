import type { Practice } from '../../contracts.js';
import { pythonAgent, pythonExample, pythonTools } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';
import { vary } from '../kit/variations.js';

export const practice: Practice = {
  id: 'practice/prompt-cache',
  kind: 'practice',
  title: 'Deliberate prompt caching',
  statement:
    'The harness uses the prompt cache of the provider on purpose (markers, a stable prefix) or watches for breaks.',
  consequence: 'runaway-cost',
  impact: 'Every turn pays full price and full latency for the same thousands of tokens.',
  fix: 'Mark the end of the stable prefix, keep tools and system prompt byte-identical within a session, and log cached against uncached tokens.',
  effort: 'hours',
  confirm: {
    given: 'a run of 5 turns with a provider that reports cached tokens',
    when: 'usage is added up',
    then: 'from turn 2 on at least 80 % of the prefix tokens are read from the cache, and a drop is logged',
  },
  signals:
    'Cache markers in requests, cache fields of the usage that are read, or a comparison of the prefix between turns.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: pythonExample('a cache marker behind the stable prefix', {
    'small_agent/agent.py': vary(pythonAgent(), {
      '"You are a coding assistant."':
        '[{"type": "text", "text": "You are a coding assistant.", "cache_control": {"type": "ephemeral"}}]',
    }),
  }),
  fail: pythonExample('a cache of files, not of prompts', {
    'README.md': '# Small agent\n\nUses prompt caching to cut cost by 90 %.\n',
    'small_agent/tools.py': vary(pythonTools({ imports: 'from functools import lru_cache' }), {
      'def read_file': '@lru_cache(maxsize=100)\ndef read_file',
    }),
  }),
};
