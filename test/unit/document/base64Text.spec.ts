import fc from 'fast-check';
import { readBase64 } from '../../../nodes/ComputerVisionVietnam/document/base64Text.ts';
import type { SourceBytes } from '../../../nodes/ComputerVisionVietnam/document/sourceDocument.ts';

async function readAll({ open }: SourceBytes): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of open()) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function expectSources(text: string) {
	const sources = readBase64(text);
	if (sources.kind !== 'base64') throw new Error(`refused: ${sources.kind}`);
	return sources;
}

const bytesArbitrary = fc
	.uint8Array({ minLength: 1, maxLength: 500 })
	.map((list) => Buffer.from(list));

describe('readBase64', () => {
	it('gives back any bytes, whatever the alphabet, wrapping, padding and prefix', async () => {
		const forms = fc.record({
			bytes: bytesArbitrary,
			urlSafe: fc.boolean(),
			width: fc.integer({ min: 1, max: 80 }),
			newline: fc.constantFrom('', '\n', '\r\n', ' '),
			prefix: fc.constantFrom(
				'',
				'data:;base64,',
				'data:application/pdf;base64,',
				' DATA:x/y;BASE64,',
			),
			tail: fc.constantFrom('', '\n', ' \r\n'),
		});
		await fc.assert(
			fc.asyncProperty(forms, async ({ bytes, urlSafe, width, newline, prefix, tail }) => {
				const text = bytes.toString(urlSafe ? 'base64url' : 'base64');
				const wrapped = (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(newline);
				const sources = expectSources(prefix + wrapped + tail);
				expect(await readAll(sources.bytes)).toEqual(bytes);
				expect((await readAll(sources.encoded)).toString()).toBe(bytes.toString('base64'));
				expect(sources.bytes.size).toBe(bytes.length);
				expect(sources.encoded.size).toBe(bytes.toString('base64').length);
			}),
		);
	});

	it.each([65_535, 65_536, 65_537, 200_001])(
		'joins slices where %d letters end',
		async (letters) => {
			const bytes = Buffer.alloc(Math.floor((letters * 3) / 4), 'abcde');
			const text = ` ${bytes.toString('base64').replace(/(.{76})/g, '$1\n')}`;
			const { bytes: decoded, encoded } = expectSources(text);
			expect((await readAll(decoded)).equals(bytes)).toBe(true);
			expect((await readAll(encoded)).toString()).toBe(bytes.toString('base64'));
		},
	);

	it('can be read again from the start, for a further try', async () => {
		const { encoded } = expectSources('JVBERi0xLjQK');
		expect(await readAll(encoded)).toEqual(await readAll(encoded));
	});

	it.each([
		['', { kind: 'empty' }],
		[' \n ', { kind: 'empty' }],
		['data:application/pdf;base64,', { kind: 'empty' }],
		['data:text/plain,JVBE', { kind: 'notBase64DataUrl' }],
		['JVBERi0x%LjQK', { kind: 'badCharacter', position: 8 }],
		['JVBE=Ri0x', { kind: 'badCharacter', position: 5 }],
		['Báo cáo', { kind: 'badCharacter', position: 1 }],
		['JVBER', { kind: 'badLength' }],
		[`JVBE${'='.repeat(70_000)}`, { kind: 'badCharacter', position: 65_540 }],
	])('refuses %.20j', (text, problem) => {
		expect(readBase64(text)).toEqual(problem);
	});

	it('never throws and never repeats the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const { kind } = readBase64(text);
				expect(['base64', 'empty', 'notBase64DataUrl', 'badCharacter', 'badLength']).toContain(
					kind,
				);
			}),
		);
	});
});
