// Everything that says the right words and does nothing: claims taken from the catalogue itself, tests that test
// nothing, and whole working foundations where no run ever comes.
import { catalogue } from '../../src/primitives/registry.js';
import { PROMPT } from './bare.js';
import { extensionOf, type Files, type FullLanguage, fullHarness, isCode } from './full-harness.js';

/** One sentence per criterion, as a proud author would write it. */
const CLAIMS = catalogue.primitives.flatMap((p) => p.criteria.map((c) => `${c.title}: ${c.statement}`));

/** Longer lines are taken for data, not for code. */
const LONGEST_LINE = 4_000;

type Decoy = (language: FullLanguage, bare: Files) => Files;

export const DECOYS: Record<string, Decoy> = {
  'comments between the lines': (language, bare) => {
    const mark = language === 'python' ? '#' : '//';
    return mapCode(language, bare, (text) => {
      let next = 0;
      const between = text.replace(/\n\n+/g, () => `\n\n${mark} ${CLAIMS[next++ % CLAIMS.length]}\n`);
      return `${between}\n${CLAIMS.map((claim) => `${mark} ${claim}`).join('\n')}\n`;
    });
  },
  'a changelog': (_, bare) => ({ ...bare, 'CHANGELOG.md': `# Changelog\n\n## 2.0.0\n\n${list(CLAIMS)}` }),
  'a README and documentation': (_, bare) => ({
    ...bare,
    'README.md': `# small-agent\n\n${list(CLAIMS)}`,
    'docs/permissions.md': `# Permission policy\n\n${list(CLAIMS)}`,
    'docs/session.md': `# Sessions, resume, compaction and the event log\n\n${list(CLAIMS)}`,
  }),
  prompts: (language, bare) => ({
    ...mapCode(language, bare, (text) => text.replace(PROMPT, `${PROMPT} ${claimsInQuotes()}`)),
    'prompts/system.md': `# System prompt\n\n${list(CLAIMS)}`,
    'AGENTS.md': `# Rules\n\n${list(CLAIMS)}`,
  }),
  'tests that test nothing': (language, bare) => ({ ...bare, ...emptyTests(language) }),
  'modules that nothing imports': (language, bare) => ({ ...bare, ...unused(language) }),
  'a vendored harness': (language, bare) => ({ ...bare, ...below('vendor/other', fullHarness(language)) }),
};

function list(lines: string[]): string {
  return `${lines.map((line) => `- ${line}`).join('\n')}\n`;
}

/** Fit for a string in any of the languages. */
function claimsInQuotes(): string {
  return CLAIMS.map((claim) => claim.replace(/["'`\\{}$]/g, ''))
    .join(' ')
    .slice(0, LONGEST_LINE);
}

function mapCode(language: FullLanguage, files: Files, change: (text: string) => string): Files {
  const entries = Object.entries(files).map(([path, text]) => [path, isCode(language, path) ? change(text) : text]);
  return Object.fromEntries(entries) as Files;
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** The foundations of the full harness, without its loop and its program, in a folder of the bare one. */
function unused(language: FullLanguage): Files {
  const folder = { typescript: 'src', python: 'small_agent', rust: 'src', go: 'internal' }[language];
  const foundations = /(permissions?|session|compaction|compact|events)\.\w+$/;
  const files = Object.entries(fullHarness(language)).filter(
    ([path]) => isCode(language, path) && foundations.test(path),
  );
  return Object.fromEntries(
    files.map(([path, text]) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      // A folder is a package in Go, so each file has one of its own.
      const own = language === 'go' ? `${name.replace(extensionOf('go'), '')}/` : '';
      return [`${folder}/later/${own}${name}`, text];
    }),
  );
}

const TITLES = [
  'a denied tool never runs and a risky tool needs approval',
  'stops the agent loop at the turn limit and at the token budget',
  'the agent loop runs a tool with a fake model',
  'resumes a session after a crash',
  'compacts the history at the threshold',
];

function emptyTests(language: FullLanguage): Files {
  const snake = (title: string): string => title.replace(/ /g, '_');
  const camel = (title: string): string => title.replace(/(^| )(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const written = {
    typescript: {
      'test/agent.test.ts': `import { expect, it } from 'vitest';\n\n${TITLES.map(
        (t) =>
          `it('${t}', () => {\n  const fakeModel = { permission: 'denied', maxTurns: 3, tokens: 100 };\n  expect(fakeModel.permission).toBe('denied');\n});\n`,
      ).join('\n')}`,
    },
    python: {
      'tests/test_agent.py': TITLES.map(
        (t) =>
          `def test_${snake(t)}():\n    fake_model = {"permission": "denied", "max_turns": 3, "tokens": 100}\n    assert fake_model["permission"] == "denied"\n\n\n`,
      ).join(''),
    },
    rust: {
      'tests/agent.rs': TITLES.map(
        (t) =>
          `#[test]\nfn ${snake(t)}() {\n    let (permission, max_turns, _tokens) = ("denied", 3, 100);\n    assert_eq!(permission, "denied");\n    assert!(max_turns > 2);\n}\n\n`,
      ).join(''),
    },
    go: {
      'agent_test.go': `package main\n\nimport "testing"\n\n${TITLES.map(
        (t) =>
          `func Test${camel(t)}(t *testing.T) {\n\tpermission, maxTurns := "denied", 3\n\tif permission != "denied" || maxTurns > 3 {\n\t\tt.Fatal("denied tool ran beyond the limit")\n\t}\n}\n\n`,
      ).join('')}`,
    },
  };
  return written[language];
}
