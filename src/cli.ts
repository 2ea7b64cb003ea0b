#!/usr/bin/env node
import { fail } from './cli/failure.js';
import type { Io } from './cli/io.js';
// Where the process begins and ends: the only file that reads the command line or sets an exit code.
import { buildProgram } from './cli/program.js';
import { tool } from './cli/version.js';
import type { ExitCode } from './errors.js';
import { evaluate, evaluateFacts } from './evaluate/evaluate.js';
import { catalogue } from './primitives/registry.js';
import { reporters } from './reports/registry.js';

/** Whoever reads the output may stop early, as `head` does; that is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY ?? false,
  errIsTerminal: process.stderr.isTTY ?? false,
  columns: process.stdout.columns,
  env: process.env,
  cwd: process.cwd(),
};

// The code is set, not exited with: output that is still on its way to a pipe must arrive.
const done = (code: ExitCode): void => {
  process.exitCode = code;
};
const argv = process.argv;

try {
  const engine = { evaluate, evaluateFacts, catalogue, tool };
  await buildProgram({ engine, reporters, io, done }).parseAsync(argv);
} catch (error) {
  done(fail(error, argv.includes('--debug'), io));
}
