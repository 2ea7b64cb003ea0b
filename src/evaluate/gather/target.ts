// The user's own mistakes are told apart here, before any work: a wrong path is theirs, an unreadable folder is not.
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import { HarnessError } from '../../errors.js';
import { joinInside } from './paths.js';

/** The directory to read. `directory` is absolute and never leaves the gather stage; `name` is shown. */
export interface Opened {
  directory: string;
  name: string;
  /** Folders the user named, relative to the target. */
  scope: string[];
}

/**
 * Checks the target and the folders of `--scope`.
 * @throws HarnessError 2 for a path that does not exist or is a file, 3 for an empty folder, 4 for an unreadable one.
 */
export function openTarget(root: string, scope: string[]): Opened {
  const directory = existing(root);
  const name = basename(directory) || 'root';
  if (listing(directory, root).length === 0)
    throw new HarnessError(`${root} is empty`, 'Name the folder that holds the code to evaluate.', 3);
  return { directory, name, scope: scope.map((folder) => scoped(directory, folder)).sort() };
}

function existing(root: string): string {
  let isDirectory: boolean;
  try {
    isDirectory = statSync(root).isDirectory();
  } catch (error) {
    throw unreachable(root, error);
  }
  if (!isDirectory) throw new HarnessError(`${root} is a file`, 'Name the folder of the codebase, not one file.', 2);
  return realpathSync(root);
}

function unreachable(root: string, error: unknown): HarnessError {
  const code = errorCode(error);
  if (code === 'EACCES' || code === 'EPERM')
    return new HarnessError(`${root} cannot be read: ${reason(error)}`, 'Check the permissions of the folder.', 4);
  return new HarnessError(`${root} does not exist`, 'Check the path; it is read relative to where you are.', 2);
}

function listing(directory: string, root: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw new HarnessError(`${root} cannot be read: ${reason(error)}`, 'Check the permissions of the folder.', 4);
  }
}

function scoped(directory: string, folder: string): string {
  const path = relative(directory, resolve(directory, folder)).split(sep).join('/');
  const inside = path.startsWith('..') ? undefined : joinInside('', path);
  if (inside === undefined || !isFolder(resolve(directory, inside)))
    throw new HarnessError(
      `--scope ${folder} is not a folder of the target`,
      'Name folders relative to the evaluated folder, such as packages/core.',
      2,
    );
  return inside;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}

/** What the system said, in words that are the same on every machine. */
export function reason(error: unknown): string {
  const code = errorCode(error);
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'ELOOP') return 'symbolic link';
  return code === 'ENOENT' ? 'not found' : code;
}
