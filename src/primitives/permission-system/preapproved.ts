import type { BranchFact, Criterion, FunctionNode, JudgeContext, Judgement } from '../../contracts.js';
import { literally } from '../../words.js';
import { agent, example, refuse } from '../kit/example.js';
import { ASK } from '../kit/example-parts.js';
import { absent, decide, type Signal } from '../kit/judgement.js';
import { offering } from '../kit/offered-tools.js';
import { answersOf, conditionsOf, decisionZone, gatesOf, noGate } from '../kit/permission.js';

const QUESTION = "ask('Run ' + call.name + ' ' + JSON.stringify(input) + '?')";

export const criterion: Criterion = {
  id: 'permission-system/preapproved',
  title: 'Known-safe actions',
  statement: 'Commands or patterns that are known to be safe are listed, and run without a question.',
  core: false,
  weight: 2,
  consequence: 'blind-operator',
  impact:
    'Users answer the same harmless question forty times an hour and stop reading it, so that the forty-first, which matters, gets the same yes.',
  fix: 'Keep a short list of read-only commands or rules that skip the question, and match the whole command and never a prefix alone.',
  effort: 'hours',
  confirm: {
    given: 'a list with "git status" as known to be safe, and a counter of questions',
    when: '{shell} is called with "git status" and then with "git status; rm -rf ."',
    then: 'the first call runs with 0 questions and the second is asked about 1 time',
  },
  signals:
    'A condition of the decision that consults a list, set or rule of safe or allowed commands, tools or patterns, and lets the call pass without the question.',
  judge,
  pass: example('read-only commands skip the question', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      declare: `
        const SAFE_COMMANDS = new Set(['ls', 'pwd', 'git status', 'git diff', 'npm test']);

        async function permitted(name: string, input: Record<string, string>): Promise<boolean> {
          if (name === 'bash' && SAFE_COMMANDS.has(input.command.trim())) return true;
          return ask('Run ' + name + ' ' + JSON.stringify(input) + '?');
        }
      `,
      beforeTool: refuse('!(await permitted(call.name, input))'),
    }),
  }),
  fail: example('a question every single time', {
    'src/ask.ts': ASK,
    'src/agent.ts': agent({
      imports: "import { ask } from './ask.js';",
      beforeTool: `// Safe commands such as ls and git status are pre-approved.\n${refuse(`!(await ${QUESTION})`)}`,
    }),
  }),
};

const LIST =
  /\b\w*(safe_?(commands?|tools?|list|patterns?|prefix\w*|modules|functions|builtins)|known_?safe|is_?safe\w*|allow_?(list|rules?)|allowed_?(tools?|commands?|patterns?|prefix\w*|rules?|actions?)|white_?list\w*|pre_?approved\w*|auto_?approved?_?(tools?|commands?|list|patterns?)|always_?allow\w*|approved_?(tools?|commands?|patterns?|prefix\w*)|trusted_?(tools?|commands?)|authorized_?\w+|allow_rule)\b/i;
/** The list is a part of the rules: `policy.allow`. A member of an enumeration that is compared is none. */
const ALLOWS = /(?<![=!]= *[\w.]*)(\.|\[['"])allow(ed)?\b(?! *[=!]=)/i;
const CONSULTS =
  /\b(includes?|has|contains\w*|some|any|match\w*|test|in|is_some|startsWith|starts_with|get|covers|every|all|find|HasPrefix|is_?(known_?)?safe\w*)\b/i;

function judge(context: JudgeContext): Judgement {
  const gates = gatesOf(context);
  if (gates.length === 0) return absent(`Nothing asks, so nothing can be approved ahead: ${noGate(context)}.`);
  const zone = decisionZone(context).filter((fn) => !offering(context).has(fn));
  const asks = gates.some(({ gate }) => gate.kind === 'ask' || gate.kind === 'policy');
  const tests = conditionsOf(zone)
    .filter(({ branch }) => branch.kind !== 'case' && (branch.exit === 'return' || branch.exit === 'continue'))
    .map(({ fn, branch }) => ({ fn, line: branch.line, text: branch.test, lets: letsThrough(fn, branch) }));
  const answers = answersOf(zone).map((a) => ({ ...a, lets: true }));
  const signals = [...tests, ...answers]
    .filter(({ text, lets }) => lets && (LIST.test(text) || ALLOWS.test(text)) && CONSULTS.test(text))
    .map(
      ({ fn, line }): Signal => ({
        strength: asks ? 'full' : 'half',
        file: fn.file.path,
        line,
        note: 'what is on the list passes without a question',
        fn,
      }),
    );
  return decide(context.code, signals.length > 0 ? signals : listedPrefixes(context, zone, asks), {
    met: 'A list of known-safe actions skips the question.',
    partial: 'What is on a list passes a check, but there is no question that the list would skip.',
    absent: `None of the ${zone.length} deciding functions consults a list of known-safe commands, tools or patterns.`,
  });
}

/** Some entry of a list is what the request begins with. */
const PREFIXED = /\b(some|any|ContainsFunc|contains)\b[\s\S]*\b(startsWith|starts_with|HasPrefix|startswith|match)\b/;
const PERMITS = /\b(true|True|allow(ed)?|Allow(ed)?|ALLOW|approved?)\b/;

/** A function of the decision looks for the request on a list, and a yes of it permits or spares the question. */
function listedPrefixes({ map }: JudgeContext, zone: FunctionNode[], asks: boolean): Signal[] {
  const gates = new Set(map.gates.map((g) => `${g.fn}:${g.site.line}`));
  const listing = zone.filter((fn) => fn.exits.some((e) => e.kind === 'return' && PREFIXED.test(e.text)));
  return zone.flatMap((fn) =>
    fn.branches.flatMap((b): Signal[] => {
      const asked = listing.find((l) => b.idents.includes(l.fact.name));
      if (asked === undefined) return [];
      const inside = (line: number): boolean => b.bodyLine <= line && line <= b.endLine;
      const negated = new RegExp(`(!|not )[\\w.]*${literally(asked.fact.name)}`).test(b.test);
      const passes = negated
        ? fn.branches.some((g) => inside(g.line) && gates.has(`${fn.id}:${g.line}`))
        : fn.exits.some((e) => inside(e.line) && PERMITS.test(e.text));
      const note = 'what is on the list passes without a question';
      return passes ? [{ strength: asks ? 'full' : 'half', file: fn.file.path, line: b.line, note, fn }] : [];
    }),
  );
}

/** The arm says yes, or says nothing and leaves before the question. */
function letsThrough(fn: FunctionNode, branch: BranchFact): boolean {
  const exits = fn.exits.filter((e) => branch.bodyLine <= e.line && e.line <= branch.endLine);
  return (
    exits.length === 0 ||
    exits.some((e) => !/^(false|False|nil|.*\b(deny|Deny|denied|DENY|error\w*|Error\w*)\b.*)$/.test(e.text))
  );
}
