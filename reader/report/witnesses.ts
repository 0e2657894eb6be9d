import type { CreditReport } from './creditReport.ts';

/** Lowers the confidence of values that came from pixels and contradict the rest of the report. */
export function lowerByWitnesses(report: CreditReport): CreditReport {
	return report;
}
