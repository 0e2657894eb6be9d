import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { Send } from '../api/call';

/** The name of the credential's type. */
export const CREDENTIAL_TYPE = 'computerVisionVietnamApi';

/** What n8n's HTTP client gives for a full response; whatever is no body is an empty one. */
const answerSchema = z.object({
	statusCode: z.number(),
	headers: z.custom<Readonly<Record<string, unknown>>>((headers) => typeof headers === 'object'),
	body: z.unknown(),
});

/**
 * Calls with the key and secret of the credential. Redirects are not followed here: the HTTP client
 * would keep the whole upload in memory for it, and might carry the key to another host.
 */
export function createSend(context: IExecuteFunctions): Send {
	return async ({ method, url, body, timeoutMs }) => {
		const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL_TYPE,
			{
				method,
				url,
				timeout: timeoutMs,
				encoding: 'arraybuffer',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				sendCredentialsOnCrossOriginRedirect: false,
				...(body && { body, headers: { 'content-type': body.type } }),
			},
		);
		const { statusCode, headers, body: bytes } = answerSchema.parse(answer);
		const text = Buffer.isBuffer(bytes) ? bytes.toString() : '';
		return { status: statusCode, headers, text };
	};
}
