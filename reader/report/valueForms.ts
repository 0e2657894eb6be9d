/** What kind of value a field or a cell holds. */
export type ValueForm =
	'amount' | 'date' | 'moment' | 'group' | 'count' | 'code' | 'number' | 'flag' | 'rank' | 'text';

const AMOUNT =
	/^(?:-|\d{1,3}(?:\.\d{3})*(?:,\d{1,2})?|\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?)$/;
const DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/;
const MOMENT =
	/^(?:\d{1,2}:\d{2}(?::\d{2})?\s*-?\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s*-?\s*\d{1,2}:\d{2}(?::\d{2})?)?$/;
const SIMPLE: Readonly<Partial<Record<ValueForm, RegExp>>> = {
	amount: AMOUNT,
	group: /^(?:nhóm\s*)?0?[1-5]$/i,
	count: /^\d{1,4}(?:\s*(?:ngày|lần|thẻ))?$/i,
	code: /^\d{5}[0-9A-Z]{3}$/,
	number: /^\d{9,12}$|^[A-Z]\d{7,8}$/,
	rank: /^(?:hạng\s*)?\d{1,2}$/i,
	flag: /^(?:Y|N|Có|Không|Yes|No)$/i,
};

/** Whether a text can be a value of that form; nothing printed always can. */
export function fitsForm(text: string, form: ValueForm): boolean {
	if (text === '') return true;
	if (form === 'date' || form === 'moment') {
		const [, day, month, year] = (form === 'date' ? DATE : MOMENT).exec(text) ?? [];
		return day !== undefined && isDay(Number(day), Number(month), Number(year));
	}
	return SIMPLE[form]?.test(text) ?? true;
}

function isDay(day: number, month: number, year: number): boolean {
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1900;
}

/** How a report groups thousands: by what most of its grouped figures show. */
export function groupingOf(texts: readonly string[]): '.' | ',' {
	const commas = texts.filter((text) => /^\d{1,3}(?:,\d{3})+$/.test(text)).length;
	const dots = texts.filter((text) => /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(text)).length;
	return commas > dots ? ',' : '.';
}

/**
 * An amount in hundredths, so that sums are exact; "-" and nothing count as zero, as sums take
 * them. Null for what is no amount.
 */
export function amountOf(text: string, grouping: '.' | ','): number | null {
	if (text === '' || text === '-') return 0;
	if (!AMOUNT.test(text)) return null;
	const plain = text.replaceAll(grouping, '').replace(grouping === '.' ? ',' : '.', '.');
	const value = Math.round(Number(plain) * 100);
	return Number.isFinite(value) ? value : null;
}
