// What a stack brings along, so that the plan names things its team already has.
import type { Stack } from '../../contracts.js';
import type { Ground } from './ground.js';

interface Kit {
  tests: string;
  schema: string;
  append: string;
  database: string;
}

const KITS: Record<Stack, Kit> = {
  typescript: { tests: 'Vitest', schema: 'Zod', append: '`fs.appendFileSync`', database: 'SQLite (`node:sqlite`)' },
  python: { tests: 'pytest', schema: 'Pydantic', append: 'a file opened with `"a"`', database: 'SQLite (`sqlite3`)' },
  rust: { tests: '`cargo test`', schema: 'serde', append: '`OpenOptions::append`', database: 'SQLite (`rusqlite`)' },
  go: { tests: '`go test`', schema: 'struct tags', append: '`os.O_APPEND`', database: 'SQLite (`modernc.org/sqlite`)' },
  other: { tests: 'your test runner', schema: 'JSON Schema', append: 'an append-only file', database: 'SQLite' },
};

export function kitOf({ brief }: Ground): Kit {
  return KITS[brief.team.stack];
}

/** Several runs or people on one state need transactions; one run at a time needs only a file. */
export function storeOf(ground: Ground): string {
  const { brief, survives } = ground;
  const shared = brief.run.perDay > 200 || (survives('approvals') && ground.changes.length > 0 && !ground.attended);
  return shared ? kitOf(ground).database : 'the JSONL file of its run';
}

/** What confines a command, with what stays outside. Names a technology each team can have today. */
export function sandboxOf({ name }: Ground['brief']): string {
  return `a container (Docker or Podman: the working folder as the only mount, \`--network none\`, an empty environment, a limit on memory and time), or on a machine without one \`bwrap\` on Linux and \`sandbox-exec\` on macOS with the same rules; keys of ${name} and of its user stay outside`;
}

/** How a write is made whole, as a part of a sentence. */
export function writing(ground: Ground): string {
  return storeOf(ground).startsWith('SQLite') ? 'each write a transaction' : `with ${kitOf(ground).append}`;
}
