import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import multipart from '@fastify/multipart';
import { Refusal } from '../refusal.ts';
import { Admission } from './admission.ts';
import { buildAuthorization } from './authorization.ts';
import { DocumentPool } from './documentPool.ts';
import { buildRefusal, buildSuccess } from './envelope.ts';
import { DocumentFetcher } from './fetchDocument.ts';
import type { Settings } from './parseFlags.ts';
import { readRequest } from './readRequest.ts';

/** The documented address. */
const CREDIT_REPORT_PATH = '/api/v2/ocr/document/credit_report';

/** Longest time for a request to arrive, and for a URL to be fetched; milliseconds. */
const ARRIVAL_TIMEOUT_MS = 300_000;
const FETCH_TIMEOUT_MS = 60_000;

/** Calls that are held at the same time, and how many of the largest documents' bytes. */
const MAX_HELD_CALLS = 256;
const MAX_HELD_DOCUMENTS = 4;
/** Seconds after which a call that did not fit may come again. */
const RETRY_AFTER = '2';

/** A server that takes calls. */
export interface RunningServer {
	/** Such as `http://127.0.0.1:40123`. */
	readonly url: string;
	/** Ends it with everything it started; calls in flight are cut. */
	close(): Promise<void>;
}

/** What the route of the endpoint works with. */
interface Services {
	readonly settings: Settings;
	readonly admission: Admission;
	readonly fetcher: DocumentFetcher;
	readonly pool: DocumentPool;
	readonly log: (line: string) => void;
}

/**
 * Starts the server on 127.0.0.1.
 *
 * @param log takes lines for the operator: nothing of a document, no address, no key is in them
 */
export async function startServer(
	settings: Settings,
	log: (line: string) => void,
): Promise<RunningServer> {
	const { maxBytes, timeoutMs } = settings;
	const services: Services = {
		settings,
		log,
		admission: new Admission({
			maxDocuments: MAX_HELD_CALLS,
			maxBytes: MAX_HELD_DOCUMENTS * maxBytes,
		}),
		fetcher: new DocumentFetcher(settings.allowedHosts, {
			maxBytes,
			timeoutMs: Math.min(FETCH_TIMEOUT_MS, timeoutMs),
		}),
		pool: new DocumentPool({ ...settings, log }),
	};
	const app = Fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		requestTimeout: ARRIVAL_TIMEOUT_MS,
	});
	await app.register(async (scope) => await registerEndpoint(scope, services));
	await services.pool.ready();
	const url = await app.listen({ port: settings.port, host: '127.0.0.1' });
	return {
		url,
		async close() {
			await Promise.all([app.close(), services.pool.close(), services.fetcher.close()]);
		},
	};
}

/** The endpoint reads bodies itself, after the key was checked: no parser may touch them. */
async function registerEndpoint(app: FastifyInstance, services: Services): Promise<void> {
	const isAuthorized = buildAuthorization(services.settings.apiKey, services.settings.apiSecret);
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (_request, _payload, done) => done(null));
	await app.register(multipart, { throwFileSizeLimit: true });
	app.route({
		method: ['GET', 'POST'],
		url: CREDIT_REPORT_PATH,
		onRequest: async (request, reply) => {
			reply.type('application/json; charset=utf-8');
			if (!isAuthorized(request.headers.authorization)) return reply.send(buildRefusal('4'));
			return undefined;
		},
		handler: async (request, reply) => await handleCall(services, request, reply),
	});
}

async function handleCall(
	services: Services,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	// The size behind a URL is not known before; its host is one that the operator allowed.
	const leave = services.admission.enter(Number(request.headers['content-length'] ?? 0));
	if (leave === null) {
		return reply.code(429).header('retry-after', RETRY_AFTER).type('text/plain').send('Busy\n');
	}
	const left = new AbortController();
	reply.raw.once('close', () => left.abort());
	try {
		return reply.send(await answer(services, request, left.signal));
	} finally {
		leave();
	}
}

async function answer(
	{ settings, fetcher, pool, log }: Services,
	request: FastifyRequest,
	signal: AbortSignal,
): Promise<Buffer | string> {
	const query = new URL(request.url, 'http://127.0.0.1').searchParams;
	const withImages = query.get('get_thumb')?.toLowerCase() === 'true';
	try {
		const { maxBytes } = settings;
		const bytes = await readRequest(request, query, { maxBytes, fetcher, signal });
		return buildSuccess(await pool.read(bytes, withImages, signal));
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		if (!signal.aborted) log(`code ${error.code}: ${error.message}`);
		return buildRefusal(error.code);
	}
}
