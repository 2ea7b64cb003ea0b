// The loop closes: code is held to the design that came before it.
import { beforeAll, expect, test } from 'vitest';
import type { Design, DesignCheck, PhaseCheck, Report } from '../../src/contracts.js';
import { readBrief, writeBrief } from '../../src/design/brief/file.js';
import { fill } from '../../src/design/fill.js';
import { migrate } from '../../src/design/migrate.js';
import { checkDesign } from '../../src/evaluate/design-check.js';
import { readDesign } from '../../src/evaluate/design-file.js';
import { catalogue } from '../../src/primitives/registry.js';
import { reporters } from '../../src/reports/registry.js';
import { progress } from '../../src/reports/text/design.js';
import { briefOf, designOf } from '../support/briefs.js';
import { evaluateFiles } from '../support/evaluate-files.js';
import { fixtureFiles } from '../support/fixture-files.js';

const specification = fill(designOf('embedded-feature'), catalogue, { summary: false, issues: false })[1]?.text ?? '';
const design: Design = readDesign(specification, 'harness.design.yaml', catalogue);
const files = fixtureFiles('designed/label-helper');
let report: Report;
let check: DesignCheck;
let variant: DesignCheck;

beforeAll(async () => {
  report = await evaluateFiles(files);
  check = checkDesign(design, report, catalogue);
  variant = checkDesign(design, await evaluateFiles({ ...files, ...fixtureFiles('designed/with-shell') }), catalogue);
});

test('a specification is read back as it was planned', () => {
  expect(design).toEqual(designOf('embedded-feature'));
  expect(readBrief(writeBrief(briefOf('embedded-feature')), 'b')).toEqual({
    ...briefOf('embedded-feature'),
    version: undefined,
  });
});

test('phase 1 is done and phase 2 is not', () => {
  expect(check.phases.map((p) => p.status).slice(0, 2)).toEqual(['done', 'not-started']);
  expect(check).toMatchObject({ product: 'label-helper', phase: 2, drift: [], notBuilt: [] });
});

test('a tool that runs commands and was never declared is drift', () => {
  expect(variant.drift).toMatchObject([
    { kind: 'undeclared-tool', tool: 'convert_picture', effects: ['shell'], evidence: { file: 'src/tools.ts' } },
  ]);
});

test('a declared tool that does more, or asks less, is drift and breaks the promise of a gate', () => {
  const [tool] = report.harness.map.tools;
  if (tool === undefined) throw new Error('no tool');
  const effect = { class: 'spend' as const, site: tool.site, path: [] };
  const tools = [{ ...tool, name: 'refundOrder', effects: [effect], gated: 'never' as const }];
  const loose = { ...report, harness: { ...report.harness, map: { ...report.harness.map, tools } } };
  const support = checkDesign(designOf('support-assistant'), loose, catalogue);
  expect(support.drift.map((d) => d.kind)).toEqual(['looser-approval']);
  const gate = support.phases[0]?.promises.find((p) => p.criterion === 'permission-system/gate');
  expect(gate?.status).toBe('contradicted');
  const sending = { ...effect, class: 'message' as const };
  const wider = { ...loose.harness.map, tools: [{ ...tool, name: 'search_help', effects: [sending] }] };
  const wide = { ...loose, harness: { ...loose.harness, map: wider } };
  const { drift } = checkDesign(designOf('support-assistant'), wide, catalogue);
  expect(drift).toMatchObject([{ kind: 'undeclared-effect', tool: 'search_help', effects: ['message'] }]);
});

test('what is met in part is not called missing, and what is left is said', () => {
  const [promised = ''] = design.phases[1]?.promises ?? [];
  const criteria = report.criteria.map((c) => (c.id === promised ? { ...c, verdict: 'partial' as const } : c));
  const { phases } = checkDesign(design, { ...report, criteria }, catalogue);
  const promise = phases[1]?.promises.find((p) => p.criterion === promised);
  expect(promise).toMatchObject({ status: 'partly-met', why: expect.stringContaining('To be met: ') });
  expect(phases[1]?.status).toBe('in-progress');
  expect(progress(phases[1] as PhaseCheck)).toContain('1 partly met');
});

test('a tool of another name that does the same is said to be taken for it', () => {
  const [tool] = report.harness.map.tools;
  if (tool === undefined) throw new Error('no tool');
  const map = { ...report.harness.map, tools: [{ ...tool, name: 'album_words' }] };
  const renamed = checkDesign(design, { ...report, harness: { ...report.harness, map } }, catalogue);
  expect(renamed).toMatchObject({ drift: [], notBuilt: [], taken: [{ capability: 'list_album_words' }] });
  for (const { id, render } of reporters) {
    const text = render({ ...report, design: renamed }, { width: 100, color: false, minSeverity: 'low' });
    expect(text, id).toContain('album_words');
  }
});

test.each(['terminal', 'markdown', 'json'])('the %s report tells phases and drift', (format) => {
  const reporter = reporters.find((r) => r.id === format);
  const text = reporter?.render({ ...report, design: variant }, { width: 100, color: false, minSeverity: 'low' }) ?? '';
  expect(text).toContain('convert_picture');
  expect(text).toContain('streaming-events/typed');
});

test('a design that starts from code keeps what stands, builds what is missing and settles the rest', () => {
  const support = designOf('support-assistant');
  const { migration } = migrate(support, report, checkDesign(support, report, catalogue));
  expect(migration?.build.map((b) => b.criterion)).toContain('permission-system/gate');
  expect(migration?.build.map((b) => b.criterion)).not.toContain('token-budget/hard-limit');
  expect(migration?.settle).toMatchObject([{ what: 'tool `list_album_words`' }]);
  const [document] = fill(migrate(design, report, check), catalogue, { summary: false, issues: false });
  expect(document?.text).toContain('## From the code as it is');
});

test.each([
  ['version: 2\n', /^d\.yaml:1:10 version 2/],
  ['version: 1\nproduct: {}\n', /^d\.yaml:2:10 the product has no name/],
  ['version: 1\nproduct: {name: x}\ncapabilities: []\nphases: []\n', /^d\.yaml:4:9 there are no phases/],
  [
    'version: 1\nproduct: {name: x}\ncapabilities: []\nphases:\n  - number: 1\n    promises: [permission-system/gat]\n',
    /^d\.yaml:6:16 unknown criterion 'permission-system\/gat'/,
  ],
  ['a: [', /^d\.yaml:1:5 is no YAML/],
])('a design that cannot be read is refused with its place', (text, message) => {
  expect(() => readDesign(text, 'd.yaml', catalogue)).toThrow(message);
});
