// The exit code follows from the report alone, never from the format it is printed in.
import type { Report, Severity } from '../contracts.js';
import type { ExitCode } from '../errors.js';
import { compareSeverity } from './score/severity.js';

/** What a caller may demand of a report. */
export interface Demands {
  /** Fail when a finding is at least this severe. */
  failOn?: Severity;
}

/** 3 without a harness, 1 when a demand is not met, else 0. */
export function exitCode(report: Report, demands: Demands = {}): ExitCode {
  if (!report.harness.found) return 3;
  const { failOn } = demands;
  const failed = failOn !== undefined && report.findings.some((f) => compareSeverity(f.severity, failOn) <= 0);
  return failed ? 1 : 0;
}
