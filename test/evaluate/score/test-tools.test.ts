// A generated test is run only where it names the tool that the sentence is about.
import { describe, expect, it } from 'vitest';
import type { EffectClass, Tool } from '../../../src/contracts.js';
import { fill, namesIn, PLAIN } from '../../../src/evaluate/score/scenario.js';
import { aMap, aTool } from '../../support/score-input.js';

function tool(name: string, gated: Tool['gated'], ...effects: EffectClass[]): Tool {
  const [first = 'read'] = effects;
  const base = aTool(name, first, gated);
  return { ...base, effects: effects.flatMap((effect) => aTool(name, effect, gated).effects) };
}
const names = (...tools: Tool[]) => namesIn(aMap({ tools }));

describe('the tool of a test', () => {
  const search = tool('search', 'never', 'read', 'shell');
  const bash = tool('bash', 'always', 'shell');

  it('is the one meant for commands, not one that starts a program by the way', () => {
    expect(names(search, bash)).toMatchObject({ tool: 'bash', shell: 'bash' });
    expect(names(search, tool('go', 'always', 'shell'))).toMatchObject({ tool: 'go', shell: 'go' });
    expect(names(search, tool('run_command', 'always', 'shell', 'read'))).toMatchObject({ shell: 'run_command' });
  });

  it('is the only one with a shell where there is no other', () => {
    expect(names(search, tool('look', 'never', 'read'))).toMatchObject({ tool: 'search', shell: 'search' });
  });

  it('is an ungated one among those that are meant to act', () => {
    expect(names(bash, tool('write_file', 'never', 'write'))).toMatchObject({ tool: 'write_file', shell: 'bash' });
  });

  it('takes a path where a test hands it one', () => {
    const tools = [bash, tool('read_file', 'not-needed', 'read'), tool('edit', 'always', 'read', 'write')];
    expect(names(...tools).files).toBe('edit');
    expect(names(bash).files).toBe(PLAIN.files);
  });
});

it('a sentence gets names, and a plain phrase only one article', () => {
  const scenario = { given: 'the {shell}', when: '{shell} and {files} run', then: 'a {tool} stops' };
  expect(fill(scenario, names(tool('bash', 'never', 'shell')))).toEqual({
    given: 'the bash',
    when: 'bash and a tool that takes a path run',
    then: 'a bash stops',
  });
  expect(fill(scenario, PLAIN).given).toBe('the shell tool');
});
