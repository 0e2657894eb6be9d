import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname } from 'node:path';

const MIME_TYPES: Readonly<Record<string, string>> = {
	'.pdf': 'application/pdf',
	'.jpg': 'image/jpeg',
	'.png': 'image/png',
};

/** A web server that offers a few files on 127.0.0.1. */
export interface FileServer {
	/** The address of one of the files. */
	urlOf(path: string): string;
	stop(): Promise<void>;
}

const toUrlPath = (path: string): string => `/${encodeURIComponent(basename(path))}`;

/** Offers these files, and nothing else, under their names on a free port. */
export async function serveFiles(paths: readonly string[]): Promise<FileServer> {
	const files = new Map(paths.map((path) => [toUrlPath(path), path]));
	const server = createServer((request, response) => {
		const path = files.get(request.url ?? '');
		if (path === undefined) return void response.writeHead(404).end();
		const type = MIME_TYPES[extname(path)] ?? 'application/octet-stream';
		const file = createReadStream(path).on('error', () => response.destroy());
		return void file.pipe(response.writeHead(200, { 'content-type': type }));
	});
	const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
	server.once('error', reject).listen(0, '127.0.0.1', resolve);
	await listening;
	const { port } = server.address() as AddressInfo;
	return {
		urlOf: (path) => `http://127.0.0.1:${port}${toUrlPath(path)}`,
		async stop() {
			const closed = new Promise((done) => server.close(done));
			server.closeAllConnections();
			await closed;
		},
	};
}
