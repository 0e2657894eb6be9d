import {
	parseAmount,
	toGrouping,
	type NumberFormat,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/values/amount.ts';

describe('toGrouping', () => {
	it.each<[string[], { commaGroups: boolean; dotGroups: boolean }]>([
		[[], { commaGroups: false, dotGroups: false }],
		[['1,234,567'], { commaGroups: true, dotGroups: false }],
		[['1,234.5'], { commaGroups: true, dotGroups: false }],
		[['1.234.567'], { commaGroups: false, dotGroups: true }],
		[['1.234,5'], { commaGroups: false, dotGroups: true }],
		[['1.234'], { commaGroups: false, dotGroups: true }],
		[['1,234', '2,000', '15,500'], { commaGroups: true, dotGroups: false }],
		[
			['1,234 triệu', 'VND 2,000', '₫15,500', '7', '-', ''],
			{ commaGroups: true, dotGroups: false },
		],
		[['1,234', '2,000'], { commaGroups: false, dotGroups: false }],
		[['1,234', '2,000', '15,500', '1,5'], { commaGroups: false, dotGroups: false }],
		[['1,234', '2,000', '15,500', '1.5'], { commaGroups: false, dotGroups: false }],
		[['1,234', '2,000', '15,500', '1.500'], { commaGroups: false, dotGroups: true }],
		[['0,125', '2,000', '15,500', '1,000'], { commaGroups: false, dotGroups: false }],
		[['1,234,567', '1.234.567'], { commaGroups: true, dotGroups: true }],
	])('detects in %j', (texts, expected) => {
		expect(toGrouping('detect', texts)).toEqual(expected);
	});

	it.each<[NumberFormat, string[], string[]]>([
		[
			'dotThousands',
			['1.234', '1.234.567', '1.234,5', '12,5', '1234'],
			['1,234,567', '1,234.5', '12.5'],
		],
		[
			'commaThousands',
			['1,234', '1,234,567', '1,234.5', '12.5', '1234'],
			['1.234.567', '1.234,5', '12,5'],
		],
	])('%s is believed, whatever the report shows', (format, taken, refused) => {
		const grouping = toGrouping(format, refused);
		const context = { unit: 'asPrinted', grouping } as const;
		for (const text of taken) expect(parseAmount(text, context)).toMatchObject({ kind: 'value' });
		for (const text of refused) {
			expect(parseAmount(text, context)).toMatchObject({ reason: 'contradicts_format' });
		}
	});
});
