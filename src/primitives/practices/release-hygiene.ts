import type { JudgeContext, Judgement, Practice } from '../../contracts.js';
import { example } from '../kit/example.js';
import { absent, decide, notApplicable, type Signal } from '../kit/judgement.js';
import { allowLists, checksBefore, publications, type Seen, sourceMaps } from '../kit/releases.js';

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
    : [
        ...signals.slice(0, 2),
        ...maps.slice(0, 1).map((s): Signal => ({ ...s, strength: 'half' })),
        ...signals.slice(2),
      ];
  return decide(context.code, ordered, {
    met: 'What ships is listed, and checked before it is published.',
    partial: `What is published is only partly guarded: ${missing(lists, checked, maps)}.`,
    absent: '',
  });
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
