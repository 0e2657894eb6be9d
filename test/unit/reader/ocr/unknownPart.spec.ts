import { around } from '../../../../reader/geometry/textRows.ts';
import type { InkRun } from '../../../../reader/geometry/inkLines.ts';
import { unknownPart } from '../../../../reader/ocr/unknownPart.ts';
import type { Box } from '../../../../reader/page.ts';

/** A run with a shape of 10 pixels for each letter, and a gap for each space. */
function draw(text: string): InkRun {
	const boxes = [...text].flatMap((letter, place): Box[] =>
		letter === ' ' ? [] : [[place * 12, 0, place * 12 + 10, 20]],
	);
	return { box: around(boxes), shapes: boxes.map((box) => ({ box, area: 100 })) };
}

describe('of a run that is read again', () => {
	it.each([
		['Ngân hàng TMCP Thử Võ - Chi nhánh', 'Ngân hàng TMCP ', 'Thử Võ', ' - Chi nhánh'],
		['Việt Nam - CN Lâm', 'Việt Nam - CN ', 'Lâm', ''],
		['(Thử Nghiệm) - Hội sở chính', '', '(Thử Nghiệm)', ' - Hội sở chính'],
	])('%s: known words are left out', (text, before, unknown, after) => {
		const part = unknownPart(draw(text), text);
		expect(part).toMatchObject({ before, after });
		expect(part.run.shapes).toHaveLength(unknown.replaceAll(' ', '').length);
		expect(part.run.box[0]).toBe(before.length * 12);
	});

	it('all is kept where nothing is known, a number alone is not, or letters and shapes do not fit', () => {
		for (const text of ['Võ Thị Lâm', 'Ngân hàng', 'Hạng: 10', '2.7 Lịch sử chậm thanh toán thẻ'])
			expect(unknownPart(draw(text), text)).toEqual({ run: draw(text), before: '', after: '' });
		const speck = draw('a');
		expect(unknownPart(speck, 'Ngân hàng TMCP Thử Võ')).toMatchObject({ run: speck, before: '' });
	});
});
