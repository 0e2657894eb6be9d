import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** One call as it arrived. */
interface ArrivedCall {
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** A server that answers every call with the text that it was last told; end it with `stop()`. */
export interface ReplyServer {
	readonly calls: ArrivedCall[];
	/** The body of the answers: any text, also one that is no JSON. */
	text: string;
	/** The fields of a credential for it. */
	readonly credential: Record<'apiKey' | 'apiSecret' | 'baseUrl', string>;
	stop(): Promise<void>;
}

/** Starts a server for replies that no honest JSON writer would send. */
export async function startReplyServer(): Promise<ReplyServer> {
	const calls: ArrivedCall[] = [];
	const server = createServer((request, response) => {
		void buffer(request).then((body) => {
			calls.push({ headers: request.headers, body });
			response.setHeader('content-type', 'application/json');
			response.end(running.text);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	const baseUrl = `http://127.0.0.1:${port}`;
	const running: ReplyServer = {
		calls,
		text: '',
		credential: { apiKey: 'key', apiSecret: 'secret', baseUrl },
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
	return running;
}
