// Checks the path and the folders a user named before any work starts.
import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { HarnessError } from '../errors.js';
import type { Io } from './io.js';

/** Absolute path of the directory to evaluate. @throws HarnessError (exit code 2) */
export function targetDirectory(io: Io, path: string): string {
  const target = resolve(io.cwd, path);
  const stat = statSync(target, { throwIfNoEntry: false });
  if (stat === undefined) throw new HarnessError(`no such path: ${path}`, 'give the folder of a repository', 2);
  if (!stat.isDirectory()) throw new HarnessError(`${path} is a file`, 'give the folder of a repository', 2);
  return target;
}

/** Folders as posix paths relative to the target. Each may be given relative to the target or to the working directory. */
export function scopeFolders(io: Io, target: string, folders: readonly string[]): string[] {
  return folders.map((folder) => {
    const found = [resolve(target, folder), resolve(io.cwd, folder)].find(
      (path) => inside(target, path) && isFolder(path),
    );
    if (found === undefined) {
      throw new HarnessError(`no such folder in the target: ${folder}`, 'name it relative to the evaluated path', 2);
    }
    return relative(target, found).split(sep).join('/');
  });
}

function inside(target: string, path: string): boolean {
  const way = relative(target, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
