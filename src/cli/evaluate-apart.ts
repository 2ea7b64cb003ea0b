// Evaluates in a process of its own. Judging keeps a thread busy from seconds to minutes; a server that did it itself
// would not hear that a call was cancelled, nor answer another one meanwhile.
import { spawn } from 'node:child_process';
import type { Report } from '../contracts.js';
import { type ExitCode, HarnessError } from '../errors.js';
import type { Io } from './io.js';

interface Target {
  /** Absolute path. */
  root: string;
  /** Relative to the root. */
  scope: readonly string[];
}

/** The report that `harness evaluate` makes. @throws HarnessError with what it complains of */
export async function evaluateApart(
  script: string,
  { root, scope }: Target,
  io: Io,
  signal: AbortSignal,
): Promise<Report> {
  const folders = scope.map((folder) => `--scope=${folder}`);
  const args = [script, 'evaluate', root, '--format', 'json', '--quiet', ...folders];
  const { code, out, err } = await run(args, io, signal);
  if (code !== 0 && code !== 3) throw complaint(err, code);
  if (out === '') throw complaint(err, 3);
  return JSON.parse(out) as Report;
}

function run(args: string[], io: Io, signal: AbortSignal): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, ...args], {
      cwd: io.cwd,
      env: io.env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** The two lines of an error, as they were printed. */
function complaint(err: string, code: number | null): HarnessError {
  const [what = '', ...hint] = err.trim().split('\n');
  if (what === '') return new HarnessError('the evaluation was ended from outside', 'try a smaller scope', 4);
  return new HarnessError(what.replace(/^error: /, ''), hint.join('\n').trim(), (code ?? 4) as ExitCode);
}
