// Runs a command inside the test's own process: no start-up, and a home and working directory of the test's choice.

import type { Engine } from '../../src/cli/evaluate.js';
import { fail } from '../../src/cli/failure.js';
import type { Io } from '../../src/cli/io.js';
import { buildProgram } from '../../src/cli/program.js';
import { tool } from '../../src/cli/version.js';
import type { ExitCode } from '../../src/errors.js';
import { evaluate, evaluateFacts } from '../../src/evaluate/evaluate.js';
import { catalogue } from '../../src/primitives/registry.js';
import { reporters } from '../../src/reports/registry.js';
import type { Ran } from './run-cli.js';

export async function runProgram(args: string[], cwd: string, env: Record<string, string> = {}): Promise<Ran> {
  const ran: Ran = { code: 0, out: '', err: '' };
  const io: Io = {
    out: (text) => {
      ran.out += text;
    },
    err: (text) => {
      ran.err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    columns: undefined,
    env,
    cwd,
    onInterrupt: () => () => undefined,
  };
  const done = (code: ExitCode): void => {
    ran.code = code;
  };
  try {
    const engine: Engine = { evaluate, evaluateFacts: async (...given) => evaluateFacts(...given), catalogue, tool };
    await buildProgram({ engine, reporters, io, done, script: '' }).parseAsync(['node', 'harness', ...args]);
  } catch (error) {
    done(fail(error, false, io));
  }
  return ran;
}
