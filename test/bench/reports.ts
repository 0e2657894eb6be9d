/**
 * Replies in the documented form with as many rows as wanted; everything in them is invented.
 * Texts differ from row to row as they do on a real page, so that no cache has an easy life.
 */

/** `loans`: all rows in the widest table, with its debt lines. `allTables`: spread over all eight. */
export type ReportForm = 'loans' | 'allTables';

const BOX = [61, 402, 188, 426];

const cell = (value: string, index: number) => ({
	value,
	box: BOX.map((pixel) => pixel + (index % 900)),
	score: 0.9 + (index % 97) / 1000,
});

const row = (index: number, ...values: string[]) => values.map((value) => cell(value, index));

const two = (number: number): string => String(number).padStart(2, '0');
const dateOf = (index: number): string =>
	`${two(1 + (index % 28))}/${two(1 + (index % 12))}/${2015 + (index % 10)}`;
const codeOf = (index: number): string =>
	`${two(1 + (index % 96))}${990 + (index % 10)}${String(index % 1000).padStart(3, '0')}`;
const amountOf = (index: number): string => {
	const amount = 1 + ((index * 7919) % 99_999);
	return amount < 1000
		? String(amount)
		: `${Math.floor(amount / 1000)}.${String(amount % 1000).padStart(3, '0')}`;
};

const TERMS = ['ngắn hạn', 'trung hạn', 'dài hạn'];
const GROUPS = ['đủ tiêu chuẩn', 'cần chú ý', 'dưới tiêu chuẩn', 'nghi ngờ', 'có khả năng mất vốn'];

function loanRow(index: number): object[] {
	const amount = amountOf(index);
	const name = `Ngân hàng TMCP Mẫu Số ${index % 400} - Chi nhánh Ví Dụ ${index % 90}`;
	const [no, code, lender, total] = row(index, String(index + 1), codeOf(index), name, amount);
	const debts = {
		value: [
			{ debt_name: `Dư nợ cho vay ${TERMS[index % TERMS.length]}`, debt: amount },
			{ debt_name: `- Dư nợ ${GROUPS[index % GROUPS.length]}`, debt: amount },
		],
		box: [BOX, BOX],
		score: [0.97, 0.96],
	};
	return [no, code, lender, debts, total].filter((part) => part !== undefined);
}

/** One row of each table, by its place in the table. */
const ROW_MAKERS: Readonly<Record<string, (index: number) => object[]>> = {
	loan_details: loanRow,
	credit_card_info: (index) => row(index, amountOf(index), '12', '0', String(1 + (index % 9))),
	outstanding_loans: (index) => row(index, String(index), '7', String(index + 7)),
	bad_debt: (index) =>
		row(
			index,
			dateOf(index),
			String(3 + (index % 3)),
			amountOf(index),
			String(index + 1),
			'Mẫu Hai',
		),
	late_payments: (index) => row(index, 'Y', String(1 + (index % 90)), String(1 + (index % 9))),
	loan_guarantee: (index) => row(index, String(index % 9), '1'),
	credit_contract: (index) => row(index, dateOf(index), `05/04/${2026 + (index % 9)}`),
	customers_look_up: (index) => row(index, codeOf(index), 'QHTD', dateOf(index)),
};

const SCALARS: Readonly<Record<string, string>> = {
	report_time: '09:15 - 20/05/2025',
	cic_code: '0000000303',
	id_card: '000303000303',
	address: 'Số 3 đường Thử Nghiệm, phường Mẫu, quận Ví Dụ',
	credit_score: '612',
	credit_rank: '04',
	credit_ranking_date: '30/04/2025',
	debt_sold_to_vamc: 'Không có',
};

const scalarFields = (): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(SCALARS).flatMap(([name, value]): [string, unknown][] => [
			[name, value],
			[`${name}_box`, BOX],
			[`${name}_confidence`, 0.98],
			[`${name}_id`, 0],
		]),
	);

function tableRows(form: ReportForm, rows: number): [string, object[][]][] {
	const makers = Object.entries(ROW_MAKERS);
	const share = (place: number): number => {
		if (form === 'loans') return place === 0 ? rows : 0;
		return Math.floor(rows / makers.length) + (place < rows % makers.length ? 1 : 0);
	};
	return makers.map(([key, make], place) => [
		key,
		Array.from({ length: share(place) }, (_, index) => make(index)),
	]);
}

/** A successful reply with one report of that many rows. */
export function buildReply(form: ReportForm, rows: number): object {
	const tables = tableRows(form, rows).flatMap(([key, list]): [string, unknown][] => [
		[key, list],
		[`${key}_image`, ''],
	]);
	const info = { ...scalarFields(), imgs: [], ...Object.fromEntries(tables) };
	return { data: { info: [info], type: 'credit_report' }, errorCode: '0', errorMessage: 'Success' };
}
