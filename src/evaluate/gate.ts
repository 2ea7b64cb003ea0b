// The exit code follows from the report alone, never from the format it is printed in.
import type { DesignCheck, Report, Severity } from '../contracts.js';
import type { ExitCode } from '../errors.js';
import { compareSeverity } from './score/severity.js';

/** What a caller may demand of a report. */
export interface Demands {
  /** Fail when a finding is at least this severe. */
  failOn?: Severity;
  /** Fail when the code does more than its design says. */
  noDrift?: boolean;
  /** Fail when a promise of this phase of the design, or of one before it, is not met. */
  phase?: number;
}

/** 3 without a harness, 1 when a demand is not met, else 0. */
export function exitCode(report: Report, { failOn, noDrift = false, phase = 0 }: Demands = {}): ExitCode {
  if (!report.harness.found) return 3;
  const severe = failOn !== undefined && report.findings.some((f) => compareSeverity(f.severity, failOn) <= 0);
  const drifted = noDrift && (report.design?.drift.length ?? 0) > 0;
  return severe || drifted || unmet(report.design, phase).length > 0 ? 1 : 0;
}

/** Promises up to this phase that are not met; what could not be seen is not met either. */
function unmet(design: DesignCheck | undefined, phase: number): string[] {
  const due = design?.phases.filter(({ number }) => number <= phase) ?? [];
  return due.flatMap(({ promises }) => promises.filter(({ status }) => status !== 'met').map((p) => p.criterion));
}
