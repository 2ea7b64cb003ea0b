#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import type { Engine } from './cli/evaluate.js';
import { fail } from './cli/failure.js';
import { type Io, wantsColor } from './cli/io.js';
// Where the process begins and ends: the only file that reads the command line or sets an exit code.
import { buildProgram } from './cli/program.js';
import { tool } from './cli/version.js';
import type { ExitCode } from './errors.js';
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
  ...(process.stdin.isTTY && process.stderr.isTTY ? { confirm } : {}),
  onInterrupt: (listener) => {
    process.once('SIGINT', listener);
    return () => process.off('SIGINT', listener);
  },
};

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

// The code is set, not exited with: output that is still on its way to a pipe must arrive.
const done = (code: ExitCode): void => {
  process.exitCode = code;
};
const argv = process.argv;

// Parsers are large: they are loaded when something is evaluated, not for --help or a typo.
const pipeline = () => import('./evaluate/evaluate.js');
const engine: Engine = {
  evaluate: async (root, options) => (await pipeline()).evaluate(root, options),
  evaluateFacts: async (facts, options) => (await pipeline()).evaluateFacts(facts, options),
  catalogue,
  tool,
};

/** Questions are asked only where somebody sees them and can type. */
const terminal =
  process.stdin.isTTY && process.stdout.isTTY && process.env.TERM !== 'dumb'
    ? {
        input: process.stdin,
        output: process.stdout,
        color: wantsColor(io),
        onInterrupt: io.onInterrupt,
      }
    : undefined;

try {
  const script = argv[1] ?? '';
  await buildProgram({
    engine,
    reporters,
    io,
    done,
    script,
    ...(terminal === undefined ? {} : { terminal }),
  }).parseAsync(argv);
} catch (error) {
  done(fail(error, argv.includes('--debug'), io));
}
