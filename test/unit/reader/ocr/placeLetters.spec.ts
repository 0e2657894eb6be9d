import { placeLetters } from '../../../../reader/ocr/placeLetters.ts';
import type { Box } from '../../../../reader/page.ts';

/** Shapes of these widths, one beside the other; a space is a gap. */
function shapes(...widths: readonly number[]): Box[] {
	let left = 0;
	return widths.flatMap((width): Box[] => {
		const box: Box = [left, 0, left + width, 20];
		left += width + 2;
		return width < 0 ? [] : [box];
	});
}

function leftsOf(signs: readonly Box[], text: string): number[] | undefined {
	return placeLetters(signs, text)?.map(({ left }) => Math.round(left));
}

describe('letters are found among shapes', () => {
	it('one by one', () => {
		const signs = shapes(17, 11, 11, 12);
		expect(leftsOf(signs, 'Nhan')).toEqual(signs.map(([left]) => left));
	});

	it('within shapes that touch', () => {
		const places = placeLetters(shapes(17, 24, 12), 'Nhan');
		expect(places?.map(({ letter }) => letter).join('')).toBe('Nhan');
		expect(places?.[1]?.left).toBe(19);
		expect(Math.abs((places?.[2]?.left ?? 0) - 31)).toBeLessThanOrEqual(1);
	});

	it('across spaces, which are no letters', () => {
		const signs: Box[] = [
			[0, 0, 14, 20],
			[15, 0, 26, 20],
			[34, 0, 48, 20],
			[49, 0, 60, 20],
		];
		expect(leftsOf(signs, 'Ha Ba')).toEqual([0, 15, 34, 49]);
	});

	it('or not at all', () => {
		expect(placeLetters([], 'Ha')).toBeNull();
		expect(placeLetters(shapes(10), '')).toBeNull();
		expect(placeLetters(shapes(10, 10, 10, 10, 10, 10), 'a')).toBeNull();
	});
});
