import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { CONTROL_PATH, controlRoutes } from './controlRoutes.ts';
import { creditReportRoute } from './creditReportRoute.ts';
import { htmlPage } from './envelope.ts';
import { FaultQueue } from './faults.ts';
import { startForeignHost } from './foreignHost.ts';
import { Ledger } from './ledger.ts';
import { SampleDocuments } from './sampleDocuments.ts';
import { noForeignCalls } from './sandboxState.ts';
import type { Sandbox } from './sandboxState.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';

/** How to start it; what is left out is as in `DEFAULT_SETTINGS`. */
export interface SandboxOptions {
	/** 0 = any free port. */
	port: number;
	settings: Partial<Settings>;
}

/** A running sandbox, as the ready line on standard output describes it. */
export interface RunningSandbox {
	url: string;
	controlUrl: string;
	/** A second host on this machine that is no API: for redirects and for "wrong host". */
	foreignUrl: string;
	apiKey: string;
	apiSecret: string;
	close: () => Promise<void>;
}

/** Answers for the sample files, whole or only with the right signature. */
const SIGNED_QUERY = { expires: '4102444800', signature: 'a&b=c/d+e f' };

/** Starts the sandbox on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
	const initial: Settings = { ...DEFAULT_SETTINGS, ...options.settings };
	const sandbox: Sandbox = {
		settings: { ...initial },
		ledger: new Ledger(),
		faults: new FaultQueue(),
		documents: new SampleDocuments(),
		foreignOrigin: '',
		foreign: noForeignCalls(),
	};
	const foreignHost = await startForeignHost(sandbox);
	const app = Fastify({ forceCloseConnections: true, bodyLimit: 16 * 1024 ** 2 });
	await app.register(async (scope) => await creditReportRoute(scope, sandbox));
	await app.register(async (scope) => await controlRoutes(scope, sandbox, initial));
	documentRoutes(app, sandbox);
	const url = await app.listen({ port: options.port, host: '127.0.0.1' });
	return {
		url,
		controlUrl: `${url}${CONTROL_PATH}`,
		foreignUrl: sandbox.foreignOrigin,
		apiKey: initial.apiKey,
		apiSecret: initial.apiSecret,
		close: async () => {
			foreignHost.closeAllConnections();
			foreignHost.close();
			await app.close();
		},
	};
}

/** The samples as a web server would offer them, openly and behind a signed URL. */
function documentRoutes(app: FastifyInstance, sandbox: Sandbox): void {
	const sendFile = (file: string): { bytes: Buffer; mimeType: string } | null =>
		sandbox.documents.read(file);
	app.get<{ Params: { file: string } }>('/documents/:file', async (request, reply) => {
		const found = sendFile(request.params.file);
		if (!found) return reply.callNotFound();
		return reply.type(found.mimeType).send(found.bytes);
	});
	app.get<{ Params: { file: string }; Querystring: Record<string, string> }>(
		'/signed/:file',
		async (request, reply) => {
			const { expires, signature } = request.query;
			const signed = expires === SIGNED_QUERY.expires && signature === SIGNED_QUERY.signature;
			if (!signed) return reply.code(403).type('text/html').send(htmlPage('403 Forbidden', ''));
			const found = sendFile(request.params.file);
			if (!found) return reply.callNotFound();
			return reply.type(found.mimeType).send(found.bytes);
		},
	);
	app.setNotFoundHandler(async (request, reply) => {
		// Answered earlier, a client that is still sending might see a reset in place of the answer.
		for await (const _chunk of request.raw);
		return reply.code(404).type('text/html; charset=utf-8').send(htmlPage('404 Not Found', ''));
	});
}
