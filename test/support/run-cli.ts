// Runs the built command the way a user does, in a folder of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const CLI = resolve('dist/cli.js');

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** A new folder that holds these files. */
export function folder(files: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'cli-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

export function runCli(args: string[], cwd: string, env: Record<string, string> = {}): Ran {
  const { PATH = '' } = process.env;
  const ran = spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8', env: { PATH, ...env } });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

/** Command, output, errors and exit code as one text for a snapshot. */
export function transcript(args: string[], cwd: string): string {
  const { code, out, err } = runCli(args, cwd);
  return [`$ harness ${args.join(' ')}`.trim(), out && `stdout:\n${out}`, err && `stderr:\n${err}`, `exit ${code}`]
    .filter((part) => part !== '')
    .join('\n')
    .replaceAll(cwd, '<here>');
}
