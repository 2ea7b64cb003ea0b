// `harness mcp`: hands the same instruments to a host that has no skills.
import type { Command } from 'commander';
import type { Brief, Reporter } from '../contracts.js';
import { contradictions } from '../design/brief/contradictions.js';
import { readBrief } from '../design/brief/file.js';
import { fill } from '../design/fill.js';
import { plan } from '../design/plan.js';
import { next } from '../design/questions.js';
import { type ExitCode, HarnessError } from '../errors.js';
import type { Instruments, ReportFormat } from '../mcp/tool.js';
import { findPrimitive, overview, primitivePage } from './catalogue.js';
import type { Engine } from './evaluate.js';
import { evaluateApart } from './evaluate-apart.js';
import { explain } from './explain.js';
import type { Io } from './io.js';
import { questionsJson } from './questions.js';
import { restrict } from './restrict.js';
import { scopeFolders, targetDirectory } from './target.js';

interface McpSetup {
  engine: Engine;
  reporters: readonly Reporter[];
  io: Io;
  /** Path of the script that runs, to start another of it. */
  script: string;
  done(code: ExitCode): void;
}

const WIDTH = 100;

export function addMcpCommand(program: Command, setup: McpSetup): void {
  program
    .command('mcp')
    .summary('serve evaluate, explain and design to an agent')
    .description('Serves evaluate, explain and design over stdio, by the Model Context Protocol. No tool writes files.')
    .addHelpText('after', '\nExample of a host:\n  claude mcp add harness -- harness mcp\n')
    .action(async () => {
      const { serve } = await import('../mcp/server.js');
      await serve(instruments(setup), setup.engine.tool);
      setup.done(0);
    });
}

/** A summary is what the command shows to people. */
const REPORTERS: Readonly<Record<ReportFormat, string>> = { summary: 'terminal', markdown: 'markdown', json: 'json' };

function instruments({ engine, reporters, io, script }: McpSetup): Instruments {
  const { catalogue } = engine;
  return {
    evaluate: async ({ path, scope, primitive, format, minSeverity }, signal) => {
      const root = targetDirectory(io, path);
      const shown = primitive.map((id) => findPrimitive(catalogue, id).id);
      const target = { root, scope: scopeFolders(io, root, scope) };
      const report = restrict(await evaluateApart(script, target, io, signal), shown);
      const reporter = reporters.find((one) => one.id === REPORTERS[format]) as Reporter;
      return { report, text: reporter.render(report, { width: WIDTH, color: false, minSeverity }) };
    },
    explain: (id) => {
      if (id === undefined) return overview(catalogue, WIDTH);
      const primitive = catalogue.primitives.some((one) => one.id === id);
      return primitive ? primitivePage(catalogue, id, WIDTH) : explain(catalogue, id, WIDTH);
    },
    questions: questionsJson,
    design: (answers) => fill(plan(wholeBrief(answers), catalogue), catalogue, { summary: true, issues: false }),
  };
}

/** The brief, when nothing is missing in it and nothing contradicts. @throws HarnessError that lists what to ask */
function wholeBrief(answers: object): Brief {
  const given = readBrief(JSON.stringify(answers, null, 2), 'the brief');
  const missing = next(given);
  if (missing.length > 0) {
    const list = missing.map(({ id, ask }) => `\n  ${id}: ${ask}`).join('');
    throw new HarnessError(
      missing.length === 1 ? 'an answer is missing in the brief' : `${missing.length} answers are missing in the brief`,
      `ask the user, never guess:${list}`,
      2,
    );
  }
  const against = contradictions(given);
  if (against.length > 0) {
    const list = against.map(({ says, ask }) => `\n  ${says}\n    ${ask}`).join('');
    throw new HarnessError('the answers contradict each other', `ask the user to settle it:${list}`, 2);
  }
  return { version: 1, ...given } as Brief;
}
