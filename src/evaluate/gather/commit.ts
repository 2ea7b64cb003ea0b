// The commit a report speaks about, read from git's own files: running git inside a hostile folder could run its hooks.
import { join, resolve } from 'node:path';
import { readText } from './read-text.js';

const HASH = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const MAX_BYTES = 8 * 1024 * 1024;

/** The checked-out commit; undefined when the target is not the root of a git work tree or has no commit yet. */
export function readCommit(directory: string): string | undefined {
  const git = gitDirectory(directory);
  const head = read(git, 'HEAD');
  if (head === undefined || HASH.test(head)) return head;
  const ref = /^ref: (refs\/[\w./@+-]+)$/.exec(head)?.[1];
  if (ref === undefined || ref.includes('..')) return undefined;
  const common = resolve(git, read(git, 'commondir') ?? '.');
  const hash = read(git, ref) ?? read(common, ref) ?? packed(common, ref);
  return hash !== undefined && HASH.test(hash) ? hash : undefined;
}

/** A linked work tree has a `.git` file that names the real folder. */
function gitDirectory(directory: string): string {
  const linked = /^gitdir: (.+)$/.exec(read(directory, '.git') ?? '')?.[1];
  return linked === undefined ? join(directory, '.git') : resolve(directory, linked);
}

function packed(git: string, ref: string): string | undefined {
  const line = read(git, 'packed-refs')
    ?.split('\n')
    .find((row) => row.endsWith(` ${ref}`));
  return line?.slice(0, line.indexOf(' '));
}

function read(directory: string, path: string): string | undefined {
  const found = readText(directory, path, MAX_BYTES);
  return 'text' in found ? found.text.trim() : undefined;
}
