import {
	hasDotBelow,
	hasTone,
	markOf,
	MARKS,
	possibleMarks,
	withMark,
	withoutDot,
} from '../../../../reader/ocr/vowelMarks.ts';

function marked(letter: string): string[] {
	return possibleMarks(letter).map((place) => withMark(letter, place));
}

describe('marks above vowels', () => {
	it('are those of Vietnamese', () => {
		expect(marked('a').join('')).toBe('aáàảãâấầẩẫăắằẳẵ');
		expect(marked('E').join('')).toBe('EÉÈẺẼÊẾỀỂỄ');
		expect(marked('ơ').join('')).toBe('ơớờởỡ');
		expect(marked('ỳ').join('')).toBe('yýỳỷỹ');
		expect(marked('đ')).toEqual([]);
		expect(marked('7')).toEqual([]);
	});

	it('are told from the letter that has them', () => {
		for (const letter of 'aấẳỡưĨỳ') expect(withMark(letter, markOf(letter))).toBe(letter);
		expect(markOf('ậ')).toBe(markOf('â'));
		expect(markOf('ö')).toBe(-1);
		expect(MARKS[markOf('ố')]).toBe('\u0302\u0301');
	});

	it('know the dot below', () => {
		expect(hasDotBelow('ệ')).toBe(true);
		expect(hasDotBelow('ế')).toBe(false);
		expect(withoutDot('ệ')).toBe('ê');
		expect(hasTone(markOf('â'))).toBe(false);
		expect(hasTone(markOf('ẫ'))).toBe(true);
	});
});
