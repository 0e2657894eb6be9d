import fc from 'fast-check';
import { decodeBase64, parseBase64 } from '../../../nodes/ComputerVisionVietnam/inputs/base64.ts';

const bytesArbitrary = fc
	.uint8Array({ minLength: 1, maxLength: 500 })
	.map((list) => Buffer.from(list));

/** Any code unit, halves of surrogate pairs included; fast-check's own `binary` takes seconds to build. */
const anyUnit = fc.nat(0xffff).map((code) => String.fromCharCode(code));

describe('base64', () => {
	it('gives back any bytes, whatever the alphabet, wrapping, padding and prefix', () => {
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
		fc.assert(
			fc.property(forms, ({ bytes, urlSafe, width, newline, prefix, tail }) => {
				const text = bytes.toString(urlSafe ? 'base64url' : 'base64');
				const wrapped = (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(newline);
				const given = prefix + wrapped + tail;
				expect(parseBase64(given)).toEqual({ kind: 'base64', encoded: bytes.toString('base64') });
				expect(decodeBase64(given)).toEqual(bytes);
			}),
		);
	});

	it.each([65_535, 65_536, 65_537, 200_001])('takes a wrapped text of %d letters', (letters) => {
		const bytes = Buffer.alloc(Math.floor((letters * 3) / 4), 'abcde');
		const text = ` ${bytes.toString('base64').replace(/(.{76})/g, '$1\n')}`;
		expect(parseBase64(text)).toEqual({ kind: 'base64', encoded: bytes.toString('base64') });
		const decoded = decodeBase64(text);
		expect(Buffer.isBuffer(decoded) && decoded.equals(bytes)).toBe(true);
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
		[`${'JVBE'.repeat(20_000)}=A`, { kind: 'badCharacter', position: 80_001 }],
	])('refuses %.20j', (text, problem) => {
		expect(parseBase64(text)).toEqual(problem);
		expect(decodeBase64(text)).toEqual(problem);
	});

	it('takes more padding than there should be: it says nothing', () => {
		expect(parseBase64(`JVBE${'='.repeat(70_000)}`)).toEqual({ kind: 'base64', encoded: 'JVBE' });
	});

	it('never throws and never repeats the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: anyUnit }), (text) => {
				const parsed = parseBase64(text);
				if (parsed.kind === 'base64') return;
				expect(['empty', 'notBase64DataUrl', 'badCharacter', 'badLength']).toContain(parsed.kind);
				for (const [key, value] of Object.entries(parsed)) {
					expect(key === 'kind' || typeof value === 'number').toBe(true);
				}
			}),
		);
	});

	it('judges a long text at once, even one that would send a regular expression astray', () => {
		const startedAt = performance.now();
		for (const letter of ['=', ' ', 'a', '%', 'data:', '=a', ' =']) {
			parseBase64(letter.repeat(400_000));
			parseBase64(`JVBE${letter.repeat(400_000)}%`);
		}
		expect(performance.now() - startedAt).toBeLessThan(2_000);
	});
});
