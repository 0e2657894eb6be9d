import { isDebtList, SCALARS, TABLES } from './creditReport.ts';
import type {
	CreditReport,
	DebtLine,
	Printed,
	ReportCell,
	ScalarName,
	TableName,
} from './creditReport.ts';
import { foldText } from './foldText.ts';
import { amountOf, fitsForm, groupingOf } from './valueForms.ts';
import type { ValueForm } from './valueForms.ts';

/** Confidence of a value that contradicts the rest of the report. */
const CONTRADICTED = 0.6;
/** Confidence of another reading that was preferred for its form; it asks for a look as well. */
const PREFERRED = 0.7;

const SCALAR_FORMS: Readonly<Record<ScalarName, ValueForm>> = {
	report_time: 'moment',
	cic_code: 'number',
	id_card: 'number',
	address: 'text',
	credit_score: 'count',
	credit_rank: 'rank',
	credit_ranking_date: 'date',
	debt_sold_to_vamc: 'text',
};

const CELL_FORMS: Readonly<Record<TableName, readonly ValueForm[]>> = {
	loan_details: ['count', 'code', 'text', 'text', 'amount'],
	credit_card_info: ['amount', 'amount', 'amount', 'count'],
	outstanding_loans: ['amount', 'amount', 'amount'],
	bad_debt: ['date', 'group', 'amount', 'count', 'text'],
	late_payments: ['flag', 'count', 'count'],
	loan_guarantee: ['count', 'count'],
	credit_contract: ['date', 'date'],
	customers_look_up: ['code', 'text', 'date'],
};

/** The place of the running number among a table's cells. */
const NUMBER_CELL: Readonly<Partial<Record<TableName, number>>> = { loan_details: 0, bad_debt: 3 };

/**
 * Lets the report testify about its own values: those read from pixels that have an impossible
 * form, or contradict a sum or a running number, are no longer relied on. A reading is replaced
 * only by another reading of the same place that has the form of its value, and stays doubtful.
 * Confidence is never raised, and values of a text layer are left as they are.
 */
export function lowerByWitnesses(report: CreditReport): CreditReport {
	for (const name of SCALARS) {
		const value = report.scalars[name];
		if (value === null) continue;
		const isSold = name === 'debt_sold_to_vamc' && /\d/.test(value.text);
		holdToForm(value, isSold ? 'amount' : SCALAR_FORMS[name]);
	}
	for (const name of TABLES) {
		const { rows } = report.tables[name];
		for (const row of rows) {
			row.forEach((cell, place) => {
				for (const printed of isDebtList(cell) ? cell.map(({ amount }) => amount) : [cell]) {
					holdToForm(printed, isDebtList(cell) ? 'amount' : (CELL_FORMS[name][place] ?? 'text'));
				}
			});
		}
		countNumbers(rows, NUMBER_CELL[name]);
	}
	const grouping = groupingOf(amountsIn(report));
	addLoans(report.tables.loan_details.rows, grouping);
	for (const row of report.tables.outstanding_loans.rows) addMonth(row, grouping);
	return report;
}

function doubt(values: readonly Printed[]): void {
	for (const value of values) {
		if (value.isFromPixels) value.confidence = Math.min(value.confidence, CONTRADICTED);
	}
}

function holdToForm(value: Printed, form: ValueForm): void {
	if (!value.isFromPixels || fitsForm(value.text, form)) return;
	const other = value.candidates.find((candidate) => fitsForm(candidate, form));
	if (other !== undefined && other !== '') {
		value.text = other;
		value.confidence = Math.min(value.confidence, PREFERRED);
	} else {
		doubt([value]);
	}
}

function textCell(cell: ReportCell | undefined): Printed | null {
	return cell === undefined || isDebtList(cell) ? null : cell;
}

/** Running numbers count up by one. */
function countNumbers(rows: readonly (readonly ReportCell[])[], place: number | undefined): void {
	if (place === undefined) return;
	const numbers = rows
		.flatMap((row) => textCell(row[place]) ?? [])
		.filter(({ text }) => text !== '');
	numbers.forEach((value, index) => {
		if (value.text !== String(index + 1) && value.text !== `0${index + 1}`) doubt([value]);
	});
}

function amountsIn({ tables }: CreditReport): string[] {
	return Object.values(tables)
		.flatMap(({ rows }) => rows.flat())
		.flatMap((cell) => (isDebtList(cell) ? cell.map(({ amount }) => amount) : [cell]))
		.map(({ text }) => text);
}

type Grouping = '.' | ',';

function sum(values: readonly Printed[], grouping: Grouping): number | null {
	let total = 0;
	for (const { text } of values) {
		const amount = amountOf(text, grouping);
		if (amount === null) return null;
		total += amount;
	}
	return total;
}

/** Loan and card make the month's total, where all three are printed. */
function addMonth(row: readonly ReportCell[], grouping: Grouping): void {
	const [loans, cards, total] = row.map(textCell);
	if (!loans || !cards || !total || !/\d/.test(total.text)) return;
	if (sum([loans, cards], grouping) !== amountOf(total.text, grouping)) {
		doubt([loans, cards, total]);
	}
}

/** Terms, groups and total of each lender agree, and the lenders' totals with the total of all. */
function addLoans(rows: readonly (readonly ReportCell[])[], grouping: Grouping): void {
	const lenders: Printed[] = [];
	let all: Printed | null = null;
	for (const [, , name, debts, total] of rows) {
		const printed = textCell(total);
		if (printed === null) continue;
		const isAll = /^tong\b/.test(foldText(textCell(name)?.text ?? ''));
		if (isAll) all = printed;
		else if (debts !== undefined && isDebtList(debts) && debts.length > 0) {
			addLender(debts, printed, grouping);
			lenders.push(printed);
		}
	}
	if (all !== null && sum(lenders, grouping) !== amountOf(all.text, grouping)) {
		doubt([all, ...lenders]);
	}
}

/** Where two of three sums agree, only the third is doubted. */
function addLender(debts: readonly DebtLine[], total: Printed, grouping: Grouping): void {
	const isTerm = ({ name }: DebtLine): boolean => /cho vay|vay khac/.test(foldText(name.text));
	const terms = debts.filter(isTerm).map(({ amount }) => amount);
	const groups = debts.filter((debt) => !isTerm(debt)).map(({ amount }) => amount);
	const sums = [terms, groups, [total]]
		.filter((values) => values.length > 0)
		.map((values) => ({ values, sum: sum(values, grouping) }));
	const agreed = sums.find(({ sum: own }, index) => {
		return own !== null && sums.some((other, place) => place !== index && other.sum === own);
	});
	for (const { values, sum: own } of sums) {
		if (own === null || own !== agreed?.sum) doubt(values);
	}
}
