import type { Practice } from '../../contracts.js';
import { example } from '../kit/example.js';
import { unknown } from '../kit/judgement.js';

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
    'The allow-list of shipped files in the manifest, the hooks or jobs that run before publishing, and checks of the packed contents.',
  judge: () => unknown('This criterion has no judge yet.'),
  pass: example('listed files and a check of the package before publish', {
    'package.json': GUARDED,
    'scripts/check-package.mjs': CHECK,
  }),
  fail: example('whatever lies in the folder is published', {
    'package.json': OPEN,
    'CHANGELOG.md': '# Changelog\n\n## 1.0.0\n\n- Published files are checked for source maps and secrets\n',
  }),
};
