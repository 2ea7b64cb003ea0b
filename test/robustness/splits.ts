// Functions that go to a file of their own: the gate, the dispatch, the limit check, and what shortens the history.
import type { FullLanguage, Move } from './full-harness.js';

const GO_HEAD = 'package agent\n\nimport (\n\t"encoding/json"\n\t"time"\n\n\t"example.com/porter/internal/model"\n';

export const SPLITS: Record<FullLanguage, Record<string, Move>> = {
  typescript: {
    'the dispatch': {
      from: 'src/loop.ts',
      to: 'src/run-call.ts',
      first: 'async function runCall({ tools, gate, log, root, onEvent }: Harness, call: ToolCall): Promise<string> {',
      last: '}',
      above: "import type { Harness } from './loop.js';\nimport type { ToolCall } from './model.js';\n\nexport ",
      edits: [
        [
          'src/loop.ts',
          "import type { Model, ToolCall } from './model.js';",
          "import type { Model } from './model.js';\nimport { runCall } from './run-call.js';",
        ],
      ],
    },
    'the limit check': {
      from: 'src/loop.ts',
      to: 'src/limits.ts',
      first:
        'function limitReached({ session, limits = DEFAULT_LIMITS }: Harness, turn: number): StopReason | undefined {',
      last: '}',
      above:
        "import { estimateTokens } from './compaction.js';\nimport type { StopReason } from './events.js';\nimport { DEFAULT_LIMITS, type Harness } from './loop.js';\n\nexport ",
      edits: [
        [
          'src/loop.ts',
          "import { COMPACT_AT, compact, estimateTokens } from './compaction.js';",
          "import { COMPACT_AT, compact, estimateTokens } from './compaction.js';\nimport { limitReached } from './limits.js';",
        ],
      ],
    },
    'the classes of actions': {
      from: 'src/permissions.ts',
      to: 'src/classify.ts',
      first: 'function classify(tool: Tool, target: string): ActionClass {',
      last: '}',
      above:
        "import { DANGEROUS } from './permissions.js';\nimport type { ActionClass, Tool } from './tools.js';\n\nexport ",
      edits: [
        ['src/permissions.ts', 'const DANGEROUS', 'export const DANGEROUS'],
        [
          'src/permissions.ts',
          "import type { EventLog } from './events.js';",
          "import { classify } from './classify.js';\nimport type { EventLog } from './events.js';",
        ],
      ],
    },
    'the size of the history': {
      from: 'src/compaction.ts',
      to: 'src/estimate.ts',
      first: 'export function estimateTokens(messages: readonly Message[]): number {',
      last: '}',
      above: "import type { Message } from './model.js';\n\n",
      edits: [
        [
          'src/loop.ts',
          "import { COMPACT_AT, compact, estimateTokens } from './compaction.js';",
          "import { COMPACT_AT, compact } from './compaction.js';\nimport { estimateTokens } from './estimate.js';",
        ],
      ],
    },
  },
  python: {
    'the dispatch': {
      from: 'tinker/loop.py',
      to: 'tinker/calls.py',
      first: 'def run_call(harness: Harness, call: ToolCall) -> tuple[bool, str]:',
      last: '    return ok, text',
      above:
        'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nimport jsonschema\n\nfrom tinker.model import ToolCall\nfrom tinker.permissions import permitted\n\nif TYPE_CHECKING:\n    from tinker.loop import Harness\n\n\n',
      edits: [
        ['tinker/loop.py', 'import jsonschema\n\n', 'from tinker.calls import run_call\n'],
        ['tinker/loop.py', 'from tinker.model import Model, ToolCall', 'from tinker.model import Model'],
        ['tinker/loop.py', 'import Ask, Policy, permitted', 'import Ask, Policy'],
      ],
    },
    'the limit check': {
      from: 'tinker/loop.py',
      to: 'tinker/limits.py',
      first: 'def limit_reached(harness: Harness, turn: int) -> StopReason | None:',
      last: '    return None',
      above:
        'from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\nfrom tinker.compaction import estimate_tokens\nfrom tinker.events import StopReason\n\nif TYPE_CHECKING:\n    from tinker.loop import Harness\n\n\n',
      edits: [
        [
          'tinker/loop.py',
          'from tinker.model import',
          'from tinker.limits import limit_reached\nfrom tinker.model import',
        ],
      ],
    },
    'the gate': {
      from: 'tinker/permissions.py',
      to: 'tinker/gate.py',
      first: 'def permitted(policy: Policy, tool: Tool, target: str, ask: Ask, log) -> bool:',
      last: '    return granted',
      above: 'from tinker.permissions import Ask, Policy, decide\nfrom tinker.tools import Tool\n\n\n',
      edits: [
        [
          'tinker/loop.py',
          'from tinker.permissions import Ask, Policy, permitted',
          'from tinker.gate import permitted\nfrom tinker.permissions import Ask, Policy',
        ],
      ],
    },
    'the size of the history': {
      from: 'tinker/compaction.py',
      to: 'tinker/estimate.py',
      first: 'def estimate_tokens(messages: list[dict]) -> int:',
      last: '    return len(json.dumps(messages)) // 4',
      above: 'import json\n\n\n',
      edits: [
        [
          'tinker/loop.py',
          'from tinker.compaction import COMPACT_AT, compact, estimate_tokens',
          'from tinker.compaction import COMPACT_AT, compact\nfrom tinker.estimate import estimate_tokens',
        ],
      ],
    },
  },
  rust: {
    'the dispatch': {
      from: 'src/agent.rs',
      to: 'src/calls.rs',
      first: '    fn run_call(&self, call: &ToolCall) -> Result<String> {',
      last: '    }',
      above:
        'use std::time::Instant;\n\nuse anyhow::Result;\nuse serde_json::json;\n\nuse crate::agent::Agent;\nuse crate::events::Event;\nuse crate::model::ToolCall;\nuse crate::tools::Input;\n\nimpl Agent {\n',
      below: '}\n',
      edits: [
        ['src/calls.rs', '    fn run_call', '    pub(crate) fn run_call'],
        ['src/lib.rs', 'pub mod compaction;', 'mod calls;\npub mod compaction;'],
      ],
    },
    'the limit check': {
      from: 'src/agent.rs',
      to: 'src/limits.rs',
      first: '    fn limit_reached(&self, turn: usize) -> Option<StopReason> {',
      last: '    }',
      above:
        'use crate::agent::Agent;\nuse crate::compaction::estimate_tokens;\nuse crate::events::StopReason;\n\nimpl Agent {\n',
      below: '}\n',
      edits: [
        ['src/limits.rs', '    fn limit_reached', '    pub(crate) fn limit_reached'],
        ['src/lib.rs', 'pub mod model;', 'mod limits;\npub mod model;'],
      ],
    },
    'the classes of actions': {
      from: 'src/permission.rs',
      to: 'src/classify.rs',
      first: 'fn classify(tool: &Tool, target: &str) -> ActionClass {',
      last: '}',
      above: 'use crate::permission::DANGEROUS;\nuse crate::tools::{ActionClass, Tool};\n\npub(crate) ',
      edits: [
        ['src/permission.rs', 'static DANGEROUS', 'pub(crate) static DANGEROUS'],
        [
          'src/permission.rs',
          'use crate::events::EventLog;',
          'use crate::classify::classify;\nuse crate::events::EventLog;',
        ],
        ['src/lib.rs', 'pub mod compaction;', 'mod classify;\npub mod compaction;'],
      ],
    },
    'the size of the history': {
      from: 'src/compaction.rs',
      to: 'src/estimate.rs',
      first: 'pub fn estimate_tokens(messages: &[Message]) -> usize {',
      last: '}',
      above: 'use crate::model::Message;\n\n',
      edits: [
        [
          'src/agent.rs',
          'use crate::compaction::{COMPACT_AT, compact, estimate_tokens};',
          'use crate::compaction::{COMPACT_AT, compact};\nuse crate::estimate::estimate_tokens;',
        ],
        ['src/lib.rs', 'pub mod events;', 'mod estimate;\npub mod events;'],
      ],
    },
  },
  go: {
    'the dispatch': {
      from: 'internal/agent/agent.go',
      to: 'internal/agent/calls.go',
      first: 'func (a *Agent) runCall(call model.Call) string {',
      last: '}',
      above: `${GO_HEAD}\t"example.com/porter/internal/tool"\n)\n\n`,
      edits: [['internal/agent/agent.go', '\t"encoding/json"\n\t"log/slog"\n\t"time"\n', '\t"log/slog"\n']],
    },
    'the limit check': {
      from: 'internal/agent/agent.go',
      to: 'internal/agent/limits.go',
      first: 'func (a *Agent) limitReached(turn int) (StopReason, bool) {',
      last: '}',
      above: 'package agent\n\n',
      edits: [],
    },
    'the classes of actions': {
      from: 'internal/permission/permission.go',
      to: 'internal/permission/classify.go',
      first: 'func classify(t tool.Tool, target string) tool.Class {',
      last: '}',
      above: 'package permission\n\nimport "example.com/porter/internal/tool"\n\n',
      edits: [],
    },
    'the size of the history': {
      from: 'internal/agent/compact.go',
      to: 'internal/agent/estimate.go',
      first: 'func estimateTokens(messages []model.Message) int {',
      last: '}',
      above: 'package agent\n\nimport (\n\t"encoding/json"\n\n\t"example.com/porter/internal/model"\n)\n\n',
      edits: [],
    },
  },
};
