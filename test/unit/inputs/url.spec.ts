import fc from 'fast-check';
import { parseUrl } from '../../../nodes/ComputerVisionVietnam/inputs/url.ts';

/** Any code unit, halves of surrogate pairs included; fast-check's own `binary` takes seconds to build. */
const anyUnit = fc.nat(0xffff).map((code) => String.fromCharCode(code));

describe('parseUrl', () => {
	it.each([
		['https://files.example/a/b/report.pdf?sig=x%2Fy&z=1#top', 'report.pdf'],
		['https://files.example/B%C3%A1o%20c%C3%A1o.pdf', 'Báo cáo.pdf'],
		['https://files.example/100%.pdf', '100%.pdf'],
		['http://user:pass@files.example/x.jpg', 'x.jpg'],
		['https://files.example/', null],
		['https://files.example?file=secret.pdf', null],
	])('keeps %s as it is and calls it %j', (url, name) => {
		expect(parseUrl(`  ${url}\n`)).toEqual({ kind: 'url', url, name });
	});

	it('writes letters beyond ASCII the way a browser sends them', () => {
		expect(parseUrl('https://files.example/báo cáo.pdf')).toEqual({
			kind: 'url',
			url: 'https://files.example/b%C3%A1o%20c%C3%A1o.pdf',
			name: 'báo cáo.pdf',
		});
	});

	it.each([
		['', { kind: 'empty' }],
		['files.example/a.pdf', { kind: 'notAUrl' }],
		['//files.example/a.pdf', { kind: 'notAUrl' }],
		['data:application/pdf;base64,AA', { kind: 'wrongScheme', scheme: 'data' }],
		['javascript:alert(1)', { kind: 'wrongScheme', scheme: null }],
		['C:\\reports\\a.pdf', { kind: 'wrongScheme', scheme: null }],
	])('refuses %j', (text, reading) => {
		expect(parseUrl(text)).toEqual(reading);
	});

	it('never throws', () => {
		fc.assert(fc.property(fc.string({ unit: anyUnit }), (text) => void parseUrl(text)));
	});
});
