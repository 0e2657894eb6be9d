import fc from 'fast-check';

import { correctionsSchema } from '../../../nodes/ComputerVisionVietnam/creditReport/corrections';
import {
	OUTPUT_FORMS,
	shapeReports,
} from '../../../nodes/ComputerVisionVietnam/creditReport/outputs';
import type { ShapeSettings } from '../../../nodes/ComputerVisionVietnam/creditReport/outputs/output';
import { TABLE_KEYS } from '../../../nodes/ComputerVisionVietnam/creditReport/sections';
import {
	cell,
	HEADING,
	lender,
	NOTHING,
	recordOf,
	reply,
	reportsOf,
	row,
	scalar,
	SETTINGS,
	textIn,
} from '../../support/replies';
import { anyTrueInfo, placesOf } from '../../support/trueReports';

const RUNS = { numRuns: Number(process.env['RUNS'] ?? 40), endOnFailure: true };
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64');

const report = (fields: object = {}) => ({ ...HEADING, ...NOTHING, ...fields });

function shaped(infos: readonly object[], settings: Partial<ShapeSettings> = {}) {
	const document = { name: 'report.pdf', field: 'data', sha256: 'f00d' };
	const lanes = OUTPUT_FORMS.reviewItems.lanes ?? [];
	const wires = reportsOf(reply(...infos));
	return shapeReports(wires, document, lanes, false, { ...SETTINGS, ...settings }).lanes[0] ?? [];
}

const itemsOf = (fields: object, settings: Partial<ShapeSettings> = {}) =>
	shaped([report(fields)], settings).map(({ json }) => json);

const PATH = new RegExp(
	`^(?:[a-z_]+|(?:${TABLE_KEYS.join('|')})\\.[1-9]\\d*\\.(?:[a-z_]+\\d*|debts\\.[1-9]\\d*\\.(?:name|amount)))$`,
);

test('a report without doubts gives one item, so that none vanishes', () => {
	expect(itemsOf({})).toEqual([
		{
			document_name: 'report.pdf',
			path: null,
			label: null,
			printed: null,
			read: null,
			candidates: [],
			confidence: null,
			page: null,
			box: null,
			reason: null,
			note: null,
			document_field: 'data',
			document_sha256: 'f00d',
			report_index: 0,
			report_key: expect.stringMatching(/^[0-9a-f]{32}$/),
		},
	]);
});

describe('a doubt', () => {
	test.each<[string, object, object]>([
		[
			'about a field',
			scalar('credit_score', '6A0', 0.4),
			{
				path: 'credit_score',
				label: 'Credit score',
				printed: '6A0',
				read: null,
				confidence: 0.4,
				page: 0,
				box: [1, 2, 3, 4],
				reason: 'not_a_score',
				note: 'printed "6A0" is not a score of two to four digits; read with confidence 0.4, below 0.85',
			},
		],
		[
			'about a value that was read all the same',
			{ credit_card_info: [[cell('50', 0.3), ...row('9', '0', '1')]] },
			{
				path: 'credit_card_info.1.credit_limit',
				label: 'Card row 1, credit limit',
				printed: '50',
				read: 50,
				confidence: 0.3,
				page: null,
				reason: 'low_confidence',
			},
		],
		[
			'with several meanings',
			{ credit_card_info: [row('1,234', '9', '0', '1')] },
			{
				path: 'credit_card_info.1.credit_limit',
				read: null,
				candidates: ['1234', '1.234'],
				reason: 'ambiguous_grouping',
			},
		],
		[
			'about an amount of a lender',
			{ loan_details: [lender('79998001', 'A', [['Nhóm 1', '12O']], '120')] },
			{
				path: 'loan_details.1.debts.1.amount',
				label: 'Loan 1, debts, Nhóm 1',
				printed: '12O',
				read: null,
				reason: 'letter_among_digits',
				box: [1, 2, 3, 4],
			},
		],
		[
			'about a table',
			{ bad_debt_image: PNG },
			{
				path: 'bad_debt',
				label: 'Bad Debt of 5 Years',
				printed: null,
				read: null,
				box: null,
				reason: 'image_without_rows',
			},
		],
	])('%s', (_what, fields, expected) => {
		expect(itemsOf(fields)).toMatchObject([expected]);
	});

	test('is there once for each place, the worst reason first', () => {
		const [table, total, ...others] = itemsOf({
			loan_details: [lender('79998001', 'A', [['Nhóm 1', '100']], '120')].map((cells) => [
				...cells.slice(0, 4),
				cell('120', 0.2),
			]),
		});
		expect(others).toEqual([]);
		expect(table).toMatchObject({ path: 'loan_details', reason: 'debts_not_by_group' });
		expect(total).toMatchObject({
			path: 'loan_details.1.total',
			reason: 'debts_differ_from_total',
			read: 120,
		});
		expect(textIn(total?.['note'])).toMatch(/do not add up.*read with confidence 0\.2/);
	});

	test('of the second report carries its place in the reply', () => {
		const items = shaped([report(), report(scalar('credit_score', '?'))]).map(({ json }) => json);
		expect(items).toMatchObject([
			{ path: null, report_index: 0 },
			{ path: 'credit_score', report_index: 1 },
		]);
	});

	test('of what is for information only is none', () => {
		expect(itemsOf(scalar('report_time', '21/05/2024'))).toMatchObject([{ path: null }]);
	});
});

test('who somebody is, is masked in every member', () => {
	const fields = {
		...scalar('id_card', '0001901', 0.2),
		...scalar('cic_code', '123456789', 0.2),
	};
	const items = itemsOf(fields, { maskIdentifiers: true });
	expect(items.map(({ path, printed, read }) => [path, printed, read])).toEqual([
		['cic_code', '*****6789', '*****6789'],
		['id_card', '***1901', '***1901'],
	]);
	expect(JSON.stringify(items)).not.toMatch(/0001901|123456789/);
});

describe('images', () => {
	const fields = {
		...scalar('credit_score', '?'),
		imgs: [PNG],
		bad_debt: [row('31/02/2023', 'Nhóm 5', '20', '1', 'A')],
		bad_debt_image: PNG,
		credit_card_info_image: PNG,
	};

	test('are those of the page or the table of the doubt', () => {
		const items = shaped([report(fields)], { includeImages: true });
		expect(items.map(({ json, images }) => [json['path'], images.map(({ key }) => key)])).toEqual([
			['credit_score', ['page_1']],
			['credit_card_info', ['credit_card_info']],
			['bad_debt.1.last_occurred_date', ['bad_debt']],
		]);
	});

	test('come only where they are asked for, and with no item without a doubt', () => {
		expect(shaped([report(fields)]).flatMap(({ images }) => images)).toEqual([]);
		const clean = shaped([report({ imgs: [PNG] })], { includeImages: true });
		expect(clean.map(({ images }) => images)).toEqual([[]]);
	});
});

describe('whatever is doubtful', () => {
	const anyDoubtful = fc
		.tuple(anyTrueInfo, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }))
		.map(([info, changes]) => {
			const places = placesOf(info);
			for (const [at, kind] of changes) {
				const place = places[at % places.length];
				if (kind % 2 === 0) place?.doubt(kind % 3 === 0 ? 0.4 : 0.8);
				else place?.write(`${place.text}?`);
			}
			return info;
		});

	test('the items say what the record says, and nothing else', () => {
		fc.assert(
			fc.property(anyDoubtful, (info) => {
				const record = recordOf(info);
				const items = shaped([info]).map(({ json }) => json);
				const asking = items.filter(({ path }) => path !== null);
				expect(asking.length > 0).toBe(record['needs_review']);
				const notes = textIn(record['review_notes']);
				for (const { label, note, reason } of asking.slice(0, 15)) {
					if (reason === 'missing_confidence') continue;
					expect(notes).toContain(`${textIn(label)}: ${textIn(note).split('; ')[0]}`);
				}
				for (const item of items) expect(item['report_key']).toBe(record['report_key']);
				expect(new Set(items.map(({ path }) => path)).size).toBe(items.length);
			}),
			RUNS,
		);
	});

	test('every path can be corrected, with what was read or by saying that it is right', () => {
		fc.assert(
			fc.property(anyDoubtful, (info) => {
				for (const { json } of shaped([info])) {
					const { path, read } = json;
					if (path === null) continue;
					expect(path).toMatch(PATH);
					const isWhole = typeof path === 'string' && TABLE_KEYS.some((key) => key === path);
					const value = isWhole ? true : typeof read === 'object' ? null : read;
					const corrections = correctionsSchema.parse([{ path, value }]);
					const left = shaped([info], { corrections }).map(({ json: { path } }) => path);
					expect(left).not.toContain(path);
				}
			}),
			RUNS,
		);
	});
});
