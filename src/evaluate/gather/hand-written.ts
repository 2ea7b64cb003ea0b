// Generated and minified code says nothing about the people's harness. Only the leading comment counts as a generator's
// mark, because agent code is full of prompts that say 'do not edit'. Functions generated around SQL statements are kept: the
// statements are the people's own, and no other code shows what is stored.

const MAX_LINE = 5_000;
const MAX_AVERAGE = 500;
const GENERATED_NAME = /(\.pb\.go|_pb2(_grpc)?\.pyi?|_pb\.[cm]?[jt]s|\.(generated|gen)\.\w+|^zz_generated.*\.go)$/;
const SHOUTED = /@generated\b|\bDO NOT EDIT\b/;
const IN_WORDS =
  /\bcode generated\b|\bauto-?generated (file|by|from)\b|\bthis file (is|was) (auto-?|automatically )?generated\b/i;
/** Statements of a database, which people write and a generator only wraps in functions. */
const STATEMENTS = /\b(INSERT INTO|SELECT\s[^;]*?\sFROM|UPDATE \w+ SET)\s/;
const COMMENT = /^(\/\/|\/\*|\*|#|--|"""|'''|<!--|$)/;

/** Why a code file's name alone shows that nobody wrote it by hand. */
export function notWrittenByName(name: string): string | undefined {
  if (/\.d\.[cm]?ts$/.test(name)) return 'type declarations only';
  if (/[.-]min\.[cm]?js$/.test(name)) return 'minified';
  return GENERATED_NAME.test(name) ? 'generated' : undefined;
}

/** Why a code file's content shows that nobody wrote it by hand. */
export function notWrittenByContent(text: string): string | undefined {
  const lines = text.split('\n');
  if (text.length / lines.length > MAX_AVERAGE || lines.some((line) => line.length > MAX_LINE))
    return 'minified, or data in very long lines';
  for (const line of lines.slice(0, 30)) {
    if (!COMMENT.test(line.trimStart())) return undefined;
    if (SHOUTED.test(line) || IN_WORDS.test(line)) return STATEMENTS.test(text) ? undefined : 'generated';
  }
  return undefined;
}
