import type { FieldsOf } from '../../../../nodes/ComputerVisionVietnam/creditReport/sections/section';
import {
	parseTables,
	SCALAR_NAMES,
	SCALARS,
	SECTION_LIST,
	SECTIONS,
	TABLE_KEYS,
	type Tables,
} from '../../../../nodes/ComputerVisionVietnam/creditReport/sections';
import { loans } from '../../../../nodes/ComputerVisionVietnam/creditReport/sections/loans';
import type { latePayments } from '../../../../nodes/ComputerVisionVietnam/creditReport/sections/latePayments';
import {
	PIVOT_COLUMNS,
	SCALAR_NAMES as CONTRACT_SCALARS,
	TABLE_COLUMNS,
} from '../../../support/contractNames';
import { HEADING, lender, NOTHING, parseOne, row, rowsOf, scalar } from '../../../support/replies';

describe('the sections', () => {
	test('are the eight tables of the contract in its order, each with its columns', () => {
		expect(TABLE_KEYS).toEqual(Object.keys(TABLE_COLUMNS));
		expect(SECTION_LIST.map(({ key }) => SECTIONS[key].key)).toEqual(TABLE_KEYS);
		for (const key of TABLE_KEYS) {
			const derived = key === 'loan_details' ? PIVOT_COLUMNS : [];
			const names = [...Object.keys(SECTIONS[key].columns), ...derived];
			expect(names.toSorted()).toEqual([...TABLE_COLUMNS[key]].toSorted());
		}
	});

	test('and the fields of the report are those of the contract', () => {
		expect(SCALAR_NAMES).toEqual(CONTRACT_SCALARS);
		expect(Object.keys(SCALARS)).toEqual(SCALAR_NAMES);
	});

	test('say of each column what it means', () => {
		const columns = [SCALARS, ...SECTION_LIST.map((section) => section.columns)];
		for (const { meaning } of columns.flatMap((each) => Object.values(each)))
			expect(meaning).toMatch(/^[A-Z].{5,}/);
	});

	test('are parsed each under its own key', () => {
		const parsed: string[] = [];
		const table = {
			state: 'none',
			rows: [],
			besides: null,
			notes: [],
			contradictions: [],
			totalRows: [],
		} as const;
		const tables = parseTables(({ key }) => {
			parsed.push(key);
			return { ...table, besides: key };
		});
		expect(parsed).toEqual(TABLE_KEYS);
		for (const key of TABLE_KEYS) expect(tables[key].besides).toBe(key);
	});

	test('know repeated headings of every column by how they begin', () => {
		for (const { headings } of SECTION_LIST)
			for (const heading of headings) expect(heading).toMatch(/^[a-z ]+$/);
	});
});

describe('rows are typed by their columns', () => {
	const { tables } = parseOne({
		...HEADING,
		...NOTHING,
		bad_debt: [row('31/08/2025', '3', '340', '1', 'Mẫu')],
		late_payments: [row('Y', '3', '1')],
	});

	test('a value has the type of its kind', () => {
		const amounts: Array<number | null> = tables.bad_debt.rows.map(
			({ fields }) => fields.amount.value,
		);
		const flags: Array<boolean | null> = tables.late_payments.rows.map(
			({ fields }) => fields.has_late_payment.value,
		);
		expect([amounts, flags]).toEqual([[340], [true]]);
	});

	test('a column that does not exist does not compile', () => {
		const misspelt = (fields: Tables['bad_debt']['rows'][number]['fields']) =>
			// @ts-expect-error there is no such column
			fields.amuont as unknown;
		const foreign = (fields: FieldsOf<typeof latePayments.columns>) =>
			// @ts-expect-error it is a column of another table
			fields.debt_group as unknown;
		const wrongType = (fields: Tables['bad_debt']['rows'][number]['fields']) => {
			// @ts-expect-error an amount is a number
			const text: string | null = fields.amount.value;
			return text;
		};
		for (const { fields } of tables.bad_debt.rows)
			expect([misspelt(fields), wrongType(fields)]).toEqual([undefined, 340]);
		for (const { fields } of tables.late_payments.rows) expect(foreign(fields)).toBeUndefined();
	});

	test('a key beside the columns never becomes one', () => {
		for (const { fields } of tables.bad_debt.rows)
			expect(Object.keys(fields)).toEqual(Object.keys(SECTIONS.bad_debt.columns));
	});
});

describe('what is computed from a row', () => {
	const loanOf = (lines: Parameters<typeof lender>[2]) => {
		const fields = { ...NOTHING, loan_details: [lender('79998001', 'Mẫu', lines, '9')] };
		const [loan] = parseOne(fields).tables.loan_details.rows;
		if (!loan) throw new Error('no loan');
		return loans.derive?.(loan.fields) ?? {};
	};

	test('has the names of the pivot, in its order, whatever is printed', () => {
		expect(Object.keys(loanOf([]))).toEqual(PIVOT_COLUMNS);
		expect(new Set(Object.values(loanOf([])))).toEqual(new Set([null]));
	});

	test('stands behind the printed columns of the item', () => {
		const [item] = rowsOf({ ...NOTHING, loan_details: [lender('79998001', 'Mẫu', [], '9')] });
		const names = Object.keys(item ?? {});
		const printed = Object.keys(loans.columns);
		expect(names.slice(names.indexOf('total') + 1, names.indexOf('total') + 10)).toEqual(
			PIVOT_COLUMNS,
		);
		expect(names.indexOf('total') - names.indexOf('institution_no')).toBe(printed.length - 1);
	});

	test('adds the lines of one name and keeps a term apart from its groups', () => {
		expect(
			loanOf([
				['Dư nợ cho vay dài hạn', '9'],
				['Nhóm 2', '4'],
				['Nhóm 2', '3'],
				['Nợ xấu khác', '2'],
			]),
		).toEqual({
			short_term: null,
			medium_term: null,
			long_term: 9,
			group_1: null,
			group_2: 7,
			group_3: null,
			group_4: null,
			group_5: null,
			other_bad: 2,
		});
	});

	test('is null, not less, when one of its lines is not known, and 0 where that is stated', () => {
		expect(
			loanOf([
				['Nhóm 1', '5'],
				['Nhóm 1', '-'],
				['Nhóm 3', 'Không có'],
			]),
		).toMatchObject({ group_1: null, group_3: 0 });
	});

	test('no other section computes columns', () => {
		const deriving = SECTION_LIST.filter(({ derive }) => derive);
		expect(deriving.map(({ key }) => key)).toEqual(['loan_details']);
	});
});

describe('where a contradiction stands', () => {
	const notesOf = (fields: object) => {
		const { tables } = parseOne({ ...HEADING, ...NOTHING, ...fields });
		const { loan_details, outstanding_loans, late_payments } = tables;
		const ofRows = [loan_details, outstanding_loans, late_payments].flatMap(({ rows }) =>
			rows.flatMap(({ notes }) => notes),
		);
		const ofTables = TABLE_KEYS.flatMap((key) => tables[key].contradictions);
		return [ofRows, ofTables].map((notes) => notes.map(({ path, kind }) => [path, kind]));
	};

	test("a lender's lines, at its total", () => {
		const loan = lender(
			'79998001',
			'Mẫu',
			[
				['Dư nợ ngắn hạn', '4'],
				['Nhóm 1', '4'],
			],
			'5',
		);
		expect(notesOf({ loan_details: [loan] })).toEqual([
			[
				['loan_details.1.total', 'disagreement'],
				['loan_details.1.total', 'disagreement'],
			],
			[['loan_details', 'disagreement']],
		]);
	});

	test("a month's parts, at its total", () => {
		const rows = [row('1', '1', '2'), row('300', '12', '321')];
		expect(notesOf({ outstanding_loans: rows })).toEqual([
			[['outstanding_loans.2.total_balance', 'disagreement']],
			[],
		]);
	});

	test('"never late" beside a count of late payments, at the table', () => {
		expect(notesOf({ late_payments: [row('N', '12', '2')] })).toEqual([
			[],
			[['late_payments', 'disagreement']],
		]);
		expect(notesOf({ late_payments: [row('N', '0', '0')] })).toEqual([[], []]);
	});

	test('every table is checked row by row, and as a whole where rows depend on each other', () => {
		const having = (name: 'checkRow' | 'checkTable') =>
			SECTION_LIST.filter((section) => section[name]).map(({ key }) => key);
		expect(having('checkRow')).toEqual(SECTION_LIST.map(({ key }) => key));
		expect(having('checkTable')).toEqual([
			'loan_details',
			'outstanding_loans',
			'bad_debt',
			'late_payments',
			'customers_look_up',
		]);
	});
});

test('what was sold to VAMC is a field of the report, not a table', () => {
	const { scalars } = parseOne({ ...NOTHING, ...scalar('debt_sold_to_vamc', '85') });
	expect(scalars.debt_sold_to_vamc.value).toBe(85);
});
