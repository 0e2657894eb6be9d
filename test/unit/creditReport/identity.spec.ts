import fc from 'fast-check';

import {
	checkIdentity,
	compareNumbers,
} from '../../../nodes/ComputerVisionVietnam/creditReport/identity';
import { parseOne, recordOf, rowsOf, row, scalar, HEADING, NOTHING } from '../../support/replies';

const CCCD = '000190000101';
const report = (fields: object = {}) => ({ ...HEADING, ...NOTHING, ...fields });
const checkOf = (expectedIdCard: string | undefined, fields: object = {}) => {
	const { identity_check, needs_review, review_notes } = recordOf(report(fields), {
		expectedIdCard,
	});
	return { identity_check, needs_review, review_notes };
};

describe('two numbers', () => {
	test.each([
		[CCCD, CCCD, 'match'],
		[CCCD, '000 190 000 101', 'match'],
		[CCCD, ' 000.190.000.101 ', 'match'],
		[CCCD, '000\u00a0190\u200b000101', 'match'],
		[CCCD, '０００１９００００１０１', 'match'],
		['B1234567', 'b1234567', 'match'],
		[CCCD, '000190000102', 'mismatch'],
		['123456789', '123456780', 'mismatch'],
		['123456789', CCCD, 'unknown'],
		[CCCD, '123456789', 'unknown'],
		['B1234567', CCCD, 'mismatch'],
		[CCCD, '00019000010', 'mismatch'],
	])('%s and %s: %s', (one, other, expected) => {
		expect(compareNumbers(one, other)).toBe(expected);
		expect(compareNumbers(other, one)).toBe(expected);
	});

	test('one that is not there is not known', () => {
		expect(compareNumbers(null, CCCD)).toBe('unknown');
		expect(compareNumbers(CCCD, null)).toBe('unknown');
		expect(compareNumbers(null, null)).toBe('unknown');
	});
});

describe('a record', () => {
	test('has no check where nobody is expected', () => {
		for (const expected of [undefined, '', '  ', '.']) {
			expect(recordOf(report(), { expectedIdCard: expected })).not.toHaveProperty('identity_check');
		}
	});

	test('of the expected person says so and asks for nobody', () => {
		expect(checkOf('000 190 000 101')).toEqual({
			identity_check: 'match',
			needs_review: false,
			review_notes: null,
		});
	});

	test('of another person asks for review', () => {
		expect(checkOf('000190000999')).toEqual({
			identity_check: 'mismatch',
			needs_review: true,
			review_notes: 'ID card: is not the one that was expected',
		});
	});

	test.each([
		['an old number beside a new one', scalar('id_card', '190000101')],
		['no number', scalar('id_card', '')],
		['a number that cannot be read', scalar('id_card', '***')],
	])('with %s cannot tell, and asks for review', (_what, fields) => {
		const check = checkOf(CCCD, fields);
		expect(check).toMatchObject({ identity_check: 'unknown', needs_review: true });
		expect(check.review_notes).toContain(
			'ID card: cannot be compared with the one that was expected',
		);
	});

	test('asks for both numbers; the worst answer counts', () => {
		const both = (expectedIdCard: string, expectedCicCode: string) =>
			recordOf(report(), { expectedIdCard, expectedCicCode })['identity_check'];
		expect(both(CCCD, '0000000101')).toBe('match');
		expect(both(CCCD, '0000000102')).toBe('mismatch');
		expect(both('190000101', '0000000101')).toBe('unknown');
		expect(both('190000101', '0000000102')).toBe('mismatch');
	});

	test('tells each row as well, and is compared before masking', () => {
		const fields = report({ credit_card_info: [row('50', '9', '0', '1')] });
		const settings = { expectedIdCard: CCCD, maskIdentifiers: true };
		expect(rowsOf(fields, settings)).toMatchObject([
			{ identity_check: 'match', id_card: '********0101', needs_review: false },
		]);
		expect(rowsOf(fields, { expectedIdCard: '1' })).toMatchObject([
			{ identity_check: 'mismatch', needs_review: true },
		]);
	});

	test('of another person stays one when somebody says that its number was read well', () => {
		const corrections = [{ path: 'id_card', value: CCCD, report_index: 0 }] as never;
		const settings = { expectedIdCard: '000190000999', corrections };
		expect(recordOf(report(), settings)).toMatchObject({
			identity_check: 'mismatch',
			needs_review: true,
		});
		expect(recordOf(report(), { expectedIdCard: CCCD, corrections })).toMatchObject({
			identity_check: 'match',
			needs_review: false,
		});
	});
});

test('no note shows a number, whatever is printed and whoever is expected', () => {
	const number = fc.stringMatching(/^[0-9A-Z]{6,14}$/);
	fc.assert(
		fc.property(number, number, number, (printed, expectedIdCard, expectedCicCode) => {
			const fields = report({
				...scalar('id_card', printed, 0.3),
				...scalar('cic_code', printed, null),
			});
			const settings = { expectedIdCard, expectedCicCode };
			const { scalars, notes } = parseOne(fields, settings);
			const texts = [...notes, ...checkIdentity(scalars, settings).notes].map(
				({ text, label, candidates }) => [text, label, ...candidates].join(' '),
			);
			for (const text of texts) {
				for (const secret of [printed, expectedIdCard, expectedCicCode]) {
					expect(text).not.toContain(secret);
				}
			}
		}),
		{ numRuns: 100 },
	);
});
