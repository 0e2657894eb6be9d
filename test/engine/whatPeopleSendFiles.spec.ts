import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
	IBinaryData,
	INodeExecutionData,
	INodeParameters,
	NodeParameterValueType,
	OnError,
} from 'n8n-workflow';
import sharp from 'sharp';
import type { BinaryMode, RunOptions, RunResult } from '../support/engine.ts';
import { makePdf } from '../support/makePdf.ts';
import { startRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { sha256 } from '../support/sha256.ts';

const ERROR_MODES: readonly OnError[] = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

const readInput = (name: string) =>
	readFileSync(join(process.cwd(), 'test', 'fixtures', 'inputs', name));

const LOGO = readInput('logo-160x40.png');
/** A page of this size may be a report. */
const makeImage = async (format: 'jpeg' | 'png', width = 900, height = 1200): Promise<Buffer> => {
	const background = { r: marks++ % 256, g: 200, b: 90 };
	return await sharp({ create: { width, height, channels: 3, background } })
		.toFormat(format)
		.toBuffer();
};
let marks = 0;

/** A JPEG with so much EXIF in front that its size stands far behind the beginning. */
function withLongExif(jpeg: Buffer): Buffer {
	const segment = Buffer.alloc(60_002, 'x');
	segment.writeUInt16BE(0xffe1, 0);
	segment.writeUInt16BE(60_000, 2);
	segment.write('Exif\0\0', 4, 'latin1');
	return Buffer.concat([jpeg.subarray(0, 2), segment, segment, segment, jpeg.subarray(2)]);
}

type Files = Readonly<Record<string, readonly [name: string, bytes: Buffer]>>;

/** Values of any type are what these tests are about. */
const anything = (value: unknown) => value as IBinaryData;

describe.each<BinaryMode>(['filesystem', 'default'])('files from %s storage', (storage) => {
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

	async function toItem(files: Files): Promise<INodeExecutionData> {
		const stored = Object.entries(files).map(
			async ([field, [name, bytes]]) => [field, await rig.engine.binary(bytes, name)] as const,
		);
		return { json: {}, binary: Object.fromEntries(await Promise.all(stored)) };
	}

	async function run(
		items: INodeExecutionData[],
		binaryPropertyName: NodeParameterValueType,
		more: RunOptions & { options?: INodeParameters } = {},
	) {
		const { options = {}, ...rest } = more;
		const ran = await rig.engine.run({
			items,
			parameters: { binaryPropertyName, options },
			credential: rig.sandbox.credential,
			onError: 'continueRegularOutput',
			...rest,
		});
		const { calls, log } = await rig.sandbox.stats();
		return { ...ran, calls, log: log as Array<Record<string, unknown>> };
	}

	const names = ({ json }: RunResult) =>
		json.map((item) => item['error'] ?? item['document_name'] ?? item['document_field']);
	const hintsOf = ({ hints }: RunResult) => hints.map(({ message }) => message);

	const aPdf = async (name = 'good.pdf') => await toItem({ data: [name, makePdf()] });

	describe('what stands in a file’s place has any type', () => {
		const FIELD = 'Cannot send the file in binary field "data": ';

		it.each<[string, (file: IBinaryData) => unknown, string]>([
			['null', () => null, `${FIELD}it holds nothing (null), not a file`],
			['a text', () => 'JVBERi0x', `${FIELD}it holds a text, not a file`],
			['a list', (file) => [file], `${FIELD}it holds a list, not a file`],
			['a number', () => 7, `${FIELD}it holds a number, not a file`],
			['true', () => true, `${FIELD}it holds the value true, not a file`],
			[
				'a Buffer',
				() => Buffer.from('%PDF-1.7'),
				`${FIELD}its "data" is nothing (undefined), not the text that n8n keeps`,
			],
			[
				'a Buffer in JSON',
				() => Buffer.from('%PDF-1.7').toJSON(),
				`${FIELD}its "data" is a list, not the text that n8n keeps`,
			],
			[
				'a Buffer as the data of a file',
				() => ({ mimeType: 'application/pdf', data: Buffer.from('%PDF-1.7').toJSON() }),
				`${FIELD}its "data" is a Buffer object, not the text that n8n keeps`,
			],
			[
				'an object',
				() => ({ some: 'thing' }),
				`${FIELD}its "data" is nothing (undefined), not the text that n8n keeps`,
			],
			[
				'a name that is an object',
				(file) => ({ ...file, fileName: { vi: 'a.pdf' } }),
				`${FIELD}its file name is an object, not a text`,
			],
			[
				'a name that is a list',
				(file) => ({ ...file, fileName: ['a.pdf'] }),
				`${FIELD}its file name is a list, not a text`,
			],
		])('%s: only that item fails', async (_what, spoil, message) => {
			const bad = await toItem({ data: ['bad.pdf', makePdf()] });
			const data = anything(spoil(bad.binary!['data']!));
			const items = [await aPdf('one.pdf'), { ...bad, binary: { data } }, await aPdf('three.pdf')];
			const ran = await run(items, 'data');
			expect(names(ran)).toEqual(['one.pdf', message, 'three.pdf']);
			expect(ran.calls).toBe(2);
		});

		it.each(ERROR_MODES)('stops nothing else, %s', async (onError) => {
			const bad = { json: {}, binary: { data: anything(null) } };
			const ran = await run([await aPdf('one.pdf'), bad], 'data', { onError });
			const message = `${FIELD}it holds nothing (null), not a file`;
			if (onError === 'stopWorkflow') {
				expect(ran.error).toMatchObject({ message, context: { itemIndex: 1 } });
				expect(ran.calls).toBe(0);
				return;
			}
			expect(ran.error).toBeUndefined();
			const failed = ran.outputs.flat().filter(({ json }) => 'error' in json);
			expect(failed).toMatchObject([{ json: { error: message }, pairedItem: { item: 1 } }]);
			expect(ran.outputs.flat()).toHaveLength(2);
			if (onError === 'continueErrorOutput') expect(ran.outputs[1]).toEqual(failed);
		});

		it.each<[unknown, string]>([
			[20_240_521, '20240521'],
			[null, 'data'],
			['', 'data'],
			['\u200b\u202e', 'data'],
			['ba\u0301o\u0000ca\u0301o\u200b.pdf', 'báo cáo.pdf'],
		])('takes the name %j where it makes sense', async (fileName, expected) => {
			const bad = await aPdf();
			const data = anything({ ...bad.binary!['data'], fileName });
			const ran = await run([await aPdf('one.pdf'), { ...bad, binary: { data } }], 'data');
			expect(names(ran)).toEqual(['one.pdf', expected]);
			expect(ran.calls).toBe(2);
			for (const { fileName: sent } of ran.log) expect(sent).toMatch(/^[\p{L}\p{N} .]+$/u);
		});
	});

	describe('ways of naming a file', () => {
		const two = async () =>
			await toItem({ first: ['first.pdf', makePdf()], second: ['second.pdf', makePdf()] });

		it.each<[NodeParameterValueType, string[]]>([
			['={{ $binary.second }}', ['second']],
			['={{ $("Input Items").item.binary.second }}', ['second']],
			['={{ Object.keys($binary) }}', ['first', 'second']],
			['={{ Object.values($binary) }}', ['first', 'second']],
			['={{ [$binary.second, "first"] }}', ['second', 'first']],
			['={{ [$binary.second, "*"] }}', ['second', 'first']],
			['={{ ["f*"] }}', ['first']],
		])('%s', async (parameter, fields) => {
			const ran = await run([await two(), await two()], parameter);
			const found = ran.json.map((item) => item['error'] ?? item['document_field']);
			expect(found).toEqual([...fields, ...fields]);
		});

		it.each<[NodeParameterValueType, string]>([
			['={{ $itemIndex === 1 ? null : "first" }}', 'nothing (null)'],
			['={{ $itemIndex === 1 ? {} : "first" }}', 'an object'],
			['={{ $itemIndex === 1 ? ["first", {}] : "first" }}', 'an object'],
			['={{ $itemIndex === 1 ? true : "first" }}', 'the value true'],
			['={{ $itemIndex === 1 ? ["first", [1]] : "first" }}', 'a list'],
		])('%s: only the item fails whose expression gives no name', async (parameter, holds) => {
			const ran = await run([await two(), await two(), await two()], parameter);
			expect(names(ran)).toEqual([
				'first.pdf',
				'The parameter "Input Binary Field" is not valid',
				'first.pdf',
			]);
			expect(ran.json[1]?.['message']).toContain(`it holds ${holds}.`);
		});

		it('composed and decomposed letters are the same name', async () => {
			const files = { 'ba\u0301o ca\u0301o': ['a.pdf', makePdf()] } satisfies Files;
			const items = [await toItem(files), await aPdf()];
			const ran = await run(items, 'b\u00e1o c\u00e1o');
			expect(names(ran)[0]).toBe('a.pdf');
			expect(ran.json[1]?.['error']).toBe('The item has no binary field "báo cáo"');
		});

		it('a message never shows two names that look the same', async () => {
			const item = await toItem({
				'ba\u0301o': ['a.pdf', makePdf()],
				'b\u00e1o': ['b.pdf', makePdf()],
				'b\u00e1\u200bo': ['c.pdf', makePdf()],
			});
			const ran = await run([item], 'data');
			expect(ran.json[0]?.['message']).toMatch(/^The item has "báo"\. /);
		});

		it('binaryMode combined: files stand in the JSON', async () => {
			const items = await Promise.all([two(), two()]);
			const combined = items.map(({ binary }) => ({ json: { _files: { ...binary } } }));
			const asJson = JSON.parse(JSON.stringify(combined)) as INodeExecutionData[];
			for (const parameter of ['second', '_files.second', '={{ $json._files.second }}']) {
				const ran = await run(asJson, parameter, { settings: { binaryMode: 'combined' } });
				expect(names(ran)).toEqual(['second.pdf', 'second.pdf']);
			}
			const all = await run(asJson, '*', { settings: { binaryMode: 'combined' } });
			expect(all.json).toHaveLength(4);
		});
	});

	describe('logos and photos of a mail', () => {
		it.each<[string, () => Promise<Buffer>]>([
			['a PNG of 160 by 40', async () => LOGO],
			['a JPEG', async () => await makeImage('jpeg', 1200, 300)],
			['a JPEG behind long EXIF', async () => withLongExif(await makeImage('jpeg', 479, 900))],
			['a tracking pixel', async () => readInput('tracking-pixel.png')],
		])('%s is skipped by a pattern only', async (_what, make) => {
			const bytes = await make();
			const mail = await toItem({ a: ['logo', bytes], b: ['report.pdf', makePdf()] });
			const byPattern = await run([mail], '*', { onError: 'stopWorkflow' });
			expect(names(byPattern)).toEqual(['report.pdf']);
			expect(hintsOf(byPattern)).toContain(
				'Skipped 1 file: "logo" (an image too small to be a page)',
			);
			const byName = await run([mail], 'a');
			expect(byName.json[0]).toMatchObject({ document_name: 'logo' });
			expect(byName.calls).toBe(2);
		});

		it('an image large enough is sent, wherever its size stands', async () => {
			const large = await makeImage('jpeg', 480, 700);
			const mail = await toItem({ a: ['page.jpg', withLongExif(large)] });
			expect(names(await run([mail], '*'))).toEqual(['page.jpg']);
		});

		const noReport = async (...images: Buffer[]) =>
			await rig.sandbox.control(
				'faults',
				images.map((bytes) => ({ name: 'error-code-3', sha256: sha256(bytes), times: null })),
			);

		it.each(ERROR_MODES)('a photo beside a report does not fail the run, %s', async (onError) => {
			const photo = await makeImage('jpeg');
			await noReport(photo);
			const mails = [
				await toItem({ a: ['photo.jpg', photo], b: ['report.pdf', makePdf()] }),
				await aPdf('other.pdf'),
			];
			const ran = await run(mails, '*', { onError });
			expect(ran.error).toBeUndefined();
			expect(ran.outputs.flat().map(({ json }) => json['document_name'])).toEqual([
				'report.pdf',
				'other.pdf',
			]);
			expect(hintsOf(ran)).toContain('Skipped 1 file: "photo.jpg" (the API found no report in it)');
		});

		it.each(ERROR_MODES)('a photo alone, and one by name, do fail, %s', async (onError) => {
			const photo = await makeImage('png');
			await noReport(photo);
			const alone = await toItem({ a: ['photo.png', photo] });
			const message = expect.stringContaining('The API refused "photo.png"');
			const ran = await run([await aPdf(), alone], '*', { onError });
			const told = onError === 'stopWorkflow' ? [ran.error?.message] : failures(ran);
			expect(told).toEqual([message]);
			const both = await toItem({ a: ['photo.png', photo], b: ['report.pdf', makePdf()] });
			const named = await run([both], 'a,b', { onError });
			expect(onError === 'stopWorkflow' ? [named.error?.message] : failures(named)).toEqual([
				message,
			]);
		});

		const failures = ({ outputs }: RunResult) =>
			outputs.flat().flatMap(({ json }) => ('error' in json ? [json['error']] : []));

		it('another failure of a photo is one', async () => {
			const photo = await makeImage('jpeg');
			const fault = { name: 'http-413', sha256: sha256(photo), times: null };
			await rig.sandbox.control('faults', [fault]);
			const mail = await toItem({ a: ['photo.jpg', photo], b: ['report.pdf', makePdf()] });
			expect(names(await run([mail], '*'))).toEqual([
				expect.stringContaining('"photo.jpg"'),
				'report.pdf',
			]);
		});

		it('what is no document at all', async () => {
			const wrapper = readInput('winmail.dat');
			const mail = await toItem({ a: ['winmail.dat', wrapper], b: ['report.pdf', makePdf()] });
			const byPattern = await run([mail], '*');
			expect(names(byPattern)).toEqual(['report.pdf']);
			expect(hintsOf(byPattern)[0]).toContain('"winmail.dat" (an Outlook wrapper');
			expect(names(await run([mail], 'a,b'))).toEqual([
				expect.stringContaining('it is an Outlook wrapper (winmail.dat), not a PDF'),
				'report.pdf',
			]);
		});

		it('an iPhone’s photo by another name is sent with a hint', async () => {
			const mail = await toItem({ a: ['heic-named.jpg', readInput('heic-named.jpg')] });
			// The sandbox knows no HEIC, which is why the hint matters.
			const ran = await run([mail, await aPdf()], 'a,data');
			expect(ran.log.map(({ fileName }) => fileName)).toContain('heic-named.jpg');
			expect(hintsOf(ran)[0]).toContain('"heic-named.jpg": this format is not documented');
		});
	});

	it.each([
		'owner-password-only.pdf',
		'plain-with-encrypted-attachment.pdf',
		'plain-text-mentions-encrypt.pdf',
	])('%s opens without a password and is sent', async (name) => {
		const bytes = readInput(name);
		const ran = await run([await toItem({ data: [name, bytes] }), await aPdf()], '*');
		expect(names(ran)).toEqual([name, 'good.pdf']);
		expect(ran.json[0]?.['document_sha256']).toBe(sha256(bytes));
	});

	it.each([1, 3, 6])('code %d names what may be wrong with a file', async (code) => {
		const bytes = makePdf();
		const fault = { name: `error-code-${code}`, sha256: sha256(bytes), times: null };
		await rig.sandbox.control('faults', [fault]);
		const ran = await run([await toItem({ data: ['bad.pdf', bytes] }), await aPdf()], 'data');
		expect(names(ran)).toEqual([expect.stringContaining('"bad.pdf"'), 'good.pdf']);
		expect(ran.json[0]?.['message']).toMatch(/password.*restricted.*damaged.*web page/);
	});

	describe('the same file twice', () => {
		const HINT = '1 file is the same as another one and was not sent again: "copy.pdf"';

		it.each([
			['two fields of an item', true],
			['two items', false],
		])('%s: sent once, each place gets its items', async (_what, inOneItem) => {
			const bytes = makePdf();
			const files = { a: ['a.pdf', bytes], b: ['copy.pdf', bytes] } satisfies Files;
			const items = inOneItem
				? [await toItem(files)]
				: [await toItem({ a: files.a }), await toItem({ a: files.b })];
			const ran = await run([...items, await aPdf()], '*');
			expect(names(ran)).toEqual(['a.pdf', 'copy.pdf', 'good.pdf']);
			expect(ran.json.map((item) => item['document_sha256'])).toEqual([
				sha256(bytes),
				sha256(bytes),
				expect.any(String),
			]);
			expect(ran.calls).toBe(2);
			expect(hintsOf(ran)).toContain(HINT);
		});

		it.each(ERROR_MODES)('a refusal is that of both places, %s', async (onError) => {
			const bytes = makePdf();
			const fault = { name: 'error-code-3', sha256: sha256(bytes), times: null };
			await rig.sandbox.control('faults', [fault]);
			const items = [
				await toItem({ data: ['a.pdf', bytes] }),
				await aPdf(),
				await toItem({ data: ['copy.pdf', bytes] }),
			];
			const ran = await run(items, 'data', { onError, options: { maxConcurrency: 1 } });
			if (onError === 'stopWorkflow') {
				expect(ran.error).toMatchObject({
					message: expect.stringContaining('"a.pdf"'),
					context: { itemIndex: 0 },
				});
				expect(ran.calls).toBe(1);
				return;
			}
			const failed = ran.outputs.flat().filter(({ json }) => 'error' in json);
			expect(failed.map(({ json, pairedItem }) => [json['error'], pairedItem])).toEqual([
				[expect.stringContaining('"a.pdf"'), { item: 0 }],
				[expect.stringContaining('"copy.pdf"'), { item: 2 }],
			]);
			expect(ran.calls).toBe(2);
		});

		it.each<INodeParameters>([
			{ includeImages: '={{ $itemIndex === 1 }}' },
			{ checkSum: '={{ "loan " + $itemIndex }}' },
		])('asked for differently it is sent twice: %j', async (options) => {
			const bytes = makePdf();
			const item = await toItem({ data: ['a.pdf', bytes] });
			const ran = await run([item, { ...item }], 'data', { options });
			expect(names(ran)).toEqual(['a.pdf', 'a.pdf']);
			expect(ran.calls).toBe(2);
			expect(hintsOf(ran).join()).not.toContain('the same as');
		});
	});

	describe('several photos, one report', () => {
		const options = { filesAreOneReport: true };

		it('goes out as one PDF in the order of the names: one call, one bill', async () => {
			const pages = {
				c: ['page10.png', await makeImage('png', 700, 900)],
				a: ['page2.jpg', await makeImage('jpeg', 600, 800)],
				b: ['logo.png', LOGO],
			} satisfies Files;
			const ran = await run([await toItem(pages), await aPdf()], '*', { options });
			expect(names(ran)).toEqual([
				'page2.pdf',
				'Cannot send "good.pdf": it is a PDF, which cannot be a page among photos',
			]);
			expect(ran.calls).toBe(1);
			expect(ran.log[0]).toMatchObject({ fileName: 'page2.pdf', billed: true });
			expect(ran.json[0]?.['document_sha256']).toBe(ran.log[0]?.['sha256']);
			expect(hintsOf(ran)[0]).toContain('"logo.png" (an image too small');
		});

		it('keeps the order of a list of names', async () => {
			const pages = await toItem({
				a: ['1.jpg', await makeImage('jpeg')],
				b: ['2.jpg', await makeImage('jpeg')],
			});
			const ran = await run([pages], 'b,a', { options });
			expect(names(ran)).toEqual(['2.pdf']);
		});

		it.each(ERROR_MODES)('a broken page is told by its name, %s', async (onError) => {
			const jpeg = await makeImage('jpeg');
			const broken = await toItem({
				a: ['1.jpg', jpeg],
				b: ['2.jpg', (await makeImage('jpeg')).subarray(0, 400)],
			});
			const good = await toItem({ a: ['1.jpg', jpeg] });
			const ran = await run([good, broken], '*', { options, onError });
			const message = expect.stringMatching(/^Cannot send "2\.jpg": the image is cut off/);
			if (onError === 'stopWorkflow') {
				expect(ran.error).toMatchObject({ message, context: { itemIndex: 1 } });
				return;
			}
			const failed = ran.outputs.flat().filter(({ json }) => 'error' in json);
			expect(failed).toMatchObject([{ json: { error: message }, pairedItem: { item: 1 } }]);
			expect(ran.outputs.flat()).toHaveLength(2);
		});

		it('is sent again whole where a try failed', async () => {
			await rig.sandbox.control('faults', [{ name: 'http-503', retryAfter: '0' }]);
			const pages = { a: ['1.jpg', await makeImage('jpeg')] } satisfies Files;
			const ran = await run([await toItem(pages)], '*', { options });
			expect(names(ran)).toEqual(['1.pdf']);
			expect(ran.log.map(({ bytes }) => bytes)).toEqual([
				ran.log[1]?.['bytes'],
				expect.any(Number),
			]);
		});
	});
});
