import { addAmounts, isSameAmount } from './addAmounts';
import { shownText, type Cell, type DebtLineCell } from './cell';
import { readDebtName, type DebtGroup, type DebtTerm } from './debtName';
import { addendOf, type DebtLine, type Field } from './field';
import type { Ledger } from './ledger';
import { quote, refusalText, reviewNote, type Note } from './note';
import { readAmount } from './readAmount';
import { losesText, refuse, type Reading } from './reading';

/** The debts of one lender by term and by group; null where no such line is readable. */
export interface DebtPivot {
	readonly short_term: number | null;
	readonly medium_term: number | null;
	readonly long_term: number | null;
	readonly group_1: number | null;
	readonly group_2: number | null;
	readonly group_3: number | null;
	readonly group_4: number | null;
	readonly group_5: number | null;
	readonly other_bad: number | null;
}

const EMPTY_PIVOT: DebtPivot = {
	short_term: null,
	medium_term: null,
	long_term: null,
	group_1: null,
	group_2: null,
	group_3: null,
	group_4: null,
	group_5: null,
	other_bad: null,
};

function toAddend(reading: Reading<number>): number | null {
	if (reading.kind === 'value') return reading.value;
	return reading.kind === 'none' && reading.reason === 'stated_none' ? 0 : null;
}

function readLine(
	{ name, amount, other }: DebtLineCell,
	subject: () => string,
	ledger: Ledger,
	notes: Note[],
): DebtLine {
	const lineSubject = () =>
		name === '' ? subject() : `${subject()}, ${name.replace(/^[-\s]+/, '')}`;
	ledger.checkConfidence(amount, lineSubject, notes);
	const reading = amount.isText ? readAmount(amount, ledger) : refuse('not_a_text');
	if (reading.kind === 'refused') {
		const text = refusalText(amount.text, reading.reason, reading.candidates);
		notes.push(reviewNote('unreadable', lineSubject(), text));
	}
	const naming = readDebtName(name);
	return {
		name: name === '' ? null : name,
		amount: reading.kind === 'value' ? reading.value : null,
		kind: naming.kind,
		term: naming.kind === 'term' ? naming.term : null,
		group: naming.kind === 'group' ? naming.group : null,
		otherBad: naming.kind === 'group' && naming.otherBad,
		addend: toAddend(reading),
		keepsText: losesText(reading),
		cell: amount,
		other,
	};
}

/**
 * Reads a lender's debts. The lines form a hierarchy on the page: a term line ("Dư nợ cho vay ngắn
 * hạn") states the sum of the group lines below it ("- Dư nợ đủ tiêu chuẩn"), so a line is either a
 * term or a group and the two are never added together.
 */
export function readDebts(cell: Cell, subject: () => string, ledger: Ledger, notes: Note[]): Field {
	const debts = (cell.lines ?? []).map((line) => readLine(line, subject, ledger, notes));
	const isRead = debts.length > 0;
	if (!cell.isText) {
		notes.push(reviewNote('unreadable', subject(), refusalText(shownText(cell), 'not_a_text')));
	}
	return { value: null, state: isRead ? 'read' : 'none', keepsText: false, debts, cell };
}

/** Chooses the lines that are to be added up. */
type LineChoice = (line: DebtLine) => boolean;

/** Adds up the chosen lines; null when there is none, or when one of them has no amount. */
function sumLines(debts: readonly DebtLine[], isChosen: LineChoice): number | null {
	let sum: number | null = null;
	for (const line of debts) {
		if (!isChosen(line)) continue;
		if (line.addend === null) return null;
		sum = addAmounts(sum ?? 0, line.addend);
	}
	return sum;
}

type PivotColumn = keyof DebtPivot;

const TERM_COLUMNS: Readonly<Record<DebtTerm, PivotColumn | null>> = {
	short: 'short_term',
	medium: 'medium_term',
	long: 'long_term',
	other: null,
};
const GROUP_COLUMNS: Readonly<Record<DebtGroup, PivotColumn>> = {
	1: 'group_1',
	2: 'group_2',
	3: 'group_3',
	4: 'group_4',
	5: 'group_5',
};

function pivotColumn({ term, group, otherBad }: DebtLine): PivotColumn | null {
	if (otherBad) return 'other_bad';
	return group === null ? term && TERM_COLUMNS[term] : GROUP_COLUMNS[group];
}

/** Arranges a lender's debts by term and by group; see `DebtPivot`. */
export function pivotDebts(debts: readonly DebtLine[]): DebtPivot {
	const pivot: Record<PivotColumn, number | null> = { ...EMPTY_PIVOT };
	for (const line of debts) {
		const column = pivotColumn(line);
		if (column) pivot[column] = addAmounts(pivot[column] ?? 0, line.addend ?? 0);
	}
	for (const line of debts) {
		const column = line.addend === null ? pivotColumn(line) : null;
		if (column) pivot[column] = null;
	}
	return pivot;
}

/** Whether a lender's debt lines account for its total, by one of the two ways of splitting it. */
export type Coverage =
	/** The lines add up to the total. */
	| 'complete'
	/** There are no lines of this kind, or one is not readable, or there is no total. */
	| 'unknown'
	/** They add up to something else. */
	| 'differs';

function compare(debts: readonly DebtLine[], isChosen: LineChoice, total: number | null): Coverage {
	if (total === 0 && !debts.some(isChosen)) return 'complete';
	const sum = sumLines(debts, isChosen);
	if (sum === null || total === null) return 'unknown';
	return isSameAmount(sum, total) ? 'complete' : 'differs';
}

/** A line of unknown name may be part of the total, or of another line. */
const hasUnknownLine = (debts: readonly DebtLine[]): boolean =>
	debts.some((line) => line.kind === 'other' && line.addend !== 0);

const isGroup: LineChoice = ({ kind }) => kind === 'group';
const isTerm: LineChoice = ({ kind }) => kind === 'term';
const isOtherBad: LineChoice = ({ otherBad }) => otherBad;
const isGroupOfLaw: LineChoice = ({ group }) => group !== null;

/** "Nợ xấu khác" is kept off the balance sheet, so the total may hold it or not. */
const compareEither = (coverage: Coverage, otherwise: () => Coverage): Coverage =>
	coverage === 'differs' && otherwise() === 'complete' ? 'complete' : coverage;

/** Compares the group lines of a lender with its total, "nợ xấu khác" included or not. */
export function groupCoverage(debts: readonly DebtLine[], total: number | null): Coverage {
	if (hasUnknownLine(debts)) return 'unknown';
	return compareEither(compare(debts, isGroup, total), () => compare(debts, isGroupOfLaw, total));
}

/** Compares the term lines of a lender with its total, "nợ xấu khác" included or not. */
function termCoverage(debts: readonly DebtLine[], total: number | null): Coverage {
	if (hasUnknownLine(debts)) return 'unknown';
	return compareEither(compare(debts, isTerm, total), () => {
		const withOther = debts.filter(isTerm).concat(debts.filter(isOtherBad));
		return compare(withOther, () => true, total);
	});
}

/** Says where a lender's printed lines and its printed total disagree. */
export function noteDisagreements(
	debts: readonly DebtLine[],
	total: Field | undefined,
	subject: string,
	notes: Note[],
): void {
	if (!total) return;
	const sum = addendOf(total);
	const differ = (what: string) => {
		const text = `the lines by ${what} do not add up to the total, printed ${quote(total.cell.text)}`;
		notes.push(reviewNote('disagreement', subject, text));
	};
	if (groupCoverage(debts, sum) === 'differs') differ('debt group');
	if (termCoverage(debts, sum) === 'differs') differ('term');
}
