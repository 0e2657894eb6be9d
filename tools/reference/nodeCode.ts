import type * as Endpoint from '../../nodes/ComputerVisionVietnam/api/endpoint.ts';
import type * as Judge from '../../nodes/ComputerVisionVietnam/api/judge.ts';
import type * as Comparison from '../../nodes/ComputerVisionVietnam/creditReport/comparison.ts';
import type * as Outputs from '../../nodes/ComputerVisionVietnam/creditReport/outputs/index.ts';
import type * as Report from '../../nodes/ComputerVisionVietnam/creditReport/report.ts';
import type * as Review from '../../nodes/ComputerVisionVietnam/creditReport/review.ts';
import type * as Sections from '../../nodes/ComputerVisionVietnam/creditReport/sections/index.ts';
import type * as BadInput from '../../nodes/ComputerVisionVietnam/failures/badInput.ts';
import type * as Failures from '../../nodes/ComputerVisionVietnam/failures/failure.ts';
import type * as NoAnswer from '../../nodes/ComputerVisionVietnam/failures/noAnswer.ts';
import type * as Refused from '../../nodes/ComputerVisionVietnam/failures/refused.ts';
import type * as Unreadable from '../../nodes/ComputerVisionVietnam/failures/unreadable.ts';
import type * as Hints from '../../nodes/ComputerVisionVietnam/operations/hints.ts';
import type * as Options from '../../nodes/ComputerVisionVietnam/operations/options.ts';
import type * as Reshape from '../../nodes/ComputerVisionVietnam/operations/reshape.ts';

/** The parts of the node that README and docs quote, so that they cannot say anything else. */
export interface NodeCode {
	readonly endpoint: typeof Endpoint;
	readonly judge: typeof Judge;
	readonly comparison: typeof Comparison;
	readonly outputs: typeof Outputs;
	readonly report: typeof Report;
	readonly review: typeof Review;
	readonly sections: typeof Sections;
	readonly badInput: typeof BadInput;
	readonly failures: typeof Failures;
	readonly noAnswer: typeof NoAnswer;
	readonly refused: typeof Refused;
	readonly unreadable: typeof Unreadable;
	readonly hints: typeof Hints;
	readonly options: typeof Options;
	readonly reshape: typeof Reshape;
}

/** Where each of them is, below `nodes/ComputerVisionVietnam`. */
const PATHS: Readonly<Record<keyof NodeCode, string>> = {
	endpoint: 'api/endpoint',
	judge: 'api/judge',
	comparison: 'creditReport/comparison',
	outputs: 'creditReport/outputs/index',
	report: 'creditReport/report',
	review: 'creditReport/review',
	sections: 'creditReport/sections/index',
	badInput: 'failures/badInput',
	failures: 'failures/failure',
	noAnswer: 'failures/noAnswer',
	refused: 'failures/refused',
	unreadable: 'failures/unreadable',
	hints: 'operations/hints',
	options: 'operations/options',
	reshape: 'operations/reshape',
};

/**
 * The node's code: built, for the script; as source, for the test.
 *
 * @param load gives the module at a path below `nodes/ComputerVisionVietnam`
 */
export const loadNodeCode = (load: (path: string) => unknown): NodeCode =>
	Object.fromEntries(
		Object.entries(PATHS).map(([name, path]) => [name, load(path)]),
	) as unknown as NodeCode;
