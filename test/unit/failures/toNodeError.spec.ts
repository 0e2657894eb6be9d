import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Failure } from '../../../nodes/ComputerVisionVietnam/failures/failure.ts';
import {
	toErrorItem,
	toNodeError,
} from '../../../nodes/ComputerVisionVietnam/failures/toNodeError.ts';

const NODE: INode = {
	id: '1',
	name: 'Computer Vision Vietnam',
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('toNodeError', () => {
	const failure = (kind: Failure['kind'], name: string): Failure => ({
		kind,
		message: `Cannot send "${name}": the file is empty`,
		description: 'Check the node that produced the file.',
		httpStatus: 413,
	});

	it.each(['ENOENT.pdf', 'eperm.pdf', 'ECONNREFUSED ETIMEDOUT.pdf', 'a.pdf'])(
		'keeps its message for a file called %s, which n8n would replace',
		(name) => {
			for (const kind of ['badInput', 'refused', 'noAnswer', 'unreadableAnswer'] as const) {
				const stated = failure(kind, name);
				const error = toNodeError(NODE, stated, { itemIndex: 3 });
				expect(error.message).toBe(stated.message);
				expect(error.description).toBe(stated.description);
				expect(error.context['itemIndex']).toBe(3);
				expect(error.messages).toEqual([]);
			}
		},
	);

	it('is an operation error for bad input, else an API error with the status', () => {
		expect(toNodeError(NODE, failure('badInput', 'a'), { itemIndex: 0 })).toBeInstanceOf(
			NodeOperationError,
		);
		const error = toNodeError(NODE, failure('refused', 'a'), { itemIndex: 0 });
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({ httpCode: '413' });
	});

	it('gives the error output exactly the two keys that every n8n understands', () => {
		expect(toErrorItem({ itemIndex: 2 }, failure('refused', 'a'))).toEqual({
			json: {
				error: 'Cannot send "a": the file is empty',
				message: 'Check the node that produced the file.',
			},
			pairedItem: { item: 2 },
		});
	});
});
