import { once } from 'node:events';
import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { AllowedHosts } from '../../../../reader/protocol/allowedHosts.ts';
import { buildLookup, DocumentFetcher } from '../../../../reader/protocol/fetchDocument.ts';
import { Refusal } from '../../../../reader/refusal.ts';

const LIMITS = { maxBytes: 1000, timeoutMs: 1000 };

/** A server of the test; what it does not know, it answers with 404. */
class FileServer {
	readonly asked: string[] = [];
	private readonly server: Server;

	constructor(routes: Record<string, RequestListener>) {
		this.server = createServer((request, response) => {
			this.asked.push(request.url ?? '');
			const route = routes[request.url ?? ''];
			if (route) route(request, response);
			else response.writeHead(404).end();
		});
	}

	async listen(): Promise<void> {
		await once(this.server.listen(0, '127.0.0.1'), 'listening');
	}

	url(path: string, host = '127.0.0.1'): string {
		return `http://${host}:${(this.server.address() as AddressInfo).port}${path}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await once(this.server.close(), 'close');
	}
}

const redirect =
	(location: string): RequestListener =>
	(_request, response) =>
		void response.writeHead(302, { location }).end('moved');

describe('fetching a document by URL', () => {
	const other = new FileServer({ '/secret': (_request, response) => void response.end('secret') });
	const files: FileServer = new FileServer({
		'/report.pdf?a=b%26c': (_request, response) => void response.end('report'),
		'/moved': redirect('/moved/again'),
		'/moved/again': redirect('/report.pdf?a=b%26c'),
		'/circle': redirect('/circle'),
		'/elsewhere': (request, response) =>
			redirect(other.url('/secret', 'localhost'))(request, response),
		'/to-file': redirect('file:///etc/passwd'),
		'/nowhere': (_request, response) => void response.writeHead(302).end(),
		'/broken-location': redirect('http://[broken'),
		'/exact': (_request, response) => void response.end(Buffer.alloc(1000)),
		'/over': (_request, response) => void response.end(Buffer.alloc(1001)),
		'/endless': (_request, response) => {
			const write = (): void => void (response.write(Buffer.alloc(500)) && setImmediate(write));
			response.on('drain', write);
			write();
		},
		'/trickle': (_request, response) => {
			const timer = setInterval(() => response.write('x'), 100);
			response.on('close', () => clearInterval(timer));
		},
		'/silent': () => undefined,
		'/cut': (_request, response) => {
			response.writeHead(200, { 'content-length': 100 }).write('half');
			setTimeout(() => response.destroy(), 50);
		},
		'/unavailable': (_request, response) => void response.writeHead(500).end('no'),
	});
	const local = new DocumentFetcher([], LIMITS);
	const named = new DocumentFetcher(['127.0.0.1', 'unknown.invalid'], LIMITS);

	const fetch = async (url: string, fetcher = local): Promise<string> =>
		(await fetcher.fetch(url, new AbortController().signal)).toString();
	const codeOf = async (url: string, fetcher = local): Promise<string> => {
		const error: unknown = await fetch(url, fetcher).catch((caught: unknown) => caught);
		return error instanceof Refusal ? error.code : `no refusal: ${String(error)}`;
	};

	beforeAll(async () => {
		await Promise.all([files.listen(), other.listen()]);
	});

	afterAll(async () => {
		await Promise.all([files.close(), other.close(), local.close(), named.close()]);
	});

	it('gives the bytes, whatever the query is', async () => {
		expect(await fetch(files.url('/report.pdf?a=b%26c'))).toBe('report');
		expect(await fetch(files.url('/report.pdf?a=b%26c', 'localhost'))).toBe('report');
	});

	it('follows redirects, but not for ever', async () => {
		expect(await fetch(files.url('/moved'))).toBe('report');
		expect(await codeOf(files.url('/circle'))).toBe('2');
		expect(files.asked.filter((path) => path === '/circle')).toHaveLength(6);
	});

	it('follows no redirect to a host that is not allowed, and does not ask there', async () => {
		expect(await fetch(files.url('/elsewhere'))).toBe('secret');
		expect(other.asked).toEqual(['/secret']);
		expect(await codeOf(files.url('/elsewhere'), named)).toBe('2');
		expect(other.asked).toEqual(['/secret']);
	});

	it.each(['/to-file', '/nowhere', '/broken-location', '/unavailable', '/no-such-file', '/cut'])(
		'answers code 2 for %s',
		async (path) => {
			expect(await codeOf(files.url(path))).toBe('2');
		},
	);

	it.each(['', 'report.pdf', 'http://', 'file:///etc/passwd', 'http://files.example/a.pdf'])(
		'answers code 2 for the address "%s"',
		async (address) => {
			expect(await codeOf(address)).toBe('2');
		},
	);

	it('answers code 2 for a name that is allowed and does not exist, and for a closed port', async () => {
		expect(await codeOf('http://unknown.invalid/a.pdf', named)).toBe('2');
		expect(await codeOf('http://127.0.0.1:1/a.pdf')).toBe('2');
	});

	it('answers code 6 for a byte too many, not before', async () => {
		expect(await fetch(files.url('/exact'))).toHaveLength(1000);
		expect(await codeOf(files.url('/over'))).toBe('6');
	});

	it('ends what has no end: code 6 by its bytes, code 2 by its time', async () => {
		expect(await codeOf(files.url('/endless'))).toBe('6');
		expect(await codeOf(files.url('/trickle'))).toBe('2');
		expect(await codeOf(files.url('/silent'))).toBe('2');
	});

	it('ends with its caller', async () => {
		const left = new AbortController();
		const fetched = local.fetch(files.url('/silent'), left.signal);
		left.abort();
		await expect(fetched).rejects.toThrow(Refusal);
	});
});

describe('the addresses that a name stands for', () => {
	const lookup = buildLookup(new AllowedHosts(['files.example']));
	const resolve = promisify(
		(name: string, done: (error: Error | null, found: string | LookupAddress[]) => void) =>
			lookup(name, { all: true }, done),
	);

	it('are connected to where they are allowed', async () => {
		const found = await resolve('localhost');
		expect(found).toContainEqual({ address: '127.0.0.1', family: 4 });
	});

	it('are refused where another name leads to this machine', async () => {
		// The resolver takes this for 127.0.0.1, as it might take any name of a hostile zone.
		await expect(resolve('127.1')).rejects.toThrow(Refusal);
	});

	it('are none for a name that does not exist', async () => {
		await expect(resolve('unknown.invalid')).rejects.toThrow('unknown.invalid');
	});
});
