// Judges a repository. The default answer is short: a complete report fills the window of the model that asked.
import type { Report } from '../../contracts.js';
import { type Offered, READS_ONLY, REPORT_FORMATS, type Wanted } from '../tool.js';

const MOST_PLACES = 3;

const texts = { type: 'array', items: { type: 'string', minLength: 1 } } as const;
const title = 'Evaluate an agent harness';

export const evaluate: Offered = {
  tool: {
    name: 'evaluate',
    title,
    description:
      'Reads the source code of an AI agent and judges the part around its model (tools, permissions, sessions, limits, ' +
      'logs, tests) by twelve primitives. Use it when somebody asks what their agent lacks, whether it is safe, why it ' +
      'loses work or costs too much, or what to fix first. Answers with findings by severity and file:line, next steps ' +
      'and the tests that prove them; says so when there is no agent. Static: runs, writes and sends nothing. ' +
      'Takes seconds, minutes for large repositories.',
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['path'],
      properties: {
        path: {
          type: 'string',
          minLength: 1,
          description: 'Folder of the repository; relative to where the server was started, or absolute.',
        },
        scope: { ...texts, description: 'Folders inside it that are the agent, when the wrong part was found.' },
        primitive: { ...texts, description: 'Show only these, such as permission-system; explain lists them.' },
        format: {
          enum: [...REPORT_FORMATS],
          default: 'summary',
          description:
            'summary: the worst findings and first steps (about 10 kB). markdown: every finding and criterion ' +
            '(about 80 kB). json: all that was found, for programs (up to megabytes).',
        },
        minSeverity: {
          enum: ['critical', 'high', 'medium', 'low'],
          default: 'low',
          description: 'Leaves out findings below it; not with json.',
        },
      },
    },
    outputSchema: {
      type: 'object',
      required: ['found', 'findings', 'steps', 'report'],
      properties: {
        found: { type: 'boolean', description: 'false: no agent harness; nothing was graded.' },
        score: { type: ['number', 'null'], description: '0 to 100.' },
        tier: { type: 'string', description: 'The tier that is complete: none, day-one, week-one or month-one.' },
        findings: {
          type: 'array',
          description: 'All of them, most severe first.',
          items: {
            type: 'object',
            required: ['severity', 'title', 'criteria', 'places'],
            properties: {
              severity: { enum: ['critical', 'high', 'medium', 'low'] },
              title: { type: 'string' },
              criteria: texts,
              places: texts,
            },
          },
        },
        steps: { ...texts, description: 'The upgrade path, first step first.' },
        report: { type: ['string', 'object'], description: 'In the format asked for.' },
      },
    },
    annotations: { title, ...READS_ONLY },
  },
  call: async ({ path, scope = [], primitive = [], format = 'summary', minSeverity = 'low' }, instruments, signal) => {
    const wanted = { path, scope, primitive, format, minSeverity } as Wanted;
    const { report, text } = await instruments.evaluate(wanted, signal);
    return { texts: [text], data: { ...inShort(report), report: format === 'json' ? JSON.parse(text) : text } };
  },
};

function inShort({ harness, score, findings, upgradePath }: Report): Record<string, unknown> {
  return {
    found: harness.found,
    score: score.overall,
    tier: score.tier,
    findings: findings.map((finding) => ({
      severity: finding.severity,
      title: finding.title,
      criteria: finding.criteria,
      places: finding.evidence.slice(0, MOST_PLACES).map(({ file, line }) => `${file}:${line}`),
    })),
    steps: upgradePath.map((step) => step.title),
  };
}
