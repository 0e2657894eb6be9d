import {
	infoNote,
	joinNotes,
	reviewNote,
} from '../../../nodes/ComputerVisionVietnam/creditReport/review';

const placeOf = (label: string) => ({ path: 'place', label });

describe('review notes', () => {
	it('are null when there are none', () => {
		expect(joinNotes([])).toBeNull();
	});

	it('name the place first and are joined with "; "', () => {
		const notes = [
			reviewNote(
				'unreadable',
				'ambiguous_grouping',
				placeOf('Loan 2, total'),
				'printed "1,234" can be 1234 or 1.234',
			),
			infoNote('confidence_in_percent', placeOf('Confidence'), 'given in percent; divided by 100'),
		];
		expect(joinNotes(notes)).toBe(
			'Loan 2, total: printed "1,234" can be 1234 or 1.234; Confidence: given in percent; divided by 100',
		);
	});

	it('gather missing confidences in one sentence', () => {
		const missing = ['Loan 1, total', 'Loan 2, total', 'Loan 3, total', 'Loan 4, total'].map(
			(label) =>
				reviewNote(
					'missingConfidence',
					'missing_confidence',
					placeOf(label),
					'came without a confidence',
				),
		);
		expect(joinNotes(missing.slice(0, 1))).toBe(
			'1 value came without a confidence (Loan 1, total)',
		);
		expect(joinNotes(missing)).toBe(
			'4 values came without a confidence (Loan 1, total / Loan 2, total / Loan 3, total / …)',
		);
	});

	it('stay readable when there are thousands', () => {
		const many = Array.from({ length: 5000 }, (_, index) =>
			reviewNote(
				'lowConfidence',
				'low_confidence',
				placeOf(`Inquiry ${index + 1}, product`),
				'read with confidence 0.5',
			),
		);
		const text = joinNotes(many) ?? '';
		expect(text.length).toBeLessThan(2000);
		expect(text).toContain('4980 more');
	});
});
