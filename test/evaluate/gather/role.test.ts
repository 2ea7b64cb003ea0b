import { expect, test } from 'vitest';
import { gathered, roles, skips } from './tree.js';

const EXPECTED = {
  'src/agent.ts': 'source',
  'src/tools/shell.ts': 'source',
  'scripts/release.ts': 'source',
  'tools/search.ts': 'source',
  'src/docs/loader.ts': 'source',
  'src/eval/interpreter.ts': 'source',
  'src/templates/prompt.ts': 'source',
  'src/agent.test.ts': 'test',
  'src/__tests__/a.ts': 'test',
  'integration-tests/a.ts': 'test',
  'app/test_agent.py': 'test',
  'conftest.py': 'test',
  'crate/src/tests.rs': 'test',
  'cmd/run_test.go': 'test',
  'pkg/testdata/a.go': 'test',
  'tests/examples/a.ts': 'test',
  'evals/safety.eval.ts': 'eval',
  'src/x.eval.ts': 'eval',
  'benchmarks/a.py': 'eval',
  'examples/basic/agent.ts': 'example',
  'examples/tests/agent.test.ts': 'example',
  'templates/starter/src/index.ts': 'example',
  'docs/site.ts': 'docs',
  'README.md': 'docs',
  'vitest.config.ts': 'config',
  'src/app.config.ts': 'source',
  'src/policy/policies/shell.toml': 'config',
  'src/prompts/system.md': 'prompt',
  'src/agent/step.j2': 'prompt',
  'src/skills/review/SKILL.md': 'prompt',
  'CLAUDE.md': 'agent-config',
  '.mcp.json': 'agent-config',
  '.claude/skills/test-writer/SKILL.md': 'agent-config',
  '.tool/extensions/a.ts': 'agent-config',
  '.github/workflows/test.yml': 'ci',
  '.github/actions/run-tests/action.yml': 'ci',
  '.gitlab-ci.yml': 'ci',
  'package.json': 'manifest',
  'requirements-dev.txt': 'manifest',
  'setup.py': 'manifest',
};

test('roles come from place, then name', async () => {
  const files = Object.fromEntries(
    Object.keys(EXPECTED).map((path) => [path, path.endsWith('.json') ? '{"name":"x"}' : '']),
  );
  const result = await gathered({ ...files, 'templates/starter/package.json': '{"name":"starter"}' });
  expect(roles(result)).toEqual(EXPECTED);
});

test('a target inside an example folder is judged as itself', async () => {
  expect(roles(await gathered({ 'agent.ts': '' }))).toEqual({ 'agent.ts': 'source' });
});

test('a Python module called setup.py, and docs inside a Python package, are source', async () => {
  const result = await gathered({ 'pkg/__init__.py': '', 'pkg/setup.py': '', 'pkg/docs/load.py': '' });
  expect(new Set(Object.values(roles(result)))).toEqual(new Set(['source']));
});

test('data of tests and examples is counted, not read', async () => {
  const result = await gathered({
    'a.ts': '',
    'tests/data/a.json': '{',
    'tests/data/b.yaml': '',
    'examples/a.yml': '',
  });
  expect(skips(result)).toEqual({ examples: '1 data file of example code', tests: '2 data files of test code' });
});
