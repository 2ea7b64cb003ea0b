import type { JudgeContext, Judgement, Practice } from '../../contracts.js';
import { ciCommands, commandsIn, runsTests } from '../kit/ci.js';
import { example } from '../kit/example.js';
import { absent, decide, notApplicable, type Signal } from '../kit/judgement.js';

const GUARDED = `
  {
    "name": "small-agent",
    "version": "1.0.0",
    "type": "module",
    "bin": { "small-agent": "src/cli.ts" },
    "files": ["src/**/*.ts", "README.md"],
    "scripts": {
      "test": "vitest run",
      "check:package": "node scripts/check-package.mjs",
      "prepublishOnly": "npm test && npm run check:package"
    },
    "publishConfig": { "access": "public" },
    "dependencies": { "@anthropic-ai/sdk": "^0.60.0" },
    "devDependencies": { "vitest": "^3.0.0" }
  }
`;

const CHECK = `
  import { execFileSync } from 'node:child_process';

  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8' }));
  const leaks = files.map((file) => file.path).filter((path) => /\\.map$|\\.env|\\.pem$/.test(path));
  if (leaks.length > 0) {
    console.error('must not be published: ' + leaks.join(', '));
    process.exit(1);
  }
`;

const OPEN = `
  {
    "name": "small-agent",
    "version": "1.0.0",
    "type": "module",
    "bin": { "small-agent": "src/cli.ts" },
    "scripts": { "release": "npm version patch && npm publish" },
    "publishConfig": { "access": "public" },
    "dependencies": { "@anthropic-ai/sdk": "^0.60.0" }
  }
`;

export const practice: Practice = {
  id: 'practice/release-hygiene',
  kind: 'practice',
  title: 'Guarded releases',
  statement: 'What is published is chosen by an allow-list and checked before it goes out: no source maps, no secrets.',
  consequence: 'silent-harm',
  impact:
    'A source map or a key in a published package cannot be called back, and the users of the package inherit the leak.',
  fix: 'List the shipped files in the manifest, leave source maps out, and run a check of the packed contents before publish.',
  effort: 'hours',
  confirm: {
    given: 'a build that leaves a source map and an .env file beside the code',
    when: 'the package is packed',
    then: 'neither is in the archive, and the check before publish fails when one is added to the list',
  },
  signals:
    'Publishing commands and jobs, the list of shipped files in manifests and release steps, checks that stand before publishing, and compiler settings for source maps.',
  judge,
  pass: example('listed files and a check of the package before publish', {
    'package.json': GUARDED,
    'scripts/check-package.mjs': CHECK,
  }),
  fail: example('whatever lies in the folder is published', {
    'package.json': OPEN,
    'CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\n- Published files are checked for source maps and secrets\n',
  }),
};

const PUBLISHES =
  /\b((npm|pnpm|yarn|bun)( \S+)* publish\b(?!.*--dry-run)|changeset publish|semantic-release|release-it|lerna publish|twine upload|(uv|poetry|hatch|flit|maturin|pdm) (publish|upload)|cargo (publish|release|dist)|goreleaser|vsce publish|ovsx publish|docker( buildx)? (push|build .*--push)|gh release (create|upload)|jsr publish)/;
const PUBLISHING_ACTION =
  /^(pypa\/gh-action-pypi-publish|JS-DevTools\/npm-publish|changesets\/action|goreleaser\/goreleaser-action|softprops\/action-gh-release|ncipollo\/release-action|actions\/upload-release-asset|docker\/build-push-action|googleapis\/release-please-action|PyO3\/maturin-action|svenstaro\/upload-release-action)/;
const LOOKS =
  /\b(twine check|npm pack\b.*--dry-run|publint|attw|arethetypeswrong|check-manifest|cargo package|check-wheel-contents|pack --dry|check[-:]?(package|pack|dist|release)|verify[-:\w]*(release|package|tarball|dist))\b/;
const BEFORE = ['prepublishOnly', 'prepublish', 'prepack', 'preversion', 'prerelease', 'prepare'];

function judge(context: JudgeContext): Judgement {
  const published = publications(context);
  if (published.length === 0)
    return notApplicable('Nothing is published: no publish command, no release job, no package meant for a registry.');
  const lists = allowLists(context);
  const checked = checksBefore(context, published);
  const maps = sourceMaps(context);
  const complete = lists.length > 0 && checked.length > 0 && maps.length === 0;
  const signals = [...lists, ...checked].map((s): Signal => ({ ...s, strength: complete ? 'full' : 'half' }));
  if (signals.length === 0)
    return absent(
      'Something is published, and neither a list of what ships nor a check before it was found.',
      'medium',
      published.slice(0, 2).map((p) => context.code.evidence(p.file, p.line, p.note)),
    );
  const ordered = complete
    ? interleave(signals, checked.length > 0 ? lists.length : 0)
    : [...signals.slice(0, 2), ...maps.slice(0, 1), ...signals.slice(2)];
  return decide(context.code, ordered, {
    met: 'What ships is listed, and checked before it is published.',
    partial: `What is published is only partly guarded: ${missing(lists, checked, maps)}.`,
    absent: '',
  });
}

type Seen = Omit<Signal, 'strength'> & { strength: 'half' };

function seen(file: string, line: number, note: string): Seen {
  return { strength: 'half', file, line, note };
}

function missing(lists: Seen[], checked: Seen[], maps: Seen[]): string {
  return [
    ...(lists.length === 0 ? ['no list of what ships'] : []),
    ...(checked.length === 0 ? ['no check before publishing'] : []),
    ...(maps.length > 0 ? ['source maps are built into what ships'] : []),
  ].join(', ');
}

/** One of each kind first, so that both are cited. */
function interleave(signals: Signal[], lists: number): Signal[] {
  return [
    ...signals.slice(0, 1),
    ...signals.slice(lists, lists + 2),
    ...signals.slice(1, lists),
    ...signals.slice(lists + 2),
  ];
}

/** Commands, jobs and manifests that put something before the public. */
function publications(context: JudgeContext): Seen[] {
  const { documents, facts } = context.code;
  const commands = ciCommands(context)
    .filter((c) => commandsIn(c.text).some((x) => PUBLISHES.test(x)))
    .map((c) => seen(c.document.path, c.line, 'publishes'));
  const actions = documents
    .filter((d) => d.role === 'ci')
    .flatMap((d) =>
      d.entries
        .filter((e) => e.path.endsWith('.uses') && PUBLISHING_ACTION.test(e.value))
        .map((e) => seen(d.path, e.line, 'publishes')),
    );
  const manifests = facts.packages
    .filter((p) => !p.private)
    .flatMap((p) => {
      const entries = documents.find((d) => d.path === p.manifest)?.entries ?? [];
      const script = Object.entries(p.scripts).find(
        ([name, text]) => PUBLISHES.test(text) || BEFORE.slice(0, 2).includes(name),
      );
      const meant = entries.find((e) =>
        /^(publishConfig(\.|$)|project\.classifiers\.|tool\.poetry\.classifiers)/.test(e.path),
      );
      const line =
        meant?.line ??
        (script === undefined ? undefined : entries.find((e) => e.path === `scripts.${script[0]}`)?.line);
      return line === undefined && p.language !== 'python'
        ? []
        : line === undefined
          ? meantForIndex(p.manifest, entries)
          : [seen(p.manifest, line, 'is meant to be published')];
    });
  return [...commands, ...actions, ...manifests];
}

/** Python: what only an index shows (authors, links, keywords, a readme) is filled in. */
function meantForIndex(manifest: string, entries: { path: string; line: number }[]): Seen[] {
  const shown = ['project.authors', 'project.urls', 'project.keywords', 'project.readme', 'project.license'].filter(
    (k) => entries.some((e) => e.path.startsWith(k)),
  );
  const first = entries.find((e) => e.path.startsWith(shown[0] ?? ' '));
  return shown.length >= 2 && first !== undefined ? [seen(manifest, first.line, 'is meant to be published')] : [];
}

/** Lists of the files that ship. */
function allowLists({ code }: JudgeContext): Seen[] {
  const keys =
    /^(files(\.0)?|package\.include(\.0)?|tool\.setuptools\.(package-data|packages|py-modules)\b.*|tool\.hatch\.build\.targets\.\w+\.(include|packages|only-include)\b.*|tool\.poetry\.(include|packages)\b.*|tool\.flit\.sdist\.include\b.*)$/;
  const open = new Set(code.facts.packages.filter((p) => p.private).map((p) => p.manifest));
  const manifests = code.documents
    .filter((d) => d.role === 'manifest' && !open.has(d.path))
    .flatMap((d) =>
      d.entries
        .filter((e) => keys.test(e.path))
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'lists what ships')),
    );
  const assets = code.documents
    .filter((d) => d.role === 'ci')
    .flatMap((d) =>
      d.entries
        .filter((e) => /\.with\.(files|artifacts|asset_path)(\[\d+\])?$/.test(e.path) && e.value !== '')
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'names the files of the release')),
    );
  const copies = code.documents
    .filter((d) => /(^|\/)Dockerfile[^/]*$/.test(d.path))
    .flatMap((d) =>
      d.entries
        .filter((e) => /^COPY\s+(?!\.\s)/.test(e.value))
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'copies chosen folders')),
    );
  return [...manifests, ...assets, ...(manifests.length === 0 ? copies : [])];
}

/** Hooks and steps that look before something is published: in the publishing file or the package's own scripts. */
function checksBefore(context: JudgeContext, published: Seen[]): Seen[] {
  const { code } = context;
  const files = new Set(published.map((p) => p.file));
  const steps = ciCommands(context)
    .filter((c) => files.has(c.document.path) && (LOOKS.test(c.text) || runsTests(context, c.text)))
    .map((c) => seen(c.document.path, c.line, 'checks before publishing'));
  const own = code.documents
    .filter((d) => d.role === 'ci' && files.has(d.path))
    .flatMap((d) =>
      d.entries
        .filter(
          (e) =>
            /\.(uses|name)$/.test(e.path) &&
            /\b(verify|check|smoke)[\w -]*(package|tarball|publish|wheel|artifact)|verify-release/i.test(e.value),
        )
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'checks before publishing')),
    );
  const hooks = code.facts.packages.flatMap((p) => {
    const entries = code.documents.find((d) => d.path === p.manifest)?.entries ?? [];
    const names = Object.entries(p.scripts)
      .filter(
        ([name, text]) =>
          (BEFORE.includes(name) || PUBLISHES.test(text)) &&
          (runsTests(context, text) || LOOKS.test(text) || /\b(check|lint|verify|validate)\b/.test(text)),
      )
      .map(([name]) => `scripts.${name}`);
    return entries
      .filter((e) => names.includes(e.path))
      .map((e) => seen(p.manifest, e.line, 'checks before publishing'));
  });
  return [...steps, ...own, ...hooks];
}

/** Compiler settings that put source maps beside the code of published packages. */
function sourceMaps({ code }: JudgeContext): Seen[] {
  const built = code.facts.packages.some((p) => !p.private && p.language === 'typescript');
  if (!built) return [];
  return code.documents
    .filter((d) => /(^|\/)tsconfig[\w.-]*\.json$/.test(d.path) && d.role === 'config')
    .flatMap((d) =>
      d.entries
        .filter(
          (e) => /^compilerOptions\.(sourceMap|inlineSourceMap|inlineSources)$/.test(e.path) && e.value === 'true',
        )
        .slice(0, 1)
        .map((e) => seen(d.path, e.line, 'source maps are built')),
    );
}
