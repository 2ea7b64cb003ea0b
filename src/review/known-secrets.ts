// Values that no detector can know by their form: what stands in .env files beside the code, and what the user's own
// environment keeps under names of secrets.

const FILES = ['.env', '.env.local', '.env.development', '.env.production', '.env.test', '.env.staging', '.envrc'];
const SECRET_NAME = /(secret|password|passwd|token|api_?key|access_?key|private_?key|credential)/i;
const SHORTEST = 6;
/** A value under another name is taken for a secret only when it does not look like a word, an address or a switch. */
const TELLING = /^(?=.*\d)(?=.*[a-z])(?!https?:\/\/(localhost|127\.0\.0\.1))\S{8,}$/i;

/** Secrets of the .env files in the folders of these files and above them, and of the environment. */
export function knownSecrets(
  paths: readonly string[],
  read: (path: string) => string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const folders = new Set(['', ...paths.flatMap(above)]);
  const files = [...folders].flatMap((folder) => FILES.map((name) => (folder === '' ? name : `${folder}/${name}`)));
  const listed = files.flatMap((file) => entriesOf(read(file) ?? ''));
  const own = Object.entries(env).filter(([name]) => SECRET_NAME.test(name));
  const values = [...listed, ...own].flatMap(([name, value]) => (isSecret(name, value ?? '') ? [value ?? ''] : []));
  return [...new Set(values)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function isSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) ? value.length >= SHORTEST : TELLING.test(value);
}

function above(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

/** `NAME=value`, with or without export and quotes. */
function entriesOf(text: string): [name: string, value: string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, name = '', rest = ''] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    const quoted = /^(["'])(.*?)\1/.exec(rest)?.[2];
    return name === '' ? [] : [[name, quoted ?? rest.replace(/\s+#.*$/, '').trim()]];
  });
}
