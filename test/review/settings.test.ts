// Settings for reviews: what a file may hold, whom it is believed, and what outranks it.
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import type { ReviewFlags } from '../../src/cli/review.js';
import { connect } from '../../src/cli/review-connection.js';
import { settingsFor } from '../../src/cli/review-settings.js';
import { providers } from '../../src/review/providers/registry.js';
import { readSettings } from '../../src/review/settings.js';

const IDS = ['anthropic', 'openai'];
const WHOLE = `review:
  provider: openai
  maxTokens: 200000
  maxCost: 0.50
  providers:
    openai:
      model: local-model
      baseUrl: http://localhost:8080/v1
      keyVariable: LOCAL_KEY
      price: { input: 1, output: 2 }
`;

test('a whole file is read as it stands', () => {
  expect(readSettings(WHOLE, 'config.yaml', IDS)).toEqual({
    provider: 'openai',
    maxTokens: 200_000,
    maxCost: 0.5,
    providers: {
      openai: {
        model: 'local-model',
        baseUrl: 'http://localhost:8080/v1',
        keyVariable: 'LOCAL_KEY',
        price: { input: 1, output: 2 },
      },
    },
  });
});

test.each(['', '# nothing yet\n', 'review: {}\n'])('an empty file sets nothing: %j', (text) => {
  expect(readSettings(text, 'config.yaml', IDS)).toEqual({});
});

const SECRET = 'sk-abcdefghijklmnopqrstuvwxyz';
const provider = (line: string) => `review:\n  providers:\n    openai:\n      ${line}\n`;

test.each<[title: string, text: string, message: string, hint: string]>([
  ['no YAML', 'review: [', 'c.yaml:1:10 is no YAML', 'mend'],
  ['a list', '- review\n', 'c.yaml:1:1 the file must be a group of keys', 'review'],
  ['an unknown key at the top', 'reviews:\n  provider: openai\n', "c.yaml:1:1 unknown key 'reviews'", "'review'"],
  ['an unknown key below', 'review:\n  maxToken: 3\n', "c.yaml:2:3 unknown key 'maxToken'", "'maxTokens'"],
  [
    'an unknown provider',
    'review:\n  providers:\n    gemini: {}\n',
    "c.yaml:3:5 unknown key 'gemini'",
    'anthropic, openai',
  ],
  ['an unknown choice', 'review:\n  provider: gemini\n', 'c.yaml:2:13 provider has a wrong value', 'anthropic, openai'],
  ['a text for a number', 'review:\n  maxTokens: many\n', 'c.yaml:2:14 maxTokens has a wrong value', 'whole number'],
  ['a budget of nothing', 'review:\n  maxCost: 0\n', 'c.yaml:2:12 maxCost has a wrong value', 'above 0'],
  ['no address', provider('baseUrl: localhost'), 'c.yaml:4:16 baseUrl has a wrong value', 'address of a server'],
  ['a group for a text', provider('model: { name: x }'), 'c.yaml:4:14 model has a wrong value', 'a text'],
  ['half a price', provider('price: { input: 3 }'), "c.yaml:4:14 price lacks 'output'", 'input and output'],
  [
    'a price of no model',
    provider('price: { input: 3, output: 4 }'),
    'c.yaml:4:14 the price of openai belongs to no',
    'model',
  ],
  ['a key', provider(`apiKey: ${SECRET}`), "c.yaml:4:7 unknown key 'apiKey'", 'keyVariable names the variable'],
  [
    'a key for its name',
    provider(`keyVariable: ${SECRET}`),
    'c.yaml:4:20 keyVariable has a wrong value',
    'itself stays out',
  ],
])('%s is told with its line and column, without its value', (_, text, message, hint) => {
  let thrown: unknown;
  try {
    readSettings(text, 'c.yaml', IDS);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
  expect(`${(thrown as Error).message} ${(thrown as { hint: string }).hint}`).not.toContain(SECRET);
});

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'settings-'));
}

function io(env: Record<string, string>, cwd = folder()): Io {
  const nothing = () => undefined;
  return {
    out: nothing,
    err: nothing,
    outIsTerminal: false,
    errIsTerminal: false,
    columns: 80,
    env,
    cwd,
    onInterrupt: () => nothing,
  };
}

/** A user with this configuration, and the repository that is evaluated. */
function user(text: string): { home: string; root: string; file: string } {
  const [home, root] = [folder(), folder()];
  mkdirSync(join(home, 'harness'));
  const file = join(home, 'harness', 'config.yaml');
  writeFileSync(file, text);
  return { home, root, file };
}

test("the user's own file is found in the configuration folder, and --config names another instead", () => {
  const { home, root } = user(WHOLE);
  expect(settingsFor(undefined, root, IDS, io({ XDG_CONFIG_HOME: home })).provider).toBe('openai');
  expect(settingsFor(undefined, root, IDS, io({ XDG_CONFIG_HOME: 'relative' }))).toEqual({});
  const other = user('review:\n  provider: anthropic\n');
  expect(settingsFor(other.file, root, IDS, io({ XDG_CONFIG_HOME: home }))).toEqual({ provider: 'anthropic' });
  const elsewhere = folder();
  mkdirSync(join(elsewhere, '.config'));
  symlinkSync(join(home, 'harness'), join(elsewhere, '.config', 'harness'));
  expect(settingsFor(undefined, root, IDS, io({ HOME: elsewhere })).maxTokens).toBe(200_000);
});

test('nothing of the repository that is judged is read, whoever points at it', () => {
  const { home, root } = user(WHOLE);
  mkdirSync(join(root, 'harness'));
  const planted = join(root, 'harness', 'config.yaml');
  writeFileSync(planted, WHOLE);
  expect(settingsFor(undefined, root, IDS, io({ XDG_CONFIG_HOME: root }))).toEqual({});
  expect(settingsFor(undefined, root, IDS, io({}, root))).toEqual({});
  const refused = expect.objectContaining({
    exitCode: 2,
    message: expect.stringContaining('is part of the repository'),
  });
  expect(() => settingsFor(planted, root, IDS, io({}))).toThrow(refused);
  const link = join(home, 'link.yaml');
  symlinkSync(planted, link);
  expect(() => settingsFor(link, root, IDS, io({}))).toThrow(refused);
});

const openai = providers.find((p) => p.id === 'openai') ?? expect.fail('no provider openai');
const flags = (over: Partial<ReviewFlags> = {}): ReviewFlags => ({
  review: 'openai',
  dryRun: false,
  yes: true,
  quiet: true,
  ...over,
});

function connected(over: Partial<ReviewFlags>, env: Record<string, string>) {
  const { home, root } = user(WHOLE);
  const around = io({ XDG_CONFIG_HOME: home, LOCAL_KEY: 'k', ...env });
  return connect(openai, flags(over), settingsFor(undefined, root, IDS, around), around);
}

const ENV = {
  OPENAI_MODEL: 'env-model',
  OPENAI_BASE_URL: 'http://env/v1',
  HARNESS_MAX_TOKENS: '30',
  HARNESS_MAX_COST: '3',
};
const PRICE = { input: 5, output: 6 };

test('the configuration holds where nothing else is said', () => {
  expect(connected({}, {})).toMatchObject({
    model: 'local-model',
    baseUrl: 'http://localhost:8080/v1',
    price: { input: 1, output: 2 },
    limits: { tokens: 200_000, cost: 0.5 },
  });
});

test('the environment outranks the configuration, and flags outrank both', () => {
  const one = connected({ price: PRICE }, ENV);
  expect(one).toMatchObject({ model: 'env-model', baseUrl: 'http://env/v1', limits: { tokens: 30, cost: 3 } });
  const all = connected({ model: 'm', baseUrl: 'http://flag/v1', price: PRICE, maxTokens: 4, maxCost: 1 }, ENV);
  expect(all).toMatchObject({ model: 'm', baseUrl: 'http://flag/v1', price: PRICE, limits: { tokens: 4, cost: 1 } });
});

test('the provider is that of the environment before that of the file', () => {
  const { home, root } = user(WHOLE);
  const env = { XDG_CONFIG_HOME: home, HARNESS_REVIEW_PROVIDER: 'anthropic' };
  expect(settingsFor(undefined, root, IDS, io(env)).provider).toBe('anthropic');
  const wrong = io({ HARNESS_REVIEW_PROVIDER: 'gemini' });
  expect(() => settingsFor(undefined, root, IDS, wrong)).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test("a configured price is not put on another model's bill", () => {
  expect(() => connected({ model: 'other' }, {})).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining('the price of other is not known') }),
  );
  expect(connected({ model: 'gpt-5-mini' }, {}).price).toMatchObject({ input: 0.25, output: 2 });
});

test('a key is looked for under the configured name', () => {
  const { home, root } = user(WHOLE.replace(/ {6}baseUrl.*\n/, ''));
  const around = io({ XDG_CONFIG_HOME: home, OPENAI_API_KEY: 'k' });
  expect(() => connect(openai, flags(), settingsFor(undefined, root, IDS, around), around)).toThrow(
    expect.objectContaining({ message: expect.stringContaining('LOCAL_KEY is not set') }),
  );
});
