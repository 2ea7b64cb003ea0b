import { describe, expect, it } from 'vitest';
import type { Framework } from '../../../src/contracts.js';
import {
  comesFrom,
  matchCall,
  matchDecorator,
  matchPattern,
  modulesMatch,
} from '../../../src/evaluate/map/framework-match.js';

describe('modulesMatch', () => {
  it.each([
    ['openai', ['openai'], true],
    ['openai/helpers/zod', ['openai'], true],
    ['google.genai.types', ['google.genai'], true],
    ['std::fs::File', ['std::fs'], true],
    ['node:fs', ['fs'], true],
    ['fs/promises', ['fs'], true],
    ['github.com/openai/openai-go/v2', ['github.com/openai/openai-go'], true],
    ['openai-edge', ['openai'], false],
    ['aiofiles', ['ai'], false],
    ['./openai', ['openai'], false],
    ['google', ['google.genai'], false],
  ])('%s against %j is %s', (specifier, modules, expected) => {
    expect(modulesMatch(specifier, modules)).toBe(expected);
  });
});

describe('matchPattern', () => {
  it.each([
    ['this.client.messages.create', false, { suffix: 'messages.create' }, true],
    ['self.client.chat().completions().create', false, { suffix: 'completions.create' }, true],
    ['clients[].messages.create', false, { suffix: 'messages.create' }, true],
    ['client?.messages.create', false, { suffix: 'messages.create' }, true],
    ['async_openai::Client::new', false, { suffix: 'Client.new' }, true],
    ['sms_messages.create', false, { suffix: 'messages.create' }, false],
    ['create', false, { suffix: 'messages.create' }, false],
    ['Agent', true, { suffix: 'Agent', isNew: true }, true],
    ['Agent', false, { suffix: 'Agent', isNew: true }, false],
    ['Agent', true, { suffix: 'Agent' }, true],
  ])('%s (new: %s) against %j is %s', (callee, isNew, pattern, expected) => {
    expect(matchPattern(callee, isNew, pattern)).toBe(expected);
  });
});

describe('matchDecorator', () => {
  it.each([
    ['tool', ['tool'], true],
    ['@mcp.tool()', ['tool'], true],
    ['mcp.tool(name="x.y")', ['mcp.tool'], true],
    ['#[rmcp::tool(description = "d")]', ['tool'], true],
    ['#[tool]', ['tool'], true],
    ['click.option("--tool")', ['tool'], false],
    ['toolbox', ['tool'], false],
  ])('%s against %j is %s', (decorator, names, expected) => {
    expect(matchDecorator(decorator, names)).toBe(expected);
  });
});

describe('comesFrom', () => {
  it.each([
    ['its import', { callee: 'run', module: '@scope/sdk' }, ['@scope/sdk'], true],
    ['the path after a parent import', { callee: 'request.urlopen', module: 'urllib' }, ['urllib.request'], true],
    ['a spelled-out path', { callee: 'std::fs::write' }, ['std::fs'], true],
    ['a method where the file imports it', { callee: 'db.query', imports: ['pg'] }, ['pg'], true],
    ['a bare local name', { callee: 'query', imports: ['pg'] }, ['pg'], false],
    ['a method of another module', { callee: 'db.query', module: 'other', imports: ['pg'] }, ['pg'], false],
    ['a variable named like the module', { callee: 'redis.get' }, ['redis'], false],
  ])('%s', (_, call, modules, expected) => {
    expect(comesFrom(call, modules)).toBe(expected);
  });
});

describe('matchCall', () => {
  const sdk: Framework = {
    id: 'sdk',
    title: 'SDK',
    languages: ['typescript'],
    modules: ['sdk'],
    loops: [{ suffix: 'generate', withOption: ['maxSteps'] }],
    gates: [{ suffix: 'askFirst', fromModule: false }],
  };

  it('needs one of the options that the pattern asks for', () => {
    const call = { callee: 'generate', isNew: false, module: 'sdk' };
    expect(matchCall(call, sdk, sdk.loops)).toBeUndefined();
    expect(matchCall({ ...call, options: ['model', 'maxSteps'] }, sdk, sdk.loops)).toBe(sdk.loops?.[0]);
  });

  it('does not ask where a call comes from when the pattern says so', () => {
    expect(matchCall({ callee: 'ui.askFirst', isNew: false }, sdk, sdk.gates)).toBe(sdk.gates?.[0]);
  });

  it('finds nothing in a list that is not there', () => {
    expect(matchCall({ callee: 'generate', isNew: false, module: 'sdk' }, sdk, sdk.requests)).toBeUndefined();
  });
});
