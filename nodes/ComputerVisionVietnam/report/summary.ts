import { DateTime } from 'luxon';

import { addAmounts } from './addAmounts';
import { groupCoverage } from './debts';
import type { DebtGroup, DebtTerm } from './debtName';
import { addendOf, numberOf, type DebtLine, type Field } from './field';
import type { Row, Table } from './readTable';
import { systemCode } from './plainValues';
import { describeTable, rowColumns, type TableKey } from './tables';
import { foldText } from './text';

/** The eight tables of a report, read. */
export type Tables = Readonly<Record<TableKey, Table>>;

/** null: not known. 0 and false: stated, or proven by what is printed. Amounts in the chosen unit. */
type Known<T> = T | null;

/**
 * What a lender computes from a report; the names are those of a record. null: not known. 0 and
 * false: stated, or proven by what is printed. Amounts in the chosen unit.
 */
export interface Summary {
	/** What is owed to all lenders. */
	readonly loan_total: Known<number>;
	/** By debt group; null unless the group lines of every lender account for its total. */
	readonly loan_total_group_1: Known<number>;
	readonly loan_total_group_2: Known<number>;
	readonly loan_total_group_3: Known<number>;
	readonly loan_total_group_4: Known<number>;
	readonly loan_total_group_5: Known<number>;
	/** "Nợ xấu khác": bad debt outside the groups. */
	readonly loan_total_other_bad: Known<number>;
	/** Groups 3 to 5 and other bad debt. */
	readonly loan_bad_total: Known<number>;
	/** By term; null when a lender does not state its terms. */
	readonly loan_short_term_total: Known<number>;
	readonly loan_medium_term_total: Known<number>;
	readonly loan_long_term_total: Known<number>;
	/** Banks; branches of one bank count once. */
	readonly lender_count: Known<number>;
	readonly lender_branch_count: Known<number>;
	/** The highest group with an amount above 0; null when no group line could be read. */
	readonly worst_debt_group: Known<DebtGroup>;
	readonly card_limit_total: Known<number>;
	readonly card_payable_total: Known<number>;
	readonly card_late_total: Known<number>;
	readonly card_count: Known<number>;
	/** Payable by limit, may exceed 1; null when the limit is 0. */
	readonly card_utilisation: Known<number>;
	readonly has_bad_debt_5y: Known<boolean>;
	/** 3 to 5 as a rule; null when there is none, too. */
	readonly worst_bad_debt_group_5y: Known<number>;
	/** `YYYY-MM-DD`; null when there is none, too. */
	readonly last_bad_debt_date: Known<string>;
	readonly bad_debt_row_count: Known<number>;
	readonly has_late_card_payment_3y: Known<boolean>;
	readonly max_days_late: Known<number>;
	readonly late_payment_count: Known<number>;
	readonly has_vamc: Known<boolean>;
	/** The highest readable total of the months. */
	readonly loan_12m_peak: Known<number>;
	readonly inquiry_count_1y: Known<number>;
	readonly inquiry_institution_count_1y: Known<number>;
	/** At most 30 days before the day of the report. */
	readonly inquiry_count_30d: Known<number>;
	/** At most 90 days before the day of the report. */
	readonly inquiry_count_90d: Known<number>;
	readonly collateral_count: Known<number>;
	readonly collateral_institution_count: Known<number>;
	readonly contract_count: Known<number>;
	/** Signed by the day of the report and not ended before it. */
	readonly active_contract_count: Known<number>;
}

const columnIndex = ({ key }: Table, name: string): number =>
	rowColumns(describeTable(key)).findIndex((column) => column.name === name);

/** The column's fields, in the order of the rows. */
function fieldsOf(table: Table, name: string): Field[] {
	const index = columnIndex(table, name);
	const column: Field[] = [];
	for (const { fields } of table.rows) {
		const field = fields[index];
		if (field) column.push(field);
	}
	return column;
}

function combine(
	table: Table,
	name: string,
	combineTwo: (left: number, right: number) => number,
): Known<number> {
	if (table.state === 'unknown') return null;
	const index = columnIndex(table, name);
	let result = 0;
	for (const { fields } of table.rows) {
		const addend = addendOf(fields[index]);
		if (addend === null) return null;
		result = combineTwo(result, addend);
	}
	return result <= Number.MAX_SAFE_INTEGER ? result : null;
}

/** The sum of a column; null when the table or one of its values is not known. */
export const sumOf = (table: Table, name: string): number | null =>
	combine(table, name, addAmounts);
const maxOf = (table: Table, name: string) => combine(table, name, Math.max);

const rowCount = ({ state, rows }: Table): Known<number> =>
	state === 'unknown' ? null : rows.length;

function countDistinct(table: Table, keyOf: (row: Row) => string | null): Known<number> {
	if (table.state === 'unknown') return null;
	const keys = new Set<string>();
	for (const row of table.rows) {
		const key = keyOf(row);
		if (key === null) return null;
		keys.add(key);
	}
	return keys.size;
}

/** Reads the text of one column of any row; null when it has none. */
function textReader(table: Table, name: string) {
	const index = columnIndex(table, name);
	return (row: Row): string | null => {
		const value = row.fields[index]?.value;
		return typeof value === 'string' ? value : null;
	};
}

/** A lender is known by its code; one without a code, by its name. */
function lenderKey(table: Table, toKey: (code: string) => string | null) {
	const codeOf = textReader(table, 'institution_code');
	const nameOf = textReader(table, 'institution_name');
	return (row: Row): string | null => {
		const code = codeOf(row);
		const fromCode = code === null ? null : toKey(code);
		if (fromCode !== null) return fromCode;
		const name = nameOf(row);
		return name === null ? code : foldText(name);
	};
}

/** The sums that debt lines go into. */
type DebtSum = DebtGroup | DebtTerm | 'otherBad' | 'bad';

/** What is known of the debt lines of all lenders, gathered in one pass. */
export interface AllDebts {
	/** The group lines of every lender account for its total. */
	readonly groupsAreComplete: boolean;
	/** The terms of every lender are stated and readable. */
	readonly termsAreKnown: boolean;
	readonly sums: Readonly<Record<DebtSum, number>>;
	readonly worstGroup: Known<DebtGroup>;
}

/** Adds a line to every sum that it belongs to. */
function addLine(sums: Record<DebtSum, number>, line: DebtLine): void {
	const { term, group, otherBad } = line;
	const add = (sum: DebtSum) => {
		sums[sum] = addAmounts(sums[sum], line.addend ?? 0);
	};
	if (term !== null) add(term);
	if (group !== null) add(group);
	if (otherBad) add('otherBad');
	if (otherBad || (group ?? 0) >= 3) add('bad');
}

/** Whether the terms of a lender are stated and readable. */
function statesTerms(lines: readonly DebtLine[], total: number | null): boolean {
	if (!lines.some(({ kind }) => kind === 'term')) return total === 0;
	return lines.every(({ kind, addend }) => kind !== 'term' || addend !== null);
}

const isWorse = ({ group, amount }: DebtLine, worst: Known<DebtGroup>): boolean =>
	group !== null && amount !== null && amount > 0 && group > (worst ?? 0);

const NO_LINES: readonly DebtLine[] = [];

/** Adds up the debt lines of all lenders; the summary and the notes of a report both need it. */
export function gatherDebts(loans: Table): AllDebts {
	const sums = {
		1: 0,
		2: 0,
		3: 0,
		4: 0,
		5: 0,
		short: 0,
		medium: 0,
		long: 0,
		other: 0,
		otherBad: 0,
		bad: 0,
	};
	const totalIndex = columnIndex(loans, 'total');
	let groupsAreComplete = loans.state !== 'unknown';
	let termsAreKnown = loans.state !== 'unknown';
	let worstGroup: Known<DebtGroup> = null;
	for (const { debts, fields } of loans.rows) {
		const lines = debts ?? NO_LINES;
		const total = addendOf(fields[totalIndex]);
		groupsAreComplete &&= groupCoverage(lines, total) === 'complete';
		termsAreKnown &&= statesTerms(lines, total);
		for (const line of lines) {
			addLine(sums, line);
			if (isWorse(line, worstGroup)) worstGroup = line.group;
		}
	}
	return { groupsAreComplete, termsAreKnown, sums, worstGroup };
}

function summarizeLoans(loans: Table, debts: AllDebts) {
	const { groupsAreComplete, termsAreKnown, sums, worstGroup } = debts;
	const ofGroup = (sum: DebtSum) => (groupsAreComplete ? sums[sum] : null);
	const ofTerm = (sum: DebtSum) => (termsAreKnown ? sums[sum] : null);
	return {
		loan_total: sumOf(loans, 'total'),
		loan_total_group_1: ofGroup(1),
		loan_total_group_2: ofGroup(2),
		loan_total_group_3: ofGroup(3),
		loan_total_group_4: ofGroup(4),
		loan_total_group_5: ofGroup(5),
		loan_total_other_bad: ofGroup('otherBad'),
		loan_bad_total: ofGroup('bad'),
		loan_short_term_total: ofTerm('short'),
		loan_medium_term_total: ofTerm('medium'),
		loan_long_term_total: ofTerm('long'),
		lender_count: countDistinct(loans, lenderKey(loans, systemCode)),
		lender_branch_count: countDistinct(
			loans,
			lenderKey(loans, (code) => code),
		),
		worst_debt_group: worstGroup,
	};
}

function summarizeCards(cards: Table) {
	const limit = sumOf(cards, 'credit_limit');
	const payable = sumOf(cards, 'payable_amount');
	return {
		card_limit_total: limit,
		card_payable_total: payable,
		card_late_total: sumOf(cards, 'late_amount'),
		card_count: sumOf(cards, 'card_count'),
		card_utilisation: limit === null || limit === 0 || payable === null ? null : payable / limit,
	};
}

/** The last day of a column; null when one of its days is not known, for it might be later. */
function lastDay(table: Table, name: string): Known<Day> {
	const days = fieldsOf(table, name).map(dayOf);
	return days.includes(null) ? null : (days.toSorted().at(-1) ?? null);
}

/** 5 settles it; otherwise every group must be known, for one that is not might be worse. */
function worstBadDebtGroup(badDebt: Table): Known<number> {
	const groups = fieldsOf(badDebt, 'debt_group').map(numberOf);
	if (groups.includes(5)) return 5;
	const known = groups.filter((group) => group !== null);
	return known.length === groups.length ? (known.toSorted().at(-1) ?? null) : null;
}

const existence = (table: Table): Known<boolean> =>
	table.state === 'unknown' ? null : table.state === 'listed';

function summarizeBadDebt(badDebt: Table) {
	return {
		has_bad_debt_5y: existence(badDebt),
		worst_bad_debt_group_5y: worstBadDebtGroup(badDebt),
		last_bad_debt_date: lastDay(badDebt, 'last_occurred_date'),
		bad_debt_row_count: rowCount(badDebt),
	};
}

/** One "yes" settles it; "no" needs every row to say so, and no count to say otherwise. */
function hasLatePayment(late: Table): Known<boolean> {
	if (late.state !== 'listed') return existence(late);
	const flags = fieldsOf(late, 'has_late_payment').map(({ value }) => value);
	if (flags.includes(true)) return true;
	const isContradicted = ['max_days_late', 'late_count'].some((name) =>
		fieldsOf(late, name).some((field) => (numberOf(field) ?? 0) > 0),
	);
	return flags.every((flag) => flag === false) && !isContradicted ? false : null;
}

function summarizeLatePayments(late: Table) {
	return {
		has_late_card_payment_3y: hasLatePayment(late),
		max_days_late: maxOf(late, 'max_days_late'),
		late_payment_count: sumOf(late, 'late_count'),
	};
}

function hasVamc(vamc: Field): Known<boolean> {
	if (vamc.state === 'statedNone') return false;
	const amount = numberOf(vamc);
	return amount === null ? null : amount > 0;
}

function peakBalance(months: Table): Known<number> {
	if (months.state === 'unknown') return null;
	if (months.state === 'none') return 0;
	const balances = fieldsOf(months, 'total_balance').flatMap((field) => numberOf(field) ?? []);
	return balances.length === 0 ? null : balances.reduce((peak, each) => Math.max(peak, each));
}

/** `YYYY-MM-DD`, so that days compare as text. */
type Day = string;

const dayOf = (field: Field | undefined): Known<Day> =>
	typeof field?.value === 'string' ? field.value.slice(0, 10) : null;

/** Inquiries in the days that end on the day of the report; null when a date is not known. */
function inquiriesWithin(inquiries: Table, reportDay: Known<Day>, days: number): Known<number> {
	if (inquiries.state === 'unknown') return null;
	if (inquiries.rows.length === 0) return 0;
	if (!reportDay) return null;
	const first = DateTime.fromISO(reportDay, { zone: 'utc' }).minus({ days }).toISODate() ?? '';
	let count = 0;
	for (const field of fieldsOf(inquiries, 'looked_up_at')) {
		const day = dayOf(field);
		if (!day) return null;
		if (day >= first && day <= reportDay) count++;
	}
	return count;
}

function summarizeInquiries(inquiries: Table, reportDay: Known<Day>) {
	return {
		inquiry_count_1y: rowCount(inquiries),
		inquiry_institution_count_1y: countDistinct(
			inquiries,
			textReader(inquiries, 'institution_code'),
		),
		inquiry_count_30d: inquiriesWithin(inquiries, reportDay, 30),
		inquiry_count_90d: inquiriesWithin(inquiries, reportDay, 90),
	};
}

/** Signed by the report's day and not ended before it; one date can settle that it is not. */
function isActive(signed: Known<Day>, end: Known<Day>, reportDay: Day): Known<boolean> {
	if ((signed && signed > reportDay) || (end && end < reportDay)) return false;
	return signed && end ? true : null;
}

function activeContracts(contracts: Table, reportDay: Known<Day>): Known<number> {
	if (contracts.state === 'unknown') return null;
	if (contracts.rows.length === 0) return 0;
	if (!reportDay) return null;
	const ends = fieldsOf(contracts, 'end_date');
	const states = fieldsOf(contracts, 'signed_date').map((signed, index) =>
		isActive(dayOf(signed), dayOf(ends[index]), reportDay),
	);
	return states.includes(null) ? null : states.filter((state) => state === true).length;
}

/**
 * Computes the summary of a report from its tables.
 *
 * Every member is null when it is not known: its table is missing or unreadable, or one of the
 * values that it is made of is. 0 and false stand only where the report states or proves them.
 *
 * @param debts what `gatherDebts` found in the table of loans
 * @param scalars the fields `report_time` (its windows end there) and `debt_sold_to_vamc`
 */
export function summarize(
	tables: Tables,
	debts: AllDebts,
	scalars: Readonly<{ report_time: Field; debt_sold_to_vamc: Field }>,
): Summary {
	const reportDay = dayOf(scalars.report_time);
	return {
		...summarizeLoans(tables.loan_details, debts),
		...summarizeCards(tables.credit_card_info),
		...summarizeBadDebt(tables.bad_debt),
		...summarizeLatePayments(tables.late_payments),
		has_vamc: hasVamc(scalars.debt_sold_to_vamc),
		loan_12m_peak: peakBalance(tables.outstanding_loans),
		...summarizeInquiries(tables.customers_look_up, reportDay),
		collateral_count: sumOf(tables.loan_guarantee, 'collateral_count'),
		collateral_institution_count: sumOf(tables.loan_guarantee, 'institution_count'),
		contract_count: rowCount(tables.credit_contract),
		active_contract_count: activeContracts(tables.credit_contract, reportDay),
	};
}
