import { createHash } from 'node:crypto';
import { parseBaseUrl } from '../../../nodes/ComputerVisionVietnam/transport/baseUrl.ts';
import {
	buildCall,
	buildUrl,
} from '../../../nodes/ComputerVisionVietnam/transport/buildRequest.ts';
import { StreamedBody } from '../../../nodes/ComputerVisionVietnam/transport/streamedBody.ts';
import { Room, SmallFile } from '../../../nodes/ComputerVisionVietnam/document/smallFile.ts';
import type {
	FileDocument,
	SourceDocument,
} from '../../../nodes/ComputerVisionVietnam/document/sourceDocument.ts';

const PATH = '/api/v2/ocr/document/credit_report';

describe('parseBaseUrl', () => {
	it.each([
		['https://demo.computervision.com.vn', `https://demo.computervision.com.vn${PATH}`],
		[' https://ocr.bank.example:8443/ ', `https://ocr.bank.example:8443${PATH}`],
		['https://proxy.example/ocr//', `https://proxy.example/ocr${PATH}`],
		[`https://proxy.example/ocr${PATH}`, `https://proxy.example/ocr${PATH}`],
		['http://localhost:3000', `http://localhost:3000${PATH}`],
		['http://ocr.localhost', `http://ocr.localhost${PATH}`],
		['http://127.0.0.1:9', `http://127.0.0.1:9${PATH}`],
		['http://127.1', `http://127.0.0.1${PATH}`],
		['http://[::1]:9', `http://[::1]:9${PATH}`],
	])('takes %j', (baseUrl, endpoint) => {
		expect(parseBaseUrl(baseUrl, false)).toMatchObject({ ok: true, endpoint });
	});

	it.each([
		[undefined, 'is empty'],
		['', 'is empty'],
		['demo.computervision.com.vn', 'is not a valid address'],
		['ftp://demo.example', 'does not start with https://'],
		['https://key:secret@demo.example', 'contains a user name or password'],
		['https://demo.example/?token=secret', 'contains a "?" or "#" part'],
		['http://demo.example', 'is not encrypted (http:)'],
		['http://127.0.0.1.evil.example', 'is not encrypted (http:)'],
		['http://localhost.evil.example', 'is not encrypted (http:)'],
		['http://0.0.0.0', 'is not encrypted (http:)'],
		['http://10.0.0.8', 'is not encrypted (http:)'],
	])('refuses %j and repeats nothing of it', (baseUrl, clause) => {
		const reading = parseBaseUrl(baseUrl, 'true');
		if (reading.ok) throw new Error('taken');
		expect(reading.failure.message).toBe(`The Base URL of the credential ${clause}`);
		expect(JSON.stringify(reading.failure)).not.toContain('secret');
	});

	it('takes plain http to another machine only where the credential allows it', () => {
		expect(parseBaseUrl('http://10.0.0.8', true).ok).toBe(true);
	});
});

const source = (text: string) => ({
	size: Buffer.byteLength(text),
	async *open() {
		yield Buffer.from(text);
	},
});

const inOnePiece = () => new SmallFile(5, async () => Buffer.from('%PDF-'), new Room());

const label = { itemIndex: 0, field: 'data', name: 'a.pdf' };
const file = (name: string | null): FileDocument => ({
	...label,
	name,
	kind: 'binary',
	fileType: 'pdf',
	bytes: source('%PDF-'),
});

async function readBody(
	document: SourceDocument,
): Promise<{ text: string; size: number; type: string }> {
	const { body, contentType } = await buildCall('http://127.0.0.1/', document);
	if (Buffer.isBuffer(body)) {
		return { text: body.toString(), size: body.length, type: contentType };
	}
	if (!body) throw new Error('no body');
	const chunks: Uint8Array[] = [];
	for await (const chunk of body.stream()) chunks.push(chunk);
	return { text: Buffer.concat(chunks).toString(), size: body.size, type: body.type };
}

describe('buildUrl', () => {
	const url: SourceDocument = { ...label, kind: 'url', url: 'https://x.example/á?a=1&b=%2F#c' };

	it('encodes the whole address of a document, so that its & stays its own', () => {
		const built = buildUrl('https://api.example', url, { getThumb: false });
		expect(built).toBe(
			'https://api.example?img=https%3A%2F%2Fx.example%2F%C3%A1%3Fa%3D1%26b%3D%252F%23c&format_type=url&get_thumb=false',
		);
		expect(new URL(built).searchParams.get('img')).toBe('https://x.example/á?a=1&b=%2F#c');
	});

	it('sends the check sum of the document before that of the run', () => {
		const settings = { getThumb: true, checkSum: 'run & co' };
		expect(buildUrl('u', file('a'), settings)).toBe(
			'u?format_type=file&get_thumb=true&check_sum=run%20%26%20co',
		);
		expect(buildUrl('u', { ...file('a'), checkSum: 'đ' }, settings)).toContain('check_sum=%C4%91');
	});

	it('survives text that no address can hold', () => {
		const broken = { ...url, url: 'https://x.example/\ud800' };
		expect(buildUrl('u', broken, { getThumb: false })).toContain('%EF%BF%BD');
	});
});

describe('buildCall', () => {
	it.each([
		['Báo cáo.pdf', 'Báo cáo.pdf'],
		['a"b\r\nX-Evil: 1.pdf', 'a%22b%0D%0AX-Evil: 1.pdf'],
		['report', 'report.pdf'],
		[null, 'document.pdf'],
		['  ', 'document.pdf'],
	])('names the part of the file %j', async (name, expected) => {
		const { text, size, type } = await readBody(file(name));
		const boundary = /boundary=(.+)$/.exec(type)?.[1];
		expect(text).toBe(
			[
				`--${boundary}`,
				`Content-Disposition: form-data; name="img"; filename="${expected}"`,
				'Content-Type: application/pdf',
				'',
				'%PDF-',
				`--${boundary}--`,
				'',
			].join('\r\n'),
		);
		expect(size).toBe(Buffer.byteLength(text));
	});

	it('writes base64 into JSON', async () => {
		const encoded = source('JVBERi0=');
		const bytes = source('%PDF-');
		const document: SourceDocument = { ...label, kind: 'base64', fileType: 'pdf', bytes, encoded };
		const { text, size } = await readBody(document);
		expect(JSON.parse(text)).toEqual({ img: 'JVBERi0=' });
		expect(size).toBe(text.length);
	});

	it('sends a small file in one piece, with the body that a stream would have', async () => {
		const streamed = await readBody(file('a.pdf'));
		const held = await readBody({ ...file('a.pdf'), bytes: inOnePiece() });
		const [streamedBoundary = '', heldBoundary = ''] = [streamed, held].map(
			({ type }) => type.split('boundary=')[1] ?? '',
		);
		expect(heldBoundary).not.toBe(streamedBoundary);
		expect(held.text.replaceAll(heldBoundary, streamedBoundary)).toBe(streamed.text);
		expect(held.size).toBe(streamed.size);
	});

	it('hashes a file that is sent in one piece', async () => {
		const bytes = inOnePiece();
		const { sha256 } = await buildCall('u', { ...file('a.pdf'), bytes });
		expect(sha256()).toBe(createHash('sha256').update('%PDF-').digest('hex'));
	});

	it('knows the hash only after everything went out', async () => {
		const call = await buildCall('u', file('a.pdf'));
		expect(call.sha256()).toBeNull();
		if (!(call.body instanceof StreamedBody)) throw new Error('The body is not streamed');
		for await (const _chunk of call.body.stream()) void _chunk;
		expect(call.sha256()).toMatch(/^[0-9a-f]{64}$/);
	});
});
