// The tools that a host without skills gets: what they take, and that none of them changes anything.
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { Severity } from '../contracts.js';

/** Formats in which a report is useful to a model. */
export type ReportFormat = 'markdown' | 'json';

/** What stands behind the tools; the command line gives it. Each throws HarnessError for what the caller can mend. */
export interface Instruments {
  evaluate(wanted: { path: string; scope: string[]; format: ReportFormat; minSeverity: Severity }): Promise<string>;
  /** One criterion, practice or primitive; all of them without a name. */
  explain(id: string | undefined): string;
  /** What a brief must answer. */
  questions(): string;
  /** The documents of a design. */
  design(brief: object): { path: string; text: string }[];
}

interface Offered {
  tool: Tool;
  /** Texts of the answer. `args` has been held against the tool's schema. */
  call(args: Record<string, unknown>, instruments: Instruments): Promise<string[]>;
}

const READS_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

const evaluate: Offered = {
  tool: {
    name: 'evaluate',
    title: 'Evaluate an agent harness',
    description:
      'Reads a repository and judges its agent harness by twelve primitives: findings by severity with file:line ' +
      'evidence, an upgrade path, and confirming tests. Static: nothing of the repository is executed, nothing is ' +
      'written, nothing leaves the machine. Takes from seconds to minutes.',
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['path'],
      properties: {
        path: { type: 'string', minLength: 1, description: 'Folder of the repository.' },
        scope: {
          type: 'array',
          items: { type: 'string', minLength: 1 },
          description: 'Folders inside it that are the harness; found by itself when left out.',
        },
        format: { enum: ['markdown', 'json'], default: 'markdown' },
        minSeverity: {
          enum: ['critical', 'high', 'medium', 'low'],
          default: 'low',
          description: 'Leaves out findings below it; only with markdown.',
        },
      },
    },
    annotations: { title: 'Evaluate an agent harness', ...READS_ONLY },
  },
  call: async ({ path, scope = [], format = 'markdown', minSeverity = 'low' }, instruments) => [
    await instruments.evaluate({
      path: path as string,
      scope: scope as string[],
      format: format as ReportFormat,
      minSeverity: minSeverity as Severity,
    }),
  ],
};

const explain: Offered = {
  tool: {
    name: 'explain',
    title: 'Explain a criterion or a primitive',
    description:
      'Tells what a criterion asks, what its verdict rests on, how to fix it and the test that proves it; or all about ' +
      'a primitive; or, without an id, lists the twelve primitives.',
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        id: { type: 'string', minLength: 1, description: 'Such as permission-system/gate or permission-system.' },
      },
    },
    annotations: { title: 'Explain a criterion or a primitive', ...READS_ONLY },
  },
  call: async ({ id }, instruments) => [instruments.explain(id as string | undefined)],
};

const design: Offered = {
  tool: {
    name: 'design',
    title: 'Design an agent harness',
    description:
      'Plans a lean harness from a brief and returns its documents: architecture, phases, and a design that evaluate ' +
      'can check later. Without a brief it returns the questions and the schema of their answers; ask the user, one ' +
      'topic at a time. Writes nothing.',
    inputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        brief: { type: 'object', description: 'The answers, as the schema of the questions has them.' },
      },
    },
    annotations: { title: 'Design an agent harness', ...READS_ONLY },
  },
  call: async ({ brief }, instruments) =>
    brief === undefined
      ? [instruments.questions()]
      : instruments.design(brief as object).map(({ path, text }) => `File: ${path}\n\n${text}`),
};

export const offered: readonly Offered[] = [evaluate, explain, design];
