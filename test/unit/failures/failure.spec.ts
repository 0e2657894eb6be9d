import { nameDocument, quoteName } from '../../../nodes/ComputerVisionVietnam/failures/failure.ts';

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
		expect(quoteName('a\r\nb\u202egnp.pdf')).toBe('"a bgnp.pdf"');
		expect(quoteName('😀'.repeat(500))).toBe(`"${'😀'.repeat(120)}…"`);
	});
});
