// What a tool of the server is, and what stands behind all of them.
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import type { Report, Severity } from '../contracts.js';

/** `summary`: what a model needs to answer. `markdown`: the complete report. `json`: the same for programs. */
export const REPORT_FORMATS = ['summary', 'markdown', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface Wanted {
  path: string;
  scope: string[];
  /** Ids of primitives to show; all when empty. */
  primitive: string[];
  format: ReportFormat;
  minSeverity: Severity;
}

/** What stands behind the tools; the command line gives it. Each throws HarnessError for what the caller can mend. */
export interface Instruments {
  /** The report and its text in the format asked for. Stops when the signal says so. */
  evaluate(wanted: Wanted, signal: AbortSignal): Promise<{ report: Report; text: string }>;
  /** One criterion, practice or primitive; all of them without a name. */
  explain(id: string | undefined): string;
  /** What a brief must answer, as JSON. */
  questions(): string;
  /** The documents of a design. */
  design(brief: object): { path: string; text: string }[];
}

/** `data`: the same for programs, as the tool's output schema has it. */
export interface Answer {
  texts: string[];
  data?: Record<string, unknown>;
}

export interface Offered {
  tool: Tool;
  /** `args` has been held against the tool's schema. */
  call(args: Record<string, unknown>, instruments: Instruments, signal: AbortSignal): Promise<Answer>;
}

/** None of the tools changes, runs or sends anything. */
export const READS_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
