import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

import {
	countOutputs,
	OUTPUTS_EXPRESSION,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/outputs';
import {
	SECTIONS,
	TABLE_KEYS,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/sections';
import { PIVOT_COLUMNS } from '../../../support/contractNames';
import {
	cell,
	debts,
	HEADING,
	lender,
	NOTHING,
	recordOf,
	reply,
	row,
	rowsOf,
	scalar,
	shapeReply,
	textIn,
} from '../../../support/replies';

const LOAN = lender(
	'79998001',
	'Ngân hàng Mẫu',
	[
		['Dư nợ cho vay ngắn hạn', '5'],
		['Nhóm 1', '5'],
	],
	'5',
);
const FIELDS = {
	...HEADING,
	...NOTHING,
	...scalar('address', 'Số 7', 0.93),
	loan_details: [LOAN, LOAN],
	late_payments: [row('N', '0', '0')],
};
const ALWAYS = ['document_name', 'document_field', 'document_sha256', 'report_index'];
const SCALARS = [
	'report_time',
	'cic_code',
	'id_card',
	'address',
	'credit_score',
	'credit_rank',
	'credit_ranking_date',
	'debt_sold_to_vamc',
];

describe('names on the items', () => {
	test('what is always present is, with values of the document', () => {
		for (const item of [
			recordOf(FIELDS),
			...rowsOf(FIELDS),
			...rowsOf(FIELDS, { repeatReportFields: false }),
		])
			expect(item).toMatchObject({
				document_name: 'report.pdf',
				document_field: 'data',
				document_sha256: 'f00d',
				report_index: 0,
			});
	});

	test('a record begins with who, the score and the summary, then the review, then the tables', () => {
		const names = Object.keys(recordOf(FIELDS));
		const order = [
			'document_name',
			'cic_code',
			'credit_score',
			'loan_total',
			'amount_unit',
			'needs_review',
			'review_notes',
			'loan_details',
		];
		expect(order.map((name) => names.indexOf(name))).toEqual(
			order.map((name) => names.indexOf(name)).toSorted((a, b) => a - b),
		);
		expect(names).toEqual(expect.arrayContaining([...ALWAYS, ...SCALARS]));
	});

	test.each(TABLE_KEYS)('a row of %s has every column, whatever the API left out', (key) => {
		const columns = Object.keys(SECTIONS[key].columns);
		const [item] = rowsOf({ [key]: [row('x')] });
		expect(Object.keys(item ?? {})).toEqual(
			expect.arrayContaining([...columns, ...(key === 'loan_details' ? PIVOT_COLUMNS : [])]),
		);
	});

	test('no column of a row can meet a field of the report or of the document', () => {
		const [none] = rowsOf(
			{ ...NOTHING, x: 1 },
			{ includeConfidence: true, includePosition: true, includeOriginalText: true },
		);
		const beside = TABLE_KEYS.map((key) => `${key}_text`);
		const ofReport = new Set([...Object.keys(none ?? {}), ...beside]);
		const columns = TABLE_KEYS.flatMap((key) => Object.keys(SECTIONS[key].columns));
		const suffixes = ['', '_text', '_confidence', '_box', '_page', '_other'];
		const names = [...columns, ...PIVOT_COLUMNS, 'other_cells'].flatMap((name) =>
			suffixes.map((end) => name + end),
		);
		expect(names.filter((name) => ofReport.has(name))).toEqual([]);
	});
});

describe('rows', () => {
	test('one item per row in the order of the report, whatever the order of the choice', () => {
		const items = rowsOf(FIELDS, { tables: ['late_payments', 'loan_details', 'late_payments'] });
		expect(items.map(({ table, row: place }) => [table, place])).toEqual([
			['loan_details', 1],
			['loan_details', 2],
			['late_payments', 1],
		]);
	});

	test('the report’s fields are repeated, or not', () => {
		expect(rowsOf(FIELDS)[0]).toMatchObject({ cic_code: '0000000101', address: 'Số 7' });
		const [bare] = rowsOf(FIELDS, { repeatReportFields: false });
		for (const name of SCALARS) expect(bare).not.toHaveProperty(name);
	});

	test.each([true, false])(
		'a report without a row in the chosen tables is one item with its fields (repeated: %s)',
		(repeatReportFields) => {
			const items = rowsOf(FIELDS, { tables: ['bad_debt', 'credit_contract'], repeatReportFields });
			expect(items).toMatchObject([
				{ table: null, row: null, cic_code: '0000000101', needs_review: false },
			]);
			expect(Object.keys(items[0] ?? {})).toEqual(expect.arrayContaining([...ALWAYS, ...SCALARS]));
		},
	);
});

describe('tables in a record', () => {
	test('columns: one value per name, the debts as text', () => {
		const record = recordOf(FIELDS, { tablesInRecord: 'columns' });
		expect(record).toMatchObject({
			loan_details_1_total: 5,
			loan_details_2_total: 5,
			loan_details_1_group_1: 5,
			late_payments_1_has_late_payment: false,
		});
		expect(JSON.parse(textIn(record['loan_details_1_debts']))).toHaveLength(2);
		expect(
			Object.values(record).filter((value) => typeof value === 'object' && value !== null),
		).toEqual([]);
	});

	test('lists: a list per table, empty ones too', () => {
		const record = recordOf(FIELDS, { tablesInRecord: 'lists' });
		expect(record).toMatchObject({
			loan_details: [{ row: 1, total: 5 }, { row: 2 }],
			bad_debt: [],
		});
	});

	test('json: the same list as text', () => {
		const record = recordOf(FIELDS, { tablesInRecord: 'json' });
		const lists = recordOf(FIELDS, { tablesInRecord: 'lists' });
		for (const key of TABLE_KEYS) expect(JSON.parse(textIn(record[key]))).toEqual(lists[key]);
	});

	test('none: the summary alone', () => {
		const record = recordOf(FIELDS, { tablesInRecord: 'none' });
		expect(
			Object.keys(record).filter((name) => /^(loan_details|late_payments|bad_debt)/.test(name)),
		).toEqual(['bad_debt_row_count']);
		expect(record['loan_total']).toBe(10);
	});
});

describe('what stands beside a value', () => {
	test('nothing, unless asked for', () => {
		const names = Object.keys(recordOf(FIELDS)).filter((name) =>
			/_(confidence|box|page|text)$/.test(name),
		);
		expect(names).toEqual(['min_confidence']);
	});

	test('confidences, the least of a lender’s lines for its debts', () => {
		const lines = { ...debts(['Nhóm 1', '5'], ['Nhóm 2', '6']), score: [0.9, '95%'] };
		const [item] = rowsOf(
			{ ...FIELDS, loan_details: [[cell('1', 97), '79998001', cell('A'), lines, cell('11')]] },
			{ includeConfidence: true },
		);
		expect(item).toMatchObject({
			institution_no_confidence: 0.97,
			institution_code_confidence: null,
			debts_confidence: 0.9,
			address_confidence: 0.93,
		});
		expect(item?.['debts']).toMatchObject([
			{ amount_confidence: 0.9 },
			{ amount_confidence: 0.95 },
		]);
	});

	test('positions as the API gave them, whatever their form', () => {
		const box = { left: 1, top: 2 };
		const fields = {
			...FIELDS,
			address_box: box,
			address_id: '2',
			late_payments: [[{ value: 'N', box }, { value: '0', box: [] }, '0']],
		};
		const [item] = rowsOf(fields, { includePosition: true, tables: ['late_payments'] });
		expect(item).toMatchObject({
			address_box: box,
			address_page: '2',
			has_late_payment_box: box,
			has_late_payment_page: null,
			max_days_late_box: null,
		});
	});

	test('the original text, for every value', () => {
		const [item] = rowsOf(
			{ ...FIELDS, bad_debt: [row('5/4/2022', 'Nhóm 3', '1.250', '', '')] },
			{ includeOriginalText: true, tables: ['bad_debt'] },
		);
		expect(item).toMatchObject({
			last_occurred_date_text: '5/4/2022',
			debt_group_text: 'Nhóm 3',
			amount_text: '1.250',
			institution_no_text: null,
			report_time_text: '11:07 - 21/05/2024',
		});
	});

	test('the text of what cannot be read, in every form', () => {
		const fields = {
			...FIELDS,
			...scalar('credit_score', '6A1'),
			credit_contract: [row('31/02/2023', '05/04/2022 10:00')],
		};
		expect(rowsOf(fields, { tables: ['credit_contract'] })[0]).toMatchObject({
			credit_score: null,
			credit_score_text: '6A1',
			signed_date: null,
			signed_date_text: '31/02/2023',
			end_date: '2022-04-05',
			end_date_text: '05/04/2022 10:00',
		});
		expect(recordOf(fields, { tablesInRecord: 'columns' })).toMatchObject({
			credit_score_text: '6A1',
			credit_contract_1_signed_date_text: '31/02/2023',
		});
	});
});

describe('masking', () => {
	const SECRET = {
		...FIELDS,
		...scalar('id_card', '000 190 000 101'),
		...scalar('cic_code', ['0000000101']),
	};

	test('all but the last four characters of identity number and CIC code, in the texts too', () => {
		const record = recordOf(SECRET, { maskIdentifiers: true, includeOriginalText: true });
		expect(record).toMatchObject({
			id_card: '********0101',
			id_card_text: '***********' + ' 101',
			cic_code: null,
			cic_code_text: '**********01"]',
		});
	});

	test('nothing of them is left anywhere in an item', () => {
		const secret = {
			...SECRET,
			id_card: { value: '000190000101', scan: ['000190000101'] },
			cic_code: { text: '0000000101' },
		};
		const settings = {
			maskIdentifiers: true,
			includeOriginalText: true,
			tablesInRecord: 'columns',
		} as const;
		for (const { json } of [
			...shapeReply(reply(secret), settings).records,
			...shapeReply(reply(secret), settings).rows,
		])
			expect(JSON.stringify(json)).not.toMatch(/00019000010|000000010/);
	});

	test('row keys stay the same', () => {
		expect(rowsOf(SECRET, { maskIdentifiers: true }).map(({ row_key }) => row_key)).toEqual(
			rowsOf(SECRET).map(({ row_key }) => row_key),
		);
	});
});

describe('images', () => {
	const PNG = readFileSync('test/fixtures/documents/images/bad-debt.bad_debt.png').toString(
		'base64',
	);
	const JPEG = readFileSync(
		'test/fixtures/documents/images/scanned-report.loan_guarantee.jpg',
	).toString('base64');
	const PICTURED = {
		...FIELDS,
		imgs: [PNG, 'no image', `data:image/png;base64,${JPEG}`],
		loan_details_image: [PNG, JPEG],
		late_payments_image: PNG.replace(/.{76}/g, '$&\n'),
	};
	const shape = (settings: object) =>
		shapeReply(reply(PICTURED), { includeImages: true, ...settings });

	test('pages and tables on a record, by name and type', () => {
		const [record] = shape({}).records;
		expect(record?.images.map(({ key, mimeType, fileName }) => [key, mimeType, fileName])).toEqual([
			['page_1', 'image/png', 'report-page-1.png'],
			['page_3', 'image/jpeg', 'report-page-3.jpg'],
			['loan_details', 'image/png', 'report-loan-details.png'],
			['loan_details_2', 'image/jpeg', 'report-loan-details-2.jpg'],
			['late_payments', 'image/png', 'report-late-payments.png'],
		]);
		expect(record?.images[0]?.bytes.toString('base64')).toBe(PNG);
	});

	test('a row carries those of its own table', () => {
		expect(shape({}).rows.map(({ images }) => images.map(({ key }) => key))).toEqual([
			['loan_details', 'loan_details_2'],
			['loan_details', 'loan_details_2'],
			['late_payments'],
		]);
	});

	test('a broken one is a note that asks for nobody', () => {
		expect(shape({}).records[0]?.json).toMatchObject({
			needs_review: false,
			review_notes: 'Images: 1 image could not be decoded and left out',
		});
	});

	test('none, and no note, unless asked for', () => {
		const { records, rows } = shapeReply(reply(PICTURED));
		expect([...records, ...rows].flatMap(({ images }) => images)).toEqual([]);
		expect(records[0]?.json['review_notes']).toBeNull();
	});

	test('no base64 in the item', () => {
		for (const { json } of shape({ tablesInRecord: 'columns' }).records)
			expect(JSON.stringify(json)).not.toContain(PNG.slice(0, 40));
	});
});

describe('outputs', () => {
	const CLEAN = FIELDS;
	const DOUBTFUL = {
		...FIELDS,
		...scalar('report_time', '09:00 - 01/02/2024'),
		...scalar('address', 'Số 8', 0.4),
	};
	const lanes = (settings: object) => {
		const { records, rows, needsReview } = shapeReply(reply(CLEAN, DOUBTFUL), settings);
		return [records, rows, needsReview].map((items) =>
			items.map(({ json }) => json['report_index']),
		);
	};

	test.each([
		['record', false, [[0, 1], [], []]],
		['rows', false, [[], [0, 0, 0, 1, 1, 1], []]],
		['recordAndRows', false, [[0, 1], [0, 0, 0, 1, 1, 1], []]],
		['record', true, [[0], [], [1]]],
		['rows', true, [[], [0, 0, 0], [1, 1, 1]]],
		['recordAndRows', true, [[0], [0, 0, 0, 1, 1, 1], [1]]],
	] as const)('%s with a review output: %s', (output, reviewOutput, expected) => {
		expect(lanes({ output, reviewOutput })).toEqual(expected);
	});

	test('rows move together, when one of their report needs a person', () => {
		const fields = { ...FIELDS, late_payments: [row('V', '0', '0')] };
		const { rows, needsReview } = shapeReply(reply(fields), { output: 'rows', reviewOutput: true });
		expect([rows.length, needsReview.length]).toEqual([0, 3]);
	});

	test('several reports of one reply keep their own fields and keys', () => {
		const { records } = shapeReply(reply(CLEAN, DOUBTFUL));
		expect(records.map(({ json }) => json['address'])).toEqual(['Số 7', 'Số 8']);
		expect(records[0]?.json['report_key']).not.toBe(records[1]?.json['report_key']);
	});

	test.each([
		[CLEAN, false],
		[DOUBTFUL, true],
	])('say whether a person should look, with an output for it or without', (fields, asks) => {
		for (const output of ['record', 'rows', 'recordAndRows'] as const)
			for (const reviewOutput of [false, true])
				expect(shapeReply(reply(fields), { output, reviewOutput }).asksForReview).toBe(asks);
	});

	test.each([
		['record', 1],
		['rows', 1],
		['recordAndRows', 2],
		['raw', 1],
	] as const)('%s has %s without that for review', (form, count) => {
		expect(countOutputs({ form, review: false })).toBe(count);
		expect(countOutputs({ form, review: true })).toBe(count + 1);
	});

	test.each([
		['record', {}, [undefined]],
		['rows', { reviewOutput: false }, [undefined]],
		['recordAndRows', {}, ['Records', 'Rows']],
		['raw', { reviewOutput: true }, [undefined]],
		['record', { reviewOutput: true }, ['Record', 'Needs Review']],
		['rows', { reviewOutput: true }, ['Rows', 'Needs Review']],
		['recordAndRows', { reviewOutput: true }, ['Records', 'Rows', 'Needs Review']],
		['unknown', undefined, [undefined]],
	])('are named for the editor: %s, %j', (output, options, names) => {
		const expression = OUTPUTS_EXPRESSION.replace(/^=\{\{|\}\}$/g, '');
		const outputs: Array<{ type: string; displayName?: string }> = runInNewContext(expression, {
			$parameter: { output, options },
		});
		expect(outputs.map(({ displayName }) => displayName)).toEqual(names);
		expect(new Set(outputs.map(({ type }) => type))).toEqual(new Set(['main']));
	});
});
