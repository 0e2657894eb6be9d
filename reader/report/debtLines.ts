import { around } from '../geometry/textRows.ts';
import type { Page } from '../page.ts';
import type { DebtLine } from './creditReport.ts';
import type { CellLines } from './tables.ts';
import { heightOf, nothingPrinted, toPrinted, tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

/** What may be an amount, letters that digits are misread as included. */
const AMOUNT = /^[(]?[-–—−]$|^[-−]?[\dOolISBZ][\dOolISBZ.,]*[)]?$/;

/** A line of a lender's debts, its parts not yet joined. */
interface OpenLine {
	page: Page;
	name: Token[];
	amount: Token[];
}

/**
 * A lender's debts, from lines that hold name and amount, or from two columns of names and amounts.
 * A name that is too long goes on in the next line.
 */
export function readDebts(
	names: readonly CellLines[],
	amounts: readonly CellLines[],
): readonly DebtLine[] {
	const lines = amounts.length > 0 ? besideEachOther(names, amounts) : inOneCell(names);
	return lines.map(({ page, name, amount }) => {
		const printed = toPrinted(name, page);
		return {
			name: { ...printed, text: printed.text.replace(/\s*:$/, '') },
			amount: amount.length === 0 ? nothingPrinted(page) : toPrinted(amount, page),
		};
	});
}

function inOneCell(lines: readonly CellLines[]): OpenLine[] {
	const debts: OpenLine[] = [];
	for (const { page, line } of lines) {
		const tokens = tokensOf(line);
		const { name, amount } = splitAmount(tokens);
		const last = debts.at(-1);
		if (last?.amount.length === 0 && !beginsDebt(tokens, isHead(debts, amount))) {
			last.name.push(...name);
			last.amount.push(...amount);
		} else {
			debts.push({ page, name, amount });
		}
	}
	return debts;
}

/**
 * A dash or a number in front begins a debt; so does its first word. A lender's name may go on with
 * a dash as well ("- CN Hà Nam"), so behind one only the word counts.
 */
function beginsDebt(tokens: readonly Token[], isName: boolean): boolean {
	const text = tokens.map((token) => token.text).join(' ');
	const mark = /^(?:[-–•+*]|\d+[.)])\s*(?=\p{L})/u;
	if (!isName && mark.test(text)) return true;
	return /^(?:Dư nợ|Du no|Nợ|No\b)/iu.test(text.replace(mark, ''));
}

/** Whether two lines without amounts begin a list, as a lender's name above its debts does. */
function isHead(debts: readonly OpenLine[], amount: readonly Token[]): boolean {
	return debts.length === 1 && debts[0]?.amount.length === 0 && amount.length === 0;
}

/** The amount at the end of a line: behind a colon, a gap, or just the last figure. */
function splitAmount(tokens: readonly Token[]): { name: Token[]; amount: Token[] } {
	const colon = tokens.findLastIndex(({ text }) => text.endsWith(':'));
	if (colon !== -1) return { name: tokens.slice(0, colon + 1), amount: tokens.slice(colon + 1) };
	const height = heightOf(tokens);
	let from = tokens.length;
	while (from > 0) {
		const token = tokens[from - 1];
		const next = tokens[from];
		if (token === undefined || !AMOUNT.test(token.text)) break;
		// Only groups of thousands stand apart and belong together.
		const isGroup = next === undefined || /^\d{3}(?:[.,]\d+)?$/.test(next.text);
		const isNear = next === undefined || next.box[0] - token.box[2] < 0.6 * height;
		if (!isGroup || !isNear) break;
		from--;
	}
	const isDashName = from === 0 && tokens.length > 1;
	if (isDashName) from = tokens.length - 1;
	return { name: tokens.slice(0, from), amount: tokens.slice(from) };
}

/** Each amount belongs to the name on its line; a name without one goes on from the line above. */
function besideEachOther(names: readonly CellLines[], amounts: readonly CellLines[]): OpenLine[] {
	const debts: (OpenLine & { top: number; bottom: number })[] = [];
	for (const { page, line } of names) {
		const name = tokensOf(line);
		const [, top, , bottom] = around(name.map(({ box }) => box));
		const last = debts.at(-1);
		const own = amounts.filter((amount) => {
			const middle = (amount.line.box[1] + amount.line.box[3]) / 2;
			return amount.page === page && middle > top && middle < bottom;
		});
		const amount = own.flatMap(({ line: each }) => tokensOf(each));
		const isName = isHead(debts, amount);
		const goesOn = last !== undefined && own.length === 0 && !beginsDebt(name, isName);
		if (goesOn) last.name.push(...name);
		else debts.push({ page, name, amount, top, bottom });
	}
	return debts;
}
