import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { align, textLikeness } from '../../../tools/judge/align.ts';

const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{6,9}$/), { minLength: 1, maxLength: 12 });

describe('Aligning', () => {
	it('pairs all that is left when anything is left out', () => {
		fc.assert(
			fc.property(words, fc.nat(), (all, chosen) => {
				const left = chosen % all.length;
				const rest = all.filter((_, index) => index !== left);
				// Only equal ones are alike here: a likeness by letters may pair the wrong ones.
				const pairs = align(all, rest, (one, other) => (one === other ? 1 : 0));
				expect(pairs).toEqual(
					all.map((word, index) => ({ left: word, right: index === left ? null : word })),
				);
			}),
		);
	});

	it('loses nothing of either side, whatever they hold', () => {
		fc.assert(
			fc.property(words, words, (lefts, rights) => {
				const pairs = align(lefts, rights, textLikeness);
				expect(pairs.flatMap(({ left }) => left ?? [])).toEqual(lefts);
				expect(pairs.flatMap(({ right }) => right ?? [])).toEqual(rights);
			}),
		);
	});

	it('pairs a misread text with its original', () => {
		expect(align(['48996T01', '79901002'], ['4899G701', '79901002'], textLikeness)).toEqual([
			{ left: '48996T01', right: '4899G701' },
			{ left: '79901002', right: '79901002' },
		]);
	});
});

describe('Likeness', () => {
	it('is 1 for equal texts only', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (one, other) => {
				expect(textLikeness(one, other) === 1).toBe(one === other);
			}),
		);
	});

	it('is the share of letters in common', () => {
		expect(textLikeness('1.250', '1250')).toBeCloseTo(0.8);
		expect(textLikeness('', 'abc')).toBe(0);
	});
});
