import type { Field } from '../field';
import { labelOf, reviewNote, type Note, type NoteReason } from '../review';
import { badDebt, summarizeBadDebt } from './badDebt';
import { balances, summarizeBalances } from './balances';
import { cards, summarizeCards } from './cards';
import { collateral, summarizeCollateral } from './collateral';
import { contracts, summarizeContracts } from './contracts';
import { inquiries, summarizeInquiries } from './inquiries';
import { latePayments, summarizeLatePayments } from './latePayments';
import { loans, summarizeLoans } from './loans';
import {
	column,
	dayOf,
	type Columns,
	type Day,
	type FieldsOf,
	type Known,
	type Section,
	type Table,
} from './section';

/**
 * The eight tables of the `credit_report` endpoint in the order in which the report prints them;
 * they match CIC's loan report S11A. Source: the API's field reference (cells) and CIC's printed
 * headings.
 */
export const SECTIONS = {
	loan_details: loans,
	credit_card_info: cards,
	outstanding_loans: balances,
	bad_debt: badDebt,
	late_payments: latePayments,
	loan_guarantee: collateral,
	credit_contract: contracts,
	customers_look_up: inquiries,
} as const;

/** The API's key of one of the eight tables. */
export type TableKey = keyof typeof SECTIONS;

/** The eight tables of a report, parsed. */
export type Tables = {
	readonly [K in TableKey]: Table<(typeof SECTIONS)[K]['columns']>;
};

/** The sections with their keys, in print order, where all are handled alike. */
export const SECTION_LIST: ReadonlyArray<Section & { readonly key: TableKey }> =
	Object.values(SECTIONS);

/** The keys of the eight tables, in print order. */
export const TABLE_KEYS: readonly TableKey[] = SECTION_LIST.map(({ key }) => key);

/**
 * The report's own fields, outside its tables, in the order of the API's reference.
 * Each comes with `<name>_box`, `<name>_confidence` and `<name>_id` (its page).
 */
export const SCALARS = {
	report_time: column('timestamp', 'When CIC sent the report'),
	cic_code: column('code', "The customer's CIC code"),
	id_card: column('identityNumber', "The customer's identity number"),
	address: column('text', "The customer's address"),
	credit_score: column('score', 'CIC score'),
	credit_rank: column('text', 'CIC rank as printed'),
	credit_ranking_date: column('date', 'Day of the score'),
	debt_sold_to_vamc: column('amount', 'Debt sold to VAMC'),
} as const;

/** CIC's code of a customer. */
const CIC_CODE_DIGITS = 10;

/** The name of one of the report's own fields. */
export type ScalarName = keyof typeof SCALARS;

/** The names of the report's own fields, in the order of the API's reference. */
export const SCALAR_NAMES: readonly ScalarName[] = [
	'report_time',
	'cic_code',
	'id_card',
	'address',
	'credit_score',
	'credit_rank',
	'credit_ranking_date',
	'debt_sold_to_vamc',
];

/** The report's own fields, parsed. */
export type Scalars = FieldsOf<typeof SCALARS>;

/** Digits of a new identity number (CCCD): province, century and sex, year of birth, six of its own. */
const CITIZEN_NUMBER = /^(\d{3})(\d)(\d{2})\d{6}$/;
/** Codes of provinces, 001 to 096. Source: Circular 07/2016/TT-BCA, annex 1. */
const LAST_PROVINCE = 96;
/** No province: the numbers of invented persons begin with it, and say nothing. */
const NO_PROVINCE = '000';

/** Whether a number of twelve digits can be one: 1 is a man born in the 20th century, 2 one of the 21st. */
function isPossibleNumber(number: string, reportDay: Known<Day>): boolean {
	const [, province, century, year] = CITIZEN_NUMBER.exec(number) ?? [];
	if (!province || !century || !year || province === NO_PROVINCE) return true;
	const born = 1900 + Math.floor(Number(century) / 2) * 100 + Number(year);
	const latest = Number((reportDay ?? '2100').slice(0, 4));
	return Number(province) <= LAST_PROVINCE && born <= latest;
}

/** What contradicts itself among the report's own fields. No note shows a number. */
export function checkScalars(scalars: Scalars): Note[] {
	const reportDay = dayOf(scalars.report_time);
	const rankingDay = dayOf(scalars.credit_ranking_date);
	const notes: Note[] = [];
	const add = (path: ScalarName, reason: NoteReason, text: string) =>
		notes.push(reviewNote('disagreement', reason, { path, label: labelOf(path) }, text));
	if (reportDay && rankingDay && rankingDay > reportDay) {
		add('credit_ranking_date', 'dates_contradict', 'lies after the day of the report');
	}
	const { value: number } = scalars.id_card;
	if (number !== null && !isPossibleNumber(number, reportDay)) {
		add('id_card', 'numbers_contradict', 'is no number that a person can have');
	}
	const { value: code } = scalars.cic_code;
	if (code !== null && /^\d+$/.test(code) && code.length !== CIC_CODE_DIGITS) {
		add('cic_code', 'numbers_contradict', `does not have ${CIC_CODE_DIGITS} digits`);
	}
	return notes;
}

/** Whether a debt was sold to VAMC; null when that is not known. */
export function hasVamc({ state, value }: Field<number>): Known<boolean> {
	if (state === 'statedNone') return false;
	return value === null ? null : value > 0;
}

/** Parses a table of a section; given to `parseTables`, so that each table keeps its columns. */
type TableParser = <C extends Columns>(section: Section<C> & { key: TableKey }) => Table<C>;

/** The eight tables, each parsed by the same parser. */
export const parseTables = (parse: TableParser): Tables => ({
	loan_details: parse(loans),
	credit_card_info: parse(cards),
	outstanding_loans: parse(balances),
	bad_debt: parse(badDebt),
	late_payments: parse(latePayments),
	loan_guarantee: parse(collateral),
	credit_contract: parse(contracts),
	customers_look_up: parse(inquiries),
});

/**
 * Computes the summary of a report: what a lender computes from it, under the names of a record.
 *
 * Every member is null when it is not known: its table is missing or unreadable, or one of the
 * values that it is made of is. 0 and false stand only where the report states or proves them.
 * Amounts are in the chosen unit.
 */
export function summarize(tables: Tables, { report_time, debt_sold_to_vamc }: Scalars) {
	const reportDay = dayOf(report_time);
	return {
		...summarizeLoans(tables.loan_details),
		...summarizeCards(tables.credit_card_info),
		...summarizeBadDebt(tables.bad_debt),
		...summarizeLatePayments(tables.late_payments),
		has_vamc: hasVamc(debt_sold_to_vamc),
		...summarizeBalances(tables.outstanding_loans),
		...summarizeInquiries(tables.customers_look_up, reportDay),
		...summarizeCollateral(tables.loan_guarantee),
		...summarizeContracts(tables.credit_contract, reportDay),
	};
}

/** The summary figures of a report; see `summarize`. */
export type Summary = ReturnType<typeof summarize>;
