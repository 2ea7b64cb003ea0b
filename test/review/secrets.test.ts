// Secrets of many kinds, planted where the reviewer is sure to look. The server must see none of them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redact } from '../../src/review/redact.js';
import { type ModelServer, startModelServer } from '../support/model-server.js';
import { placed, reviewed, sample } from '../support/review.js';

/** Put together here, so that no secret scanner finds one in this file. */
const glue = (...parts: string[]) => parts.join('');
const SECRETS: Record<string, string> = {
  'an Anthropic key': glue('sk-ant-', 'api03-', 'aB3'.repeat(31), 'AA'),
  'an OpenAI key': glue('sk-', 'proj-', 'Zy9_xW8'.repeat(7)),
  'an AWS access key': glue('AKIA', 'Q3EGRIZTESTKEY77'),
  'a GitHub token': glue('ghp_', 'aB3dE6'.repeat(6)),
  'a GitLab token': glue('glpat-', 'x7Yz81Qw93Er56Ty12'),
  'a Slack token': glue('xoxb-', '123456789012-1234567890123-', 'abcdefGHIJKLmnopqrstuvwx'),
  'an npm token': glue('npm_', 'a1B2'.repeat(9)),
  'a Stripe key': glue('sk_', 'live_', '51Hh8sKJ2eZvKYlo2C'),
  'a Google key': glue('AIza', 'SyA1234567890abcdefghijklmnopqrstuvw'),
  'a JSON web token': glue('eyJ', 'hbGciOiJIUzI1NiJ9.', 'eyJ', 'zdWIiOiIxMjM0NTY3ODkwIn0.', 'dozjgNryP4J3jVmNHl0w5N'),
  'a password in an address': 'hunter2Secret',
  'a password by its name': 'correct-horse',
  'a value of .env': 'zebra-crossing-4711',
  'a value of a nested .env': 'Frühling2024!x',
  'a value of the environment': 'env-only-value-99',
};
const KEY = ['-----BEGIN RSA PRIVATE', ' KEY-----'].join('');
const KEY_BODY = 'MIIEpAIBAAKCAQEAz0Xk3n9YbqP1'.repeat(8);
const PRIVATE = `${KEY}\n${KEY_BODY}\n${KEY.replace('BEGIN', 'END')}`;

const planted = Object.entries(SECRETS).map(([kind, value], i) => {
  if (kind === 'a password in an address') return `const s${i} = 'postgres://app:${value}@db.internal/x';`;
  if (kind === 'a password by its name') return `const dbPassword = '${value}';`;
  return `const s${i} = '${value}';`;
});

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

test('none of them reaches the server, and the code around them does', async () => {
  const base = sample('ungated-shell');
  const agent = (base['src/agent.ts'] ?? '').replace(
    /(\n\s*while ?\(.*\{\n)/,
    `$1${planted.join('\n')}\nconst pem = \`${PRIVATE}\`;\n`,
  );
  const root = placed({
    ...base,
    'src/agent.ts': agent,
    '.env': `SOME_SETTING=${SECRETS['a value of .env']}\nMODEL=gpt\n`,
    'src/.env.local': `export DB_PASSWORD="${SECRETS['a value of a nested .env']}" # old\n`,
  });
  const env = { SERVICE_TOKEN: SECRETS['a value of the environment'] ?? '' };
  const { packet } = await reviewed({ root, server, vendor: 'anthropic', env });
  const sent = server.received.map((r) => `${r.raw}\n${r.user}`).join('\n');
  expect(sent).toContain("const dbPassword = '[redacted]'");
  for (const text of [sent, JSON.stringify(packet)]) {
    expect(
      Object.entries(SECRETS)
        .filter(([, value]) => text.includes(value))
        .map(([kind]) => kind),
    ).toEqual([]);
    expect(text).not.toContain(KEY_BODY.slice(0, 40));
  }
});

test('redacting keeps line breaks, so that line numbers hold', async () => {
  const text = `a\n${PRIVATE}\nb\n`;
  const redacted = await redact(text, []);
  expect(redacted.split('\n')).toHaveLength(text.split('\n').length);
  expect(redacted).toMatch(/^a\n\[redacted\]\n+b\n$/);
});

test('a comment cannot switch the detector off', async () => {
  const key = SECRETS['a GitHub token'] ?? '';
  expect(await redact(`// secretlint-disable\nconst k = '${key}'; // secretlint-disable-line\n`, [])).not.toContain(
    key,
  );
});

test('ordinary code is left alone', async () => {
  const code =
    "const maxTokens = 4000;\nif (usage.tokens > limit) throw new Error('token limit');\nconst tokenKind = 'input';\n";
  expect(await redact(code, [])).toBe(code);
});
