import { binary } from '../../../nodes/ComputerVisionVietnam/inputs/binary.ts';
import type { Collected } from '../../../nodes/ComputerVisionVietnam/inputs/document.ts';
import { readAll, sourceOf } from '../../support/byteSources.ts';

describe('a binary file', () => {
	const PDF = Buffer.from('%PDF-1.7');

	async function collect(parameter: string, fileName: string | undefined): Promise<Collected[]> {
		const data = {
			data: '',
			mimeType: 'application/pdf',
			...(fileName !== undefined && { fileName }),
		};
		const find = binary.prepare({
			itemIndex: 0,
			files: { data },
			fileName: undefined,
			getText: () => parameter,
			getValue: () => parameter,
			filesAreOneReport: false,
			openFile: async () => sourceOf(PDF, 3),
		});
		return await find();
	}

	it.each([
		['Báo cáo.pdf', 'Báo cáo.pdf'],
		['a"b\r\nX-Evil: 1.pdf', 'a%22b X-Evil: 1.pdf'],
		['report', 'report.pdf'],
		[undefined, 'document.pdf'],
		['  ', 'document.pdf'],
	])('called %j is named in its part of the body', async (fileName, expected) => {
		const [collected] = await collect('data', fileName);
		if (collected?.kind !== 'document') throw new Error('refused');
		const body = collected.document.buildBody();
		const text = (await readAll(body?.stream() ?? sourceOf(Buffer.alloc(0)).open())).toString();
		const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(body?.type ?? '')?.[1];
		expect(text).toBe(
			[
				`--${boundary}`,
				`Content-Disposition: form-data; name="img"; filename="${expected}"`,
				'Content-Type: application/pdf',
				'',
				PDF.toString(),
				`--${boundary}--`,
				'',
			].join('\r\n'),
		);
		expect(body?.size).toBe(Buffer.byteLength(text));
	});

	it('gets a fresh body, with a boundary of its own, for every try', async () => {
		const [collected] = await collect('data', 'a.pdf');
		if (collected?.kind !== 'document') throw new Error('refused');
		const types = [collected.document.buildBody()?.type, collected.document.buildBody()?.type];
		expect(new Set(types).size).toBe(2);
	});

	it.each(['toString', '__proto__', 'constructor'])('is no item’s own %s', async (parameter) => {
		const [collected] = await collect(parameter, 'a.pdf');
		expect(collected).toMatchObject({
			kind: 'refused',
			failure: { message: `The item has no binary field "${parameter}"` },
		});
	});
});
