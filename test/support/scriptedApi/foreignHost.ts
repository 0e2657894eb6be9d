import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { htmlPage } from './envelope.ts';
import type { Sandbox } from './sandboxState.ts';

/** Starts the second host, a website that knows nothing of the API, and notes what reaches it. */
export async function startForeignHost(sandbox: Sandbox): Promise<Server> {
	const server = createServer((request, response) => {
		const { foreign } = sandbox;
		foreign.calls += 1;
		if (request.headers.authorization !== undefined) foreign.withAuthorization += 1;
		request.on('data', (chunk: Buffer) => {
			foreign.bodyBytes += chunk.length;
		});
		request.on('end', () => {
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
			response.end(htmlPage('Another site', ''));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	sandbox.foreignOrigin = `http://127.0.0.1:${address.port}`;
	return server;
}
