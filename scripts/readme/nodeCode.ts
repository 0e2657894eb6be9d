import type { TABLE_KEYS, TABLES } from '../../nodes/ComputerVisionVietnam/report/tables';
import type * as InputFailures from '../../nodes/ComputerVisionVietnam/document/inputFailures';
import type { NODE_PROPERTIES } from '../../nodes/ComputerVisionVietnam/operations/operations';
import type { OPTIONS_PROPERTY } from '../../nodes/ComputerVisionVietnam/operations/optionProperties';
import type { readReply } from '../../nodes/ComputerVisionVietnam/schema/reply';
import type { ReplyBody } from '../../nodes/ComputerVisionVietnam/schema/replyBody';
import type { shapeReports } from '../../nodes/ComputerVisionVietnam/shape/shapeReports';
import type { parseBaseUrl } from '../../nodes/ComputerVisionVietnam/transport/baseUrl';
import type * as CallFailures from '../../nodes/ComputerVisionVietnam/transport/callFailure';
import type { toNetworkFailure } from '../../nodes/ComputerVisionVietnam/transport/networkErrors';
import type { readAnswer } from '../../nodes/ComputerVisionVietnam/transport/readAnswer';

/** The parts of the node that the README quotes, so that it cannot say anything else. */
export type NodeCode = typeof InputFailures &
	typeof CallFailures & {
		NODE_PROPERTIES: typeof NODE_PROPERTIES;
		OPTIONS_PROPERTY: typeof OPTIONS_PROPERTY;
		parseBaseUrl: typeof parseBaseUrl;
		readAnswer: typeof readAnswer;
		readReply: typeof readReply;
		ReplyBody: typeof ReplyBody;
		shapeReports: typeof shapeReports;
		TABLE_KEYS: typeof TABLE_KEYS;
		TABLES: typeof TABLES;
		toNetworkFailure: typeof toNetworkFailure;
	};

const MODULES = [
	'document/inputFailures',
	'operations/operations',
	'operations/optionProperties',
	'report/tables',
	'schema/reply',
	'schema/replyBody',
	'shape/shapeReports',
	'transport/baseUrl',
	'transport/callFailure',
	'transport/networkErrors',
	'transport/readAnswer',
];

/**
 * The node's code: built, for the script; as source, for the test.
 *
 * @param load gives the module at a path below `nodes/ComputerVisionVietnam`
 */
export function loadNodeCode(load: (path: string) => object): NodeCode {
	return Object.assign({}, ...MODULES.map(load)) as NodeCode;
}
