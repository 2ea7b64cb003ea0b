// What is cut out of each full harness, and which criteria rest on it.
import type { FullLanguage } from './full-harness.js';

export type CutName = 'the gate' | "the store's write" | 'the limit check' | 'the compaction trigger';

type Edit = [path: string, text: string, by: string];

export const CUTS: Record<FullLanguage, Record<CutName, Edit[]>> = {
  typescript: {
    'the gate': [['src/loop.ts', "  if (!(await gate.permits(tool, target))) return 'Permission denied.';\n", '']],
    "the store's write": [
      ['src/session.ts', '    appendFileSync(this.path, `$' + '{JSON.stringify(record)}\\n`);\n', ''],
    ],
    'the limit check': [
      [
        'src/loop.ts',
        '    const reached = limitReached(harness, turn);\n    if (reached !== undefined) return stop(reached);\n',
        '',
      ],
    ],
    'the compaction trigger': [
      [
        'src/loop.ts',
        `    if (estimateTokens(session.messages) > COMPACT_AT) {
      session.append({ type: 'compacted', messages: await compact(session.messages, model) });
    }
`,
        '',
      ],
    ],
  },
  python: {
    'the gate': [
      [
        'tinker/loop.py',
        `    if not permitted(harness.policy, tool, target, harness.ask, harness.log):
        return False, "Permission denied."
`,
        '',
      ],
    ],
    "the store's write": [
      [
        'tinker/session.py',
        `        with self.path.open("a") as file:
            file.write(json.dumps(record) + "\\n")
`,
        '',
      ],
    ],
    'the limit check': [
      [
        'tinker/loop.py',
        `        reason = limit_reached(harness, turn)
        if reason is not None:
            log.write("run", stopped=reason, usage=session.usage)
            yield Stopped(reason)
            return
`,
        '',
      ],
    ],
    'the compaction trigger': [
      [
        'tinker/loop.py',
        `        if estimate_tokens(session.messages) > COMPACT_AT:
            session.append({"type": "compacted", "messages": compact(session.messages, model)})
`,
        '',
      ],
    ],
  },
  rust: {
    'the gate': [
      [
        'src/agent.rs',
        `        if !self.gate.permits(tool, target, &self.log)? {
            return Ok("Permission denied.".to_owned());
        }
`,
        '',
      ],
    ],
    "the store's write": [
      [
        'src/session.rs',
        `        let mut file = OpenOptions::new().append(true).create(true).open(&self.path)?;
        writeln!(file, "{}", serde_json::to_string(&record)?)?;
`,
        '',
      ],
    ],
    'the limit check': [
      [
        'src/agent.rs',
        `            if let Some(reason) = self.limit_reached(turn) {
                return Ok((reason, String::new()));
            }
`,
        '',
      ],
    ],
    'the compaction trigger': [
      [
        'src/agent.rs',
        `            if estimate_tokens(&self.session.messages) > COMPACT_AT {
                let messages = compact(&self.session.messages, self.model.as_ref())?;
                self.session.append(Record::Compacted { messages })?;
            }
`,
        '',
      ],
    ],
  },
  go: {
    'the gate': [
      ['internal/agent/agent.go', '\tif !a.Gate.Permits(t, target) {\n\t\treturn "Permission denied."\n\t}\n', ''],
    ],
    "the store's write": [
      [
        'internal/session/session.go',
        `	line, err := json.Marshal(record)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(s.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(append(line, '\\n')); err != nil {
		return err
	}
`,
        '',
      ],
    ],
    'the limit check': [
      [
        'internal/agent/agent.go',
        '\t\tif reason, reached := a.limitReached(turn); reached {\n\t\t\treturn reason, ""\n\t\t}\n',
        '',
      ],
    ],
    'the compaction trigger': [
      [
        'internal/agent/agent.go',
        `		if estimateTokens(a.Session.Messages) > compactAt {
			if err := a.compact(ctx); err != nil {
				return Failed, err.Error()
			}
		}
`,
        '',
      ],
    ],
  },
};

/** Criteria that must move. */
export const DEPENDS: Record<CutName, string[]> = {
  'the gate': [
    'event-log/decisions',
    'permission-audit/durable',
    'permission-audit/recorded',
    'permission-system/action-classes',
    'permission-system/destructive-detection',
    'permission-system/gate',
    'permission-system/policy-as-data',
    'permission-system/preapproved',
    'tool-registry/side-effect-class',
  ],
  "the store's write": [
    'compaction/lossless',
    'session-persistence/crash-safe-write',
    'session-persistence/durable',
    'session-persistence/full-state',
    'session-persistence/incremental',
    'session-persistence/resume',
  ],
  'the limit check': ['token-budget/hard-limit', 'token-budget/structured-stop'],
  'the compaction trigger': [
    'compaction/automatic',
    'compaction/integrity',
    'compaction/keeps-recent',
    'compaction/lossless',
  ],
};

/** Criteria that readers could call either way once it is gone. */
export const OPEN: Record<CutName, string[]> = {
  // An unknown tool is still refused; tests and types of the gate are still there; the transcript may hold a refusal; the
  // function that asks still tells a terminal from none.
  'the gate': [
    'permission-audit/first-class',
    'permission-audit/handlers',
    'permission-system/fail-closed',
    'verification/guardrail-tests',
  ],
  // The reader is still there and skips bad lines, of files that nothing writes any more.
  "the store's write": ['session-persistence/tolerant-load'],
  // The tests of the limits are still there, and the compaction trigger still measures the request.
  'the limit check': ['streaming-events/terminal-reason', 'token-budget/pre-call-check', 'verification/limit-tests'],
  'the compaction trigger': ['token-budget/pre-call-check'],
};

interface Known {
  /** Rest on it and do not move. */
  stays?: string[];
  /** Do not rest on it and move. */
  falls?: string[];
}

/**
 * What is still wrong. An entry that became right fails the suite. The Python harness hands its log on as a parameter
 * without a type, so what the log writes is not seen to last, and the record of decisions leans on the session alone.
 */
export const KNOWN: Partial<Record<FullLanguage, Partial<Record<CutName, Known>>>> = {
  python: { "the store's write": { falls: ['permission-audit/durable'] } },
};
