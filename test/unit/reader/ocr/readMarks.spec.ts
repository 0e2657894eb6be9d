import { findInk } from '../../../../reader/geometry/findInk.ts';
import type { PageInk } from '../../../../reader/geometry/findInk.ts';
import { flattenPage } from '../../../../reader/geometry/flattenPage.ts';
import { toGray } from '../../../../reader/geometry/grayImage.ts';
import { loadMarkNet, readMarks } from '../../../../reader/ocr/readMarks.ts';
import type { MarkedText } from '../../../../reader/ocr/readMarks.ts';
import { FONTS } from '../../../../tools/documents/fonts.ts';
import { changed, drawPage } from '../drawnPage.ts';

const net = loadMarkNet();

async function inkOf(text: string, font: keyof typeof FONTS, blur: number): Promise<PageInk> {
	const page = await drawPage(
		(pen) => {
			pen.font(FONTS[font].regular).text(text, 20, 20);
		},
		200,
		[400, 60],
	);
	const soft = blur === 0 ? page : await changed(page, (image) => image.blur(blur));
	return findInk({ ...flattenPage(toGray(soft)), dpi: 200 });
}

/** What becomes of a reading of a printed text. */
async function markedOf(
	printed: string,
	read: string,
	font: keyof typeof FONTS = 'times',
	blur = 0.6,
): Promise<MarkedText> {
	const { runs, gray, usual } = await inkOf(printed, font, blur);
	const [run] = runs;
	if (!run) throw new Error('Nothing is printed');
	return readMarks(gray, run, usual, read, net);
}

describe('marks above vowels are read by their shapes', () => {
	it.each(['times', 'arial', 'roboto', 'dejavu'] as const)(
		'in %s, a hook that was read as an acute',
		async (font) => {
			const { text } = await markedOf('Thủy Biển Mẫu Đường', 'Thủy Biến Mẫu Đường', font);
			expect(text).toBe('Thủy Biển Mẫu Đường');
		},
	);

	it('leaves what was read right as it is', async () => {
		for (const text of ['Huyện Phú Lộc', 'Cổ phần Đằng Giang', 'Tẩn Kỷ (Thử Nghiệm)']) {
			const marked = await markedOf(text, text);
			expect(marked.text).toBe(text);
			expect(marked.weakest).toBeGreaterThan(0.1);
		}
	});

	it('takes away a dot below that is not printed', async () => {
		expect((await markedOf('Bích Bình Hằng', 'Bích Bình Hạng')).text).toBe('Bích Bình Hằng');
	});

	it('never touches consonants and figures', async () => {
		expect((await markedOf('Lô B2/105', 'Lô 82/10S')).text).toBe('Lô 82/10S');
	});

	it('says nothing where the text does not fit what is printed', async () => {
		expect(await markedOf('Hà', 'Ngân hàng Thương mại Cổ phần')).toMatchObject({ weakest: null });
		expect(await markedOf('Ngân hàng', '')).toEqual({ text: '', weakest: null });
	});
});
