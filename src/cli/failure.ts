// Says what went wrong in two lines: what, and what to do. A stack trace helps nobody who did not write the code.
import { CommanderError } from 'commander';
import { type ExitCode, HarnessError } from '../errors.js';
import type { Io } from './io.js';

/** Prints the error and answers with the exit code it deserves. */
export function fail(error: unknown, debug: boolean, io: Io): ExitCode {
  if (error instanceof CommanderError) return usage(error, io);
  const known = error instanceof HarnessError;
  const what = error instanceof Error ? error.message : String(error);
  io.err(`error: ${known ? what : `the analysis could not be completed: ${what}`}\n`);
  io.err(`  ${known ? error.hint : 'this is a defect of harness; --debug shows where it happened'}\n`);
  if (debug && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  return known ? error.exitCode : 4;
}

/** Commander's own errors; asking for help or the version is none. */
function usage(error: CommanderError, io: Io): ExitCode {
  if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return 0;
  if (error.code === 'commander.help') return 2;
  const [what = '', meant] = error.message.replace(/^error: /, '').split('\n');
  const hint =
    meant === undefined ? 'harness --help shows what there is' : meant.replace(/^\((.*)\)$/, '$1').replace(/^D/, 'd');
  io.err(`error: ${what}\n  ${hint}\n`);
  return 2;
}
