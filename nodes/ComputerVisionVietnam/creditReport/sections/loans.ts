import { addendOf, type DebtLine } from '../field';
import { quote, reviewNote, tableNote, type Note, type Place } from '../review';
import { addAmounts, isSameAmount } from '../values/amount';
import type { DebtGroup } from '../values/debtName';
import { systemCode } from '../values/plainValues';
import { foldText } from '../values/text';
import {
	checkRunningNumbers,
	column,
	countDistinct,
	defineSection,
	LENDER_HEADINGS,
	sumOf,
	toPlace,
	type FieldsOf,
	type Known,
	type LabelledRow,
	type Row,
	type Table,
} from './section';

const COLUMNS = {
	institution_no: column('text', 'Running number of the lender as printed'),
	institution_code: column('institutionCode', 'Code of the lending branch (8 characters)'),
	institution_name: column('name', 'Name of the lender and branch'),
	debts: column('debts', 'The debt lines of this lender as printed'),
	total: column('amount', 'Total owed to this lender'),
} as const;

type Loans = typeof COLUMNS;

/** Chooses the lines that are to be added up. */
type LineChoice = (line: DebtLine) => boolean;

/** What the debts of a lender are arranged in, by term and by group, and the lines of each column. */
const PIVOT = {
	short_term: ({ term }) => term === 'short',
	medium_term: ({ term }) => term === 'medium',
	long_term: ({ term }) => term === 'long',
	group_1: ({ group }) => group === 1,
	group_2: ({ group }) => group === 2,
	group_3: ({ group }) => group === 3,
	group_4: ({ group }) => group === 4,
	group_5: ({ group }) => group === 5,
	other_bad: ({ otherBad }) => otherBad,
} as const satisfies Record<string, LineChoice>;

/** Adds up the chosen lines; null when there is none, or when one of them has no amount. */
function sumLines(lines: readonly DebtLine[], isChosen: LineChoice): Known<number> {
	let sum: number | null = null;
	for (const line of lines) {
		if (!isChosen(line)) continue;
		if (line.addend === null) return null;
		sum = addAmounts(sum ?? 0, line.addend);
	}
	return sum;
}

/** Adds up all lines, 0 without any; null when one of them has no amount. */
const sumAll = (lines: readonly DebtLine[]): Known<number> =>
	lines.length === 0 ? 0 : sumLines(lines, () => true);

/** Whether a lender's debt lines account for its total, by one of the two ways of splitting it. */
type Coverage =
	/** The lines add up to the total. */
	| 'complete'
	/** There are no lines of this kind, or one is not readable, or there is no total. */
	| 'unknown'
	/** They add up to something else. */
	| 'differs';

/**
 * Compares the chosen lines of a lender with its total. "Nợ xấu khác" is kept off the balance sheet,
 * so the total may hold it or not; a line of unknown name may be part of the total or of another line.
 */
function judgeCoverage(
	lines: readonly DebtLine[],
	total: number | null,
	isChosen: LineChoice,
): Coverage {
	if (lines.some(({ kind, addend }) => kind === 'other' && addend !== 0)) return 'unknown';
	if (total === 0 && !lines.some(isChosen)) return 'complete';
	const sum = sumLines(lines, isChosen);
	if (sum === null || total === null) return 'unknown';
	const without = sumLines(lines, (line) => isChosen(line) && !line.otherBad) ?? 0;
	const withOther = sumLines(lines, (line) => isChosen(line) || line.otherBad);
	const isComplete = [sum, without, withOther].some(
		(each) => each !== null && isSameAmount(each, total),
	);
	return isComplete ? 'complete' : 'differs';
}

const isGroup: LineChoice = ({ kind }) => kind === 'group';
const isTerm: LineChoice = ({ kind }) => kind === 'term';

const linesOf = ({ debts }: FieldsOf<Loans>): readonly DebtLine[] => debts.value ?? [];

const isCoveredByGroups = (fields: FieldsOf<Loans>): boolean =>
	judgeCoverage(linesOf(fields), addendOf(fields.total), isGroup) === 'complete';

/** The group lines printed below a term line are what it is made of. */
function checkTerms(row: number, fields: FieldsOf<Loans>): Note[] {
	const lines = linesOf(fields);
	return lines.flatMap((term, index): Note[] => {
		if (!isTerm(term) || term.amount === null) return [];
		const below = lines.slice(index + 1);
		const next = below.findIndex((line) => !isGroup(line));
		const groups = next === -1 ? below : below.slice(0, next);
		const sums = [sumAll(groups), sumAll(groups.filter(({ otherBad }) => !otherBad))];
		const { amount } = term;
		if (groups.length === 0 || sums.includes(null)) return [];
		if (sums.some((sum) => sum !== null && isSameAmount(sum, amount))) return [];
		const path = `loan_details.${row}.debts.${index + 1}.amount`;
		const label = `Loan ${row}, ${(term.name ?? '').replace(/^[-\s]+/, '')}`;
		const text = `is ${amount}, and the lines below it add up to ${sums[0]}`;
		return [reviewNote('disagreement', 'figures_contradict', { path, label }, text)];
	});
}

const NAMED = { key: 'loan_details', rowLabel: 'Loan' };

/** The bank of a lender, without its branch. */
const bankOf = ({ institution_name }: FieldsOf<Loans>): string | null =>
	institution_name.value === null
		? null
		: foldText(institution_name.value)
				.replace(/ ?[-,(–].*$/, '')
				.trim();

/** Banks and system codes go together: one that goes by another code or name elsewhere is misread. */
function checkCodes(rows: ReadonlyArray<Row<Loans>>): Note[] {
	const codesOfBanks = new Map<string, string[]>();
	const known = rows.flatMap(({ row, fields }) => {
		const code = systemCode(fields.institution_code.value ?? '');
		const bank = bankOf(fields);
		if (code === null || bank === null) return [];
		const codes = codesOfBanks.get(bank) ?? [];
		codesOfBanks.set(bank, codes);
		codes.push(code);
		return [{ row, code, codes }];
	});
	return known.flatMap(({ row, code, codes }): Note[] => {
		const isAlone = codes.indexOf(code) === codes.lastIndexOf(code);
		if (!isAlone || codes.length === 1) return [];
		const place = toPlace(NAMED, row, 'institution_code');
		const text = 'is not the code that the same bank has elsewhere in the report';
		return [reviewNote('disagreement', 'codes_contradict', place, text)];
	});
}

/** Says where a lender's printed lines and its printed total disagree. */
function checkLender({ row, label, fields }: LabelledRow<Loans>): Note[] {
	const place: Place = { path: `loan_details.${row}.total`, label };
	const printed = quote(fields.total.cell.text);
	const check = (what: string, isChosen: LineChoice): Note[] => {
		const coverage = judgeCoverage(linesOf(fields), addendOf(fields.total), isChosen);
		if (coverage !== 'differs') return [];
		const text = `the lines by ${what} do not add up to the total, printed ${printed}`;
		return [reviewNote('disagreement', 'debts_differ_from_total', place, text)];
	};
	return [...check('debt group', isGroup), ...check('term', isTerm), ...checkTerms(row, fields)];
}

const allLines = (rows: ReadonlyArray<Row<Loans>>): DebtLine[] =>
	rows.flatMap(({ fields }) => linesOf(fields));

/** The highest group with an amount above 0. */
function worstGroup(rows: ReadonlyArray<Row<Loans>>): Known<DebtGroup> {
	const owed = allLines(rows).filter(({ amount }) => (amount ?? 0) > 0);
	return owed.reduce<Known<DebtGroup>>(
		(worst, { group }) => (group !== null && group > (worst ?? 0) ? group : worst),
		null,
	);
}

/** Lenders whose debts are not known by group leave the worst group open. */
function checkGroups(rows: ReadonlyArray<Row<Loans>>): Note[] {
	const isOpen = !rows.every(({ fields }) => isCoveredByGroups(fields));
	if (!isOpen || worstGroup(rows) === null) return [];
	const text =
		'the debts of some lender are not known by group, so the worst debt group is of the others';
	return [tableNote('disagreement', 'debts_not_by_group', loans, text)];
}

/** The debts of a lender by term and by group; null where no line of it is printed. */
function pivot(fields: FieldsOf<Loans>): Record<string, Known<number>> {
	const lines = linesOf(fields);
	const sums: Record<string, Known<number>> = {};
	for (const [name, isChosen] of Object.entries(PIVOT)) sums[name] = sumLines(lines, isChosen);
	return sums;
}

/** The same, with 0 where the printed lines account for the whole total without it. */
function pivotKnown(fields: FieldsOf<Loans>): Record<string, Known<number>> {
	const lines = linesOf(fields);
	const isWhole = (isChosen: LineChoice) =>
		judgeCoverage(lines, addendOf(fields.total), isChosen) === 'complete';
	const [byGroup, byTerm] = [isWhole(isGroup), isWhole(isTerm)];
	const entries = Object.entries(PIVOT).map(([name, isChosen]) => {
		const isProven = (name.endsWith('_term') ? byTerm : byGroup) && !lines.some(isChosen);
		return [name, sumLines(lines, isChosen) ?? (isProven ? 0 : null)] as const;
	});
	return Object.fromEntries(entries);
}

/** What is owed to all lenders, by lender: the table that decides most. */
export const loans = defineSection({
	key: 'loan_details',
	title: 'Loan Details',
	rowLabel: 'Loan',
	listsThings: true,
	columns: COLUMNS,
	headings: [
		...LENDER_HEADINGS,
		'loai du no',
		'du no',
		'so tien',
		'vnd',
		'usd',
		'tong',
		'ngay bao cao',
	],
	comparison: {
		keyOf: ({ institution_code: { value: code }, institution_name: { value: name } }) => [
			// A code of another form is misread: it makes no other lender.
			systemCode(code ?? '') === null ? null : code,
			name === null ? null : foldText(name),
		],
		firstPartDecides: true,
		derive: pivotKnown,
		added: 'worse',
		removed: 'better',
		worseWhenHigher: ['total', 'group_2', 'group_3', 'group_4', 'group_5', 'other_bad'],
		ignored: ['institution_no'],
	},
	derive: pivot,
	checkRow: checkLender,
	checkTable: (rows) => [
		...checkGroups(rows),
		...checkCodes(rows),
		...checkRunningNumbers(
			NAMED,
			rows.map(({ row, fields }) => ({ row, number: fields.institution_no.value })),
		),
	],
});

/** A lender is known by its code; one without a code, by its name. */
function lenderKey(
	{ institution_code: { value: code }, institution_name: { value: name } }: FieldsOf<Loans>,
	toKey: (code: string) => string | null,
): string | null {
	const known = code === null ? null : toKey(code);
	return known ?? (name === null ? code : foldText(name));
}

/** Whether the terms of a lender are stated and readable. */
function statesTerms(fields: FieldsOf<Loans>): boolean {
	const terms = linesOf(fields).filter(isTerm);
	if (terms.length === 0) return addendOf(fields.total) === 0;
	return terms.every(({ addend }) => addend !== null);
}

/** What a lender computes from the loans; `Summary` says what each figure means. */
export function summarizeLoans(table: Table<Loans>) {
	const isListed = table.state !== 'unknown';
	const byGroup = isListed && table.rows.every(({ fields }) => isCoveredByGroups(fields));
	const byTerm = isListed && table.rows.every(({ fields }) => statesTerms(fields));
	const lines = allLines(table.rows);
	const total = (isChosen: LineChoice) =>
		lines.filter(isChosen).reduce((sum, { addend }) => addAmounts(sum, addend ?? 0), 0);
	const ofGroup = (isChosen: LineChoice): Known<number> => (byGroup ? total(isChosen) : null);
	const ofTerm = (isChosen: LineChoice): Known<number> => (byTerm ? total(isChosen) : null);
	return {
		/** What is owed to all lenders. */
		loan_total: sumOf(table, (fields) => fields.total),
		/** By debt group; null unless the group lines of every lender account for its total. */
		loan_total_group_1: ofGroup(PIVOT.group_1),
		loan_total_group_2: ofGroup(PIVOT.group_2),
		loan_total_group_3: ofGroup(PIVOT.group_3),
		loan_total_group_4: ofGroup(PIVOT.group_4),
		loan_total_group_5: ofGroup(PIVOT.group_5),
		/** "Nợ xấu khác": bad debt outside the groups. */
		loan_total_other_bad: ofGroup(PIVOT.other_bad),
		/** Groups 3 to 5 and other bad debt. */
		loan_bad_total: ofGroup(({ group, otherBad }) => otherBad || (group ?? 0) >= 3),
		/** By term; null when a lender does not state its terms. */
		loan_short_term_total: ofTerm(PIVOT.short_term),
		loan_medium_term_total: ofTerm(PIVOT.medium_term),
		loan_long_term_total: ofTerm(PIVOT.long_term),
		/** Banks; branches of one bank count once. */
		lender_count: countDistinct(table, (fields) => lenderKey(fields, systemCode)),
		lender_branch_count: countDistinct(table, (fields) => lenderKey(fields, (code) => code)),
		/** The highest group with an amount above 0; null when no group line could be read. */
		worst_debt_group: worstGroup(table.rows),
	};
}
