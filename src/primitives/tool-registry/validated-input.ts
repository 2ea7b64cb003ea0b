import type { Criterion } from '../../contracts.js';
import { agent, example, refuse } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
  judge: () => unknown('This criterion has no judge yet.'),
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
