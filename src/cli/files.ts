// Reads and writes the files that a user names, and says plainly when one cannot be.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Facts } from '../contracts.js';
import { HarnessError } from '../errors.js';
import type { Io } from './io.js';

/** Fails before the analysis, not after it, when a file could not be written. @throws HarnessError (exit code 2) */
export function checkWritable(io: Io, file: string): void {
  const path = resolve(io.cwd, file);
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (folder === undefined || !folder.isDirectory()) {
    throw new HarnessError(`cannot write ${file}`, `${dirname(file)} is no directory; create it first`, 2);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new HarnessError(`cannot write ${file}`, 'it is a directory; name a file', 2);
  }
}

/** @throws HarnessError (exit code 2) */
export function write(io: Io, file: string, text: string): void {
  try {
    writeFileSync(resolve(io.cwd, file), text);
  } catch (error) {
    throw new HarnessError(`cannot write ${file}`, reason(error), 2);
  }
}

/** Facts that --save-facts wrote. @throws HarnessError (exit code 2) */
export function readFacts(io: Io, file: string): Facts {
  const facts = parse(file, read(io, file));
  if (!isFacts(facts)) {
    throw new HarnessError(
      `${file} holds no facts of this version`,
      'write them with --save-facts, then replay them',
      2,
    );
  }
  return facts;
}

/** @throws HarnessError (exit code 2) */
export function read(io: Io, file: string): string {
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    throw new HarnessError(`cannot read ${file}`, reason(error), 2);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HarnessError(`${file} is no JSON`, 'give a file that --save-facts wrote', 2);
  }
}

function isFacts(value: unknown): value is Facts {
  if (typeof value !== 'object' || value === null) return false;
  const facts = value as Partial<Record<keyof Facts, unknown>>;
  const lists = [facts.files, facts.documents, facts.packages];
  return facts.schemaVersion === 1 && lists.every(Array.isArray) && isObject(facts.target) && isObject(facts.coverage);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory; name a file',
  ENOTDIR: 'a part of its path is not a directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
