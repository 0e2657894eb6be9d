import { setTimeout } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import type { IBinaryData, IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';
import { makePdf } from '../support/makePdf.ts';
import { startRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { sha256 } from '../support/sha256.ts';

const GIF = Buffer.from('GIF89a\x01\0\x01\0', 'latin1');
const INVITE = Buffer.from('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n');
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(40)]);
const WEBP = Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1');
const ENCRYPTED = Buffer.from(
	makePdf().toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R/Encrypt 9 0 R'),
	'latin1',
);

const WITHOUT_PAGES = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Pages/Kids[]/Count 0>>endobj');

type Files = Readonly<Record<string, readonly [name: string, bytes: Buffer, type?: string]>>;

describe.each(['filesystem', 'default'] as const)('files from %s storage', (storage) => {
	let rig: Rig;

	beforeAll(async () => {
		rig = await startRig(['--unknown-as', 'clean-borrower.pdf'], storage);
	});

	afterAll(async () => {
		await rig.stop();
	});

	beforeEach(async () => {
		await rig.sandbox.control('reset');
	});

	async function runFiles(binaryPropertyName: string, items: readonly Files[], more = {}) {
		const filled = items.map(async (files) => {
			const binary: IBinaryKeyData = {};
			for (const [field, [name, bytes, type]] of Object.entries(files)) {
				binary[field] = await rig.engine.binary(bytes, name, type);
			}
			return { json: {}, binary };
		});
		const parameters: INodeParameters = {
			resource: 'creditReport',
			operation: 'extract',
			inputMode: 'binary',
			output: 'record',
			binaryPropertyName,
		};
		const { credential } = rig.sandbox;
		const ran = await rig.engine.run({
			items: await Promise.all(filled),
			parameters,
			credential,
			onError: 'continueRegularOutput',
			...more,
		});
		const pick = (key: string) => ran.json.map((json: IDataObject) => json[key]);
		return { ...ran, pick, sent: (await rig.sandbox.stats()).calls };
	}

	it('reads every match of a pattern, in order, and reports what is no document', async () => {
		const first = makePdf();
		const { pick, sent, hints, outputs } = await runFiles('attachment_*', [
			{
				attachment_0: ['báo cáo Nguyễn.pdf', first, 'application/octet-stream'],
				attachment_1: ['signature.gif', GIF, 'application/pdf'],
				attachment_2: ['scan.PNG', PNG, 'text/plain'],
				other: ['other.pdf', makePdf()],
			},
			{ attachment_0: ['invite.ics', INVITE], attachment_1: ['second.pdf', makePdf()] },
		]);
		expect(pick('document_name')).toEqual(['báo cáo Nguyễn.pdf', 'scan.PNG', 'second.pdf']);
		expect(pick('document_field')).toEqual(['attachment_0', 'attachment_2', 'attachment_1']);
		expect(pick('document_sha256').slice(0, 2)).toEqual([sha256(first), sha256(PNG)]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1].map((item) => ({ item })),
		);
		expect(sent).toBe(3);
		expect(hints[0]?.message).toBe(
			'Skipped 2 files: "signature.gif" (a GIF image), "invite.ics" (a calendar invite)',
		);
	});

	it('sends a Vietnamese file name to the API letter by letter', async () => {
		await runFiles('data', [{ data: ['Báo cáo tín dụng Đỗ.pdf', makePdf()] }]);
		expect((await rig.sandbox.stats()).log[0].fileName).toBe('Báo cáo tín dụng Đỗ.pdf');
	});

	it('loses no mail without a document', async () => {
		const { pick, sent } = await runFiles('*', [
			{ a: ['logo.gif', GIF], b: ['invite.ics', INVITE] },
			{ a: ['report.pdf', makePdf()] },
		]);
		expect(pick('error')[0]).toBe('None of the files that match "*" is a PDF, JPEG or PNG');
		expect(JSON.stringify(pick('message')[0])).toContain('logo.gif');
		expect(pick('document_name')[1]).toBe('report.pdf');
		expect(sent).toBe(1);
	});

	it('stops no run for a mail without a document', async () => {
		const items = [{ a: ['logo.gif', GIF] }, { a: ['report.pdf', makePdf()] }] satisfies Files[];
		const { error, pick, hints } = await runFiles('*', items, { onError: 'stopWorkflow' });
		expect(error).toBeUndefined();
		expect(pick('document_name')).toEqual(['report.pdf']);
		expect(hints[0]?.message).toBe('Skipped 1 file: "logo.gif" (a GIF image)');
	});

	it('refuses a file that is named as a PDF and is none, instead of skipping it', async () => {
		const { pick, sent } = await runFiles('*', [
			{ a: ['report.pdf', Buffer.from('<html>blocked</html>')], b: ['second.pdf', makePdf()] },
		]);
		expect(pick('error')[0]).toContain('"report.pdf"');
		expect(pick('document_name')[1]).toBe('second.pdf');
		expect(sent).toBe(1);
	});

	it('gives one named file of a list that is no document its own error', async () => {
		const { pick, sent } = await runFiles('front,back , terms', [
			{ front: ['front.pdf', makePdf()], terms: ['terms.gif', GIF] },
		]);
		expect(pick('error')).toEqual([
			undefined,
			'The item has no binary field "back"',
			'Cannot send "terms.gif": by its content it is a GIF image, not a PDF, JPEG or PNG',
		]);
		expect(sent).toBe(1);
	});

	it.each([
		['data', {}, 'The item has no binary field "data"'],
		['scan_*', { data: ['a.pdf', makePdf()] }, 'No binary field of the item matches "scan_*"'],
		[' , ', { data: ['a.pdf', makePdf()] }, 'No binary field is named'],
		['data', { data: ['a.pdf', Buffer.alloc(0)] }, 'Cannot send "a.pdf": the file is empty'],
	] satisfies ReadonlyArray<readonly [string, Files, string]>)(
		'refuses %j before anything is sent: case %#',
		async (field, files, message) => {
			const { pick, sent } = await runFiles(field, [files]);
			expect(pick('error')).toEqual([message]);
			expect(sent).toBe(0);
		},
	);

	it.each([ENCRYPTED, WITHOUT_PAGES])(
		'sends a PDF that may be refused: the API judges it, at no cost: case %#',
		async (bytes) => {
			const { pick, sent } = await runFiles('*', [{ data: ['a.pdf', bytes] }]);
			expect(pick('document_sha256')).toEqual([sha256(bytes)]);
			expect(sent).toBe(1);
		},
	);

	it('sends a format that may work and says so', async () => {
		const { error, hints, sent } = await runFiles('data', [{ data: ['photo.webp', WEBP] }]);
		expect(error).toBeUndefined();
		expect(sent).toBe(1);
		expect(hints[0]?.message).toContain('"photo.webp": this format is not documented');
	});

	it('sends a PDF made by a real library, whatever its structure', async () => {
		const document = await PDFDocument.create();
		document.addPage();
		const bytes = Buffer.from(await document.save());
		const { pick, sent } = await runFiles('data', [{ data: ['lib.pdf', bytes] }]);
		expect(pick('document_sha256')).toEqual([sha256(bytes)]);
		expect(sent).toBe(1);
	});

	it('uploads 5 MB byte for byte', async () => {
		const bytes = Buffer.concat([makePdf(), Buffer.alloc(5 * 1024 * 1024, 'đ')]);
		const { pick } = await runFiles('data', [{ data: ['large.pdf', bytes] }]);
		expect(pick('document_sha256')).toEqual([sha256(bytes)]);
		expect((await rig.sandbox.stats()).log[0]).toMatchObject({
			sha256: sha256(bytes),
			bytes: bytes.length,
		});
	});
});

describe('text, addresses, and many stored files', () => {
	let rig: Rig;

	beforeAll(async () => {
		rig = await startRig();
	});

	afterAll(async () => {
		await rig.stop();
	});

	beforeEach(async () => {
		await rig.sandbox.control('reset');
	});

	async function runOne(parameters: INodeParameters, source: string) {
		const base = { resource: 'creditReport', operation: 'extract', output: 'record' };
		const ran = await rig.engine.run({
			items: [{ json: { source } }],
			parameters: { ...base, ...parameters },
			credential: rig.sandbox.credential,
		});
		return { ...ran, log: (await rig.sandbox.stats()).log };
	}

	const BASE64 = { inputMode: 'base64', base64: '={{ $json.source }}' };
	const URL_MODE = { inputMode: 'url', url: '={{ $json.source }}' };
	const bytes = Buffer.concat([makePdf(), Buffer.from([0xfb, 0xff, 0xfe, 0x3e])]);
	const plain = bytes.toString('base64');

	it.each([
		['plain', plain],
		['a data URL', `data:application/pdf;name=a.pdf;base64,${plain}`],
		['wrapped at 76', (plain.match(/.{1,76}/g) ?? []).join('\r\n')],
		['of the URL-safe alphabet, without padding', bytes.toString('base64url')],
	])('sends base64 %s as the same bytes, unwrapped', async (_, source) => {
		const { json, log } = await runOne({ ...BASE64, options: { fileName: 'tên.pdf' } }, source);
		expect(json[0]).toMatchObject({
			document_name: 'tên.pdf',
			document_field: 'base64',
			document_sha256: sha256(bytes),
		});
		expect(log[0]).toMatchObject({
			sha256: sha256(bytes),
			contentLength: '{"img":""}'.length + plain.length,
		});
	});

	it.each([
		['', 'Cannot send the base64 document: the text is empty'],
		['data:application/pdf,abc', 'the data URL does not say ";base64"'],
		['JVBERi0xLjQK!abc', 'the text is not base64: unexpected character at position 13'],
		['JVBER', 'the base64 text is cut off: its length is impossible'],
		[GIF.toString('base64'), 'by its content it is a GIF image, not a PDF, JPEG or PNG'],
	])('refuses the text %j before it is sent', async (source, message) => {
		const { error, log } = await runOne(BASE64, source);
		expect(error?.message).toContain(message);
		expect(log).toEqual([]);
	});

	it('hands a signed URL over to the letter', async () => {
		const document = { name: 'báo cáo.pdf', bytes };
		const url = `${rig.documentUrl(document)}&X-Sig=a%2Fb%3D%3D&r=https%3A%2F%2Fx.example%2F%3Fq%3D1`;
		const { json, log } = await runOne(URL_MODE, url);
		expect(log[0].url).toBe(url);
		expect(log[0].target).toContain(`img=${encodeURIComponent(url)}&`);
		expect(json[0]).toMatchObject({
			document_name: 'báo cáo.pdf',
			document_field: 'url',
			document_sha256: null,
		});
	});

	it.each([
		['', 'The URL is empty'],
		['report.pdf', 'The URL is not a valid address'],
		['ftp://files.example/secret.pdf', 'The URL starts with "ftp:", which the API cannot fetch'],
		['secret://files.example/a.pdf', 'The URL does not start with https:// or http://'],
	])('refuses the address %j without repeating it', async (source, message) => {
		const { error, log } = await runOne(URL_MODE, source);
		expect(error?.message).toBe(message);
		expect(`${error?.message} ${error?.description}`).not.toContain('secret');
		expect(log).toEqual([]);
	});

	it('sends the check sum of each item with its own call', async () => {
		const items = ['loan 1&2', 'khoản vay'].map((loan) => ({
			json: { loan, source: makePdf().toString('base64') },
		}));
		await rig.engine.run({
			items,
			parameters: {
				...{ resource: 'creditReport', operation: 'extract', output: 'raw' },
				...BASE64,
				options: { checkSum: '={{ $json.loan }}', maxConcurrency: 1 },
			},
			credential: rig.sandbox.credential,
		});
		const { log } = await rig.sandbox.stats();
		expect(log.map(({ checkSum }: { checkSum: string }) => checkSum)).toEqual([
			'loan 1&2',
			'khoản vay',
		]);
	});

	it('gives a stored file that is removed while others are sent its own error', async () => {
		const documents = [makePdf(), makePdf(), makePdf()];
		const stored = await Promise.all(
			documents.map(async (bytes) => await rig.engine.binary(bytes, 'report.pdf')),
		);
		const last = stored.at(-1) as IBinaryData;
		await rig.sandbox.control('faults', [{ name: 'slow', delayMs: 500 }]);
		const running = rig.engine.run({
			items: stored.map((data) => ({ json: {}, binary: { data } })),
			parameters: {
				...{ resource: 'creditReport', operation: 'extract', inputMode: 'binary' },
				...{ binaryPropertyName: 'data', output: 'record', options: { maxConcurrency: 1 } },
			},
			credential: rig.sandbox.credential,
			onError: 'continueRegularOutput',
		});
		while ((await rig.sandbox.stats()).calls === 0) await setTimeout(10);
		await rig.engine.removeBinary(last);
		const { json } = await running;
		expect(json.map((item) => item['document_sha256'] ?? item['error'])).toEqual([
			...documents.slice(0, -1).map(sha256),
			'Cannot send "report.pdf": n8n could not read the file from its storage',
		]);
	});
});
