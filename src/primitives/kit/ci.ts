// Commands that continuous integration runs, with what starts them and what they stand for: a workflow that calls
// `npm run check` runs whatever that script runs.
import type { DocumentFacts, JudgeContext } from '../../contracts.js';

/** One command line of a CI file. */
export interface CiCommand {
  document: DocumentFacts;
  line: number;
  text: string;
  /** Entry path up to the step or job: 'jobs.test.steps.4'. */
  place: string;
}

const COMMAND = /(^|\.)(run|script|before_script|after_script|commands?|bash|powershell|cmd)([.[]\d+\]?)?$/;
const WRAPPERS =
  /^(?:(?:[A-Z_][A-Z0-9_]*=\S*|sudo|time|env|exec|xvfb-run(?: -\S+)*|(?:uv|poetry|pdm|hatch|pipenv|rye|pixi) run(?: --?\S+)*|(?:python3?|py) -m|npx(?: --?\S+)*|bunx|pnpm (?:exec|dlx)|yarn (?:exec|dlx)|coverage run(?: --?\S+)*(?: -m)?|cross-env|dotenv(?: -\S+)* --|timeout \S+|nix develop \S+ (?:-c|--command))\s+)+/;
const RUNS_TESTS =
  /^(?:vitest|jest|mocha|ava|tap|cypress run|playwright test|pytest|py\.test|unittest|tox|nox|trial|stestr|node (?:\S+ )*--test|bun (?:\S+ )*test|deno (?:\S+ )*test|cargo (?:\S+ )*?(?:test|nextest|llvm-cov)|go (?:\S+ )*?test|gotestsum|ginkgo|gradle \S*test|\.\/gradlew \S*test|mvn (?:\S+ )*(?:test|verify)|ctest|bazel (?:\S+ )*test|nx (?:\S+ )*(?:-t |--target[= ]|run-many |affected |\S+:)?(?:\S+ )*\S*test|turbo (?:run )?(?:\S+ )*test|lerna (?:run )?(?:\S+ )*test|wireit test)\b/;
const SCRIPT =
  /^(?:npm|pnpm|yarn|bun)\s+(?:(?:-\S+|--\S+(?:[= ]\S+)?|-w \S+|-C \S+|--filter \S+|workspaces? (?:foreach|\S+))\s+)*(?:run(?:-script)?\s+)?(?:--?\S+\s+)*([\w:.-]+)/;
const RECIPE =
  /^(?:make|gmake|just|task|mise run|invoke|inv|rake|hatch run|pdm|poe|nox -s)\s+(?:-\S+(?: \S+\/)?\s+)*([\w:.-]+)/;

/** Every command that a CI file runs; comments and messages are no commands. */
export function ciCommands({ code }: JudgeContext): CiCommand[] {
  return code.documents
    .filter((d) => d.role === 'ci')
    .flatMap((document) =>
      document.entries
        .filter((e) => COMMAND.test(e.path) && !/^\s*(#|echo\b|printf\b)/.test(e.value))
        .map((e) => ({ document, line: e.line, text: e.value.trim(), place: e.path.replace(COMMAND, '') })),
    );
}

/** Parts of a command line, without environment, wrappers and what only prints. */
export function commandsIn(line: string): string[] {
  return line
    .split(/&&|\|\||[;|]/)
    .map((part) => part.trim().replace(WRAPPERS, '').trim())
    .filter((part) => part !== '' && !part.startsWith('#'));
}

/** Does the command run tests, itself or through the scripts and recipes of the repository? */
export function runsTests(context: JudgeContext, line: string, depth = 3): boolean {
  return commandsIn(line).some((command) => {
    if (RUNS_TESTS.test(command)) return true;
    if (depth === 0) return false;
    const script = SCRIPT.exec(command)?.[1];
    const recipe = RECIPE.exec(command)?.[1];
    const name = script ?? recipe;
    if (name === undefined) return false;
    const bodies = script === undefined ? recipes(context, name) : scripts(context, name);
    if (bodies.length === 0) return /^(test|tests|t|check-tests?)\b/.test(name);
    return bodies.some((body) => runsTests(context, body, depth - 1));
  });
}

/** `test` also stands for the scripts around it: 'pretest', 'test:unit' are named in full. */
function scripts({ code }: JudgeContext, name: string): string[] {
  return code.facts.packages.flatMap((p) => p.scripts[name === 't' ? 'test' : name] ?? []);
}

function recipes({ code }: JudgeContext, name: string): string[] {
  return code.documents
    .filter((d) => /(^|\/)((GNUm|M)akefile|[Jj]ustfile|[Tt]askfile\.ya?ml|.*\.mk)$/.test(d.path))
    .flatMap((d) => d.entries)
    .filter((e) => e.path.startsWith(`${name}[`) || e.path.startsWith(`tasks.${name}.`))
    .map((e) => e.value.replace(/^[@-]+/, ''));
}

/** A tag is pushed for a release, after the change was made. */
const OF_RELEASES = /\.push\.tags([.[]|$)/;

/** Changes start the file: a push, a pull request, a merge queue, or another workflow; other CI systems always do. */
export function runsOnChanges(document: DocumentFacts): boolean {
  if (!/^\.github\//.test(document.path)) return true;
  const triggers = document.entries.filter((e) => /^(on|true)(\.|$)/.test(e.path) && !OF_RELEASES.test(e.path));
  return triggers.some((e) =>
    /\b(push|pull_request|pull_request_target|merge_group|workflow_call)\b/.test(
      /^(on|true)(\.\d+)?$/.test(e.path) ? e.value : e.path,
    ),
  );
}
