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
			newline: fc.constantFrom('', '\n', '\r\n', '\t'),
			prefix: fc.constantFrom(
				'',
				'data:;base64,',
				'data:application/pdf;base64,',
				' DATA:x/y;BASE64,',
			),
			tail: fc.constantFrom('', '\n', '\t\r\n'),
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

	it.each(['JVBE=', 'JVBER===', 'JVB==', 'JVBERi0', `JVBE${'='.repeat(70_000)}`, 'JVBERi==='])(
		'padding that does not fit is a stated problem: %.20s',
		(text) => {
			const expected = text === 'JVBERi0' ? 'base64' : 'badLength';
			expect(parseBase64(text).kind).toBe(expected);
		},
	);

	describe('blanks', () => {
		const bytes = Buffer.alloc(300, '\u0000\u0010\u0083\u00ff', 'latin1');
		const text = bytes.toString('base64');
		const wrap = (width: number, newline: string) =>
			(text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(newline);

		it.each([60, 64, 72, 76])('at the usual line width of %d are line breaks', (width) => {
			expect(parseBase64(wrap(width, ' '))).toEqual({ kind: 'base64', encoded: text });
		});

		it.each([
			['an indented block', wrap(50, '\n  ')],
			['blanks before line breaks', `  ${wrap(76, ' \r\n')} \n`],
		])('%s is white space', (_what, given) => {
			expect(parseBase64(given)).toEqual({ kind: 'base64', encoded: text });
		});

		it.each([
			['in the place of one plus', `${text.slice(0, 10)} ${text.slice(11)}`],
			['in the place of two', `${text.slice(0, 10)}  ${text.slice(12)}`],
			['in the place of four', text.replaceAll(/(?<=^|.{90})./g, ' ')],
			['at the end', `${text.slice(0, -1)} `],
			['at the beginning', ` ${text.slice(1)}`],
			['at the line width, by chance', `${text.slice(0, 76)} ${text.slice(77)}`],
			['at the end of a line', wrap(76, '\n').replace(/.\n/, ' \n')],
			['in a data URL', `data:application/pdf;base64,${text.slice(0, 9)} ${text.slice(10)}`],
		])('%s are plus signs that were lost', (_what, given) => {
			expect(parseBase64(given)).toEqual({ kind: 'blanks' });
		});

		it('never make another document: any plus may become a blank', () => {
			const anyBytes = fc.uint8Array({ minLength: 3, maxLength: 400 });
			// No document that can be sent begins with a plus sign.
			const head = Buffer.from('%PDF-1').toString('base64');
			fc.assert(
				fc.property(anyBytes, fc.constantFrom(0, 60, 76), (list, width) => {
					const rest = Buffer.from(list).toString('base64');
					const whole = `${head}${rest.replace(/[AQgw]/g, '+')}`;
					const wrapped = width ? whole.replace(new RegExp(`.{${width}}`, 'g'), '$&\n') : whole;
					const given = wrapped.replaceAll('+', ' ');
					const parsed = parseBase64(given);
					if (parsed.kind === 'base64') expect(parsed.encoded).toBe(whole);
				}),
			);
		});
	});

	it.each([
		'data:application/pdf;name=Hợp đồng, bản 2.pdf;base64,',
		"data:application/pdf;filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf;charset=utf-8;base64,",
		'DATA:APPLICATION/PDF;NAME="A;B,C.PDF";BASE64,',
		`data:application/pdf;name=${'dài '.repeat(500)};base64,\n`,
		'data:;base64,',
	])('takes the data URL %.60j', (prefix) => {
		expect(parseBase64(`${prefix}JVBERi0x`)).toEqual({ kind: 'base64', encoded: 'JVBERi0x' });
	});

	it('never throws and never repeats the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: anyUnit }), (text) => {
				const parsed = parseBase64(text);
				if (parsed.kind === 'base64') return;
				expect(['empty', 'notBase64DataUrl', 'badCharacter', 'badLength', 'blanks']).toContain(
					parsed.kind,
				);
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
