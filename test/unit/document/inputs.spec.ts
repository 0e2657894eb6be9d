import fc from 'fast-check';
import { matchFields } from '../../../nodes/ComputerVisionVietnam/document/matchFields.ts';
import {
	nameDocument,
	quoteName,
} from '../../../nodes/ComputerVisionVietnam/document/nameDocument.ts';
import { readUrl } from '../../../nodes/ComputerVisionVietnam/document/readUrl.ts';

describe('matchFields', () => {
	const FIELDS = ['data', 'attachment_0', 'attachment_1', 'a.b', 'x,y', 'data2'];
	const chosen = (parameter: string): string[] =>
		matchFields(parameter, FIELDS).fields.map(({ field, named }) => (named ? field : `~${field}`));

	it.each([
		['data', ['data']],
		['nowhere', ['nowhere']],
		['data2, data', ['data2', 'data']],
		['attachment_*', ['~attachment_0', '~attachment_1']],
		['*_1,attachment_*', ['~attachment_1', '~attachment_0']],
		['attachment_1,attachment_*', ['attachment_1', '~attachment_0']],
		['attachment_*,attachment_1', ['~attachment_0', 'attachment_1']],
		['data,data', ['data']],
		['a.*', ['~a.b']],
		['x,y', ['x,y']],
		['*', ['~data', '~attachment_0', '~attachment_1', '~a.b', '~x,y', '~data2']],
		['z*', []],
		['d*a', ['~data']],
		['data*data', []],
		['a*_*_*', []],
		['**t*_**1', ['~attachment_1']],
		[' , ,', []],
	])('reads %j', (parameter, expected) => {
		expect(chosen(parameter)).toEqual(expected);
	});

	it('takes signs of regular expressions as they are', () => {
		expect(matchFields('(a+)*[', ['aaa', '(a+)x[']).fields).toEqual([
			{ field: '(a+)x[', named: false },
		]);
	});

	it('is not held up by a pattern of many stars', () => {
		const startedAt = performance.now();
		matchFields(`${'*a'.repeat(12)}*b`, ['a'.repeat(40)]);
		expect(performance.now() - startedAt).toBeLessThan(500);
	});
});

describe('readUrl', () => {
	it.each([
		['https://files.example/a/b/report.pdf?sig=x%2Fy&z=1#top', 'report.pdf'],
		['https://files.example/B%C3%A1o%20c%C3%A1o.pdf', 'Báo cáo.pdf'],
		['https://files.example/100%.pdf', '100%.pdf'],
		['http://user:pass@files.example/x.jpg', 'x.jpg'],
		['https://files.example/', null],
		['https://files.example?file=secret.pdf', null],
	])('keeps %s as it is and calls it %j', (url, name) => {
		expect(readUrl(`  ${url}\n`)).toEqual({ kind: 'url', url, name });
	});

	it('writes letters beyond ASCII the way a browser sends them', () => {
		expect(readUrl('https://files.example/báo cáo.pdf')).toEqual({
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
		['javascript:alert(1)', { kind: 'wrongScheme', scheme: 'other' }],
		['C:\\reports\\a.pdf', { kind: 'wrongScheme', scheme: 'other' }],
	])('refuses %j', (text, reading) => {
		expect(readUrl(text)).toEqual(reading);
	});

	it('never throws', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readUrl(text)));
	});
});

describe('nameDocument', () => {
	it.each([
		[{ name: 'Báo cáo.pdf', field: 'data' }, '"Báo cáo.pdf"'],
		[{ name: null, field: 'attachment_1' }, 'the file in binary field "attachment_1"'],
		[{ name: null, field: 'url' }, 'the document at the URL'],
		[{ name: null, field: 'base64' }, 'the base64 document'],
		[{ name: null, field: 'response' }, 'the saved response'],
	])('calls %j %s', (document, expected) => {
		expect(nameDocument(document)).toBe(expected);
	});

	it('keeps a name on one line and of a bearable length', () => {
		expect(quoteName('a\r\nb\u202egnp.pdf')).toBe('"a b gnp.pdf"');
		expect(quoteName('😀'.repeat(500))).toBe(`"${'😀'.repeat(120)}…"`);
	});
});
