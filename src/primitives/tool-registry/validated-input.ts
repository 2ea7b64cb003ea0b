import type { Criterion, FunctionNode, JudgeContext, Judgement, Tool } from '../../contracts.js';
import { mentions } from '../../words.js';
import { nearest } from '../kit/dispatch-steps.js';
import { agent, example, refuse } from '../kit/example.js';
import { decide, type Signal } from '../kit/judgement.js';

export const criterion: Criterion = {
  id: 'tool-registry/validated-input',
  title: 'Arguments checked before the tool',
  statement: "What the model passes to a tool is checked against the tool's input schema before the tool runs.",
  core: false,
  weight: 4,
  consequence: 'silent-harm',
  impact:
    'A missing or misspelt argument turns into "undefined" in a path or a command, and the tool does something that nobody asked for instead of failing.',
  fix: 'Validate the arguments once, at the dispatch site, with the schema the model was given, and return the errors to the model as the result.',
  effort: 'hours',
  confirm: {
    given: 'a fake model that calls {tool} 3 times: with a missing argument, with a number for a string, and correctly',
    when: '{loop} runs to its end',
    then: '{tool} has run 1 time, and the other 2 results are errors that name the argument',
  },
  signals:
    'A validator or parser fed with the tool schema on the path from dispatch to tool, before the tool; or a framework that does it.',
  judge,
  pass: example('a JSON schema validator at the dispatch site', {
    'src/agent.ts': agent({
      imports: "import { Ajv } from 'ajv';",
      declare: 'const ajv = new Ajv();',
      beforeTool: refuse('tool && !ajv.validate(tool.input_schema, input)', 'The arguments do not fit the schema.'),
    }),
  }),
  fail: example('a schema that is sent and never checked', {
    'src/agent.ts': agent({
      beforeTool: '// The input was validated against the schema: the API makes sure of it.',
    }),
    'README.md': `
      # small-agent

      Arguments are validated against the tool's JSON schema before it runs.
    `,
  }),
};

const VALIDATES =
  /validat|safe_?parse|(schema|ajv)\w*\.(parse|check|compile)|from_value|model_validate|jsonschema|type_?adapter|parse_?(args|arguments|input|params)/i;

/** Options a person gave on the command line, and answers of other programs, are no arguments of a tool. */
const COMMAND_LINE =
  /(^|\.|_)(parse_args|parse_known_args|ParseFlags)$|arg_?parser|command|response|slash|error|config|settings|event/i;

function judge(context: JudgeContext): Judgement {
  const { code, map, path } = context;
  const callers = [...code.reachedBy(path.dispatches, 2).keys()].filter((fn) => path.from.has(fn));
  const near = new Set([...callers, ...code.reach(callers, 1).keys(), ...code.reach(path.dispatches, 2).keys()]);
  const single = ownFiles(map.tools);
  const around = checksIn(
    [...near].filter(
      (fn) => fn.inScope && (path.dispatches.includes(fn) || (path.from.has(fn) && !single.has(fn.file.path))),
    ),
  );
  const runs = map.tools.flatMap((t) => (t.run === undefined ? [] : (code.function(t.run) ?? [])));
  const inside = around.length > 0 ? [] : checksIn([...code.reach(runs, 1).keys()].filter((fn) => fn.inScope));
  const framework = map.dispatches.filter((d) => d.how === 'framework');
  const signals: Signal[] = [
    ...nearest(context, around, 0).map((s): Signal => ({ ...s, strength: 'full' })),
    ...framework.map(
      (d): Signal => ({
        strength: 'full',
        file: d.site.file,
        line: d.site.line,
        note: 'the framework validates before it runs a tool',
      }),
    ),
    ...inside.map((s): Signal => ({ ...s, strength: 'half' })),
  ];
  return decide(code, signals, {
    met: 'Arguments from the model are checked before a tool runs.',
    partial: 'Some tools check their own arguments; nothing checks them for all.',
    absent: 'No validation of arguments was found between the dispatch and the tools.',
  });
}

/** Files that declare a few of the tools: what they check is their own business. */
function ownFiles(tools: Tool[]): Set<string> {
  const own = (file: string): number => tools.filter((t) => t.site.file === file).length;
  return new Set(tools.map((t) => t.site.file).filter((file) => own(file) * 2 < tools.length));
}

function checksIn(functions: FunctionNode[]): Omit<Signal, 'strength'>[] {
  return functions.flatMap((fn) => {
    const call = fn.calls.find(
      (c) =>
        VALIDATES.test(c.fact.callee) &&
        !COMMAND_LINE.test(c.fact.callee) &&
        mentions([c.fact.callee, ...c.fact.args.map((a) => a.text)].join(' '), [
          'input',
          'arg',
          'param',
          'tool',
          'call',
        ]),
    );
    return call === undefined
      ? []
      : [{ file: fn.file.path, line: call.fact.line, note: 'arguments are validated', fn }];
  });
}
