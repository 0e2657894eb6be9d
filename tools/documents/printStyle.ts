import { formatDay, formatMinute } from './calendar.ts';
import type { Moment, DebtGroup, Term } from './reportData.ts';

/** How one print writes what another writes differently. */
export interface PrintStyle {
	/** Between thousands; the other sign stands before decimals. */
	readonly grouping: '.' | ',';
	/** What stands for an amount of zero. */
	readonly zero: '0' | '-' | '';
	readonly group: 'plain' | 'padded' | 'named';
	readonly yes: string;
	readonly no: string;
	/** Before the names of group lines; a term's name stands alone. */
	readonly groupLine: '- ' | '-' | '';
	readonly terms: Readonly<Record<Term, string>>;
	readonly groups: Readonly<Record<DebtGroup, string>>;
	readonly moment: (moment: Moment) => string;
}

/** An amount in tenths of a million dong, as the style prints it. */
export function printAmount(tenths: number, { grouping, zero }: PrintStyle): string {
	if (tenths === 0) return zero;
	const whole = String(Math.floor(tenths / 10)).replaceAll(/\B(?=(\d{3})+$)/g, grouping);
	const rest = tenths % 10;
	return rest === 0 ? whole : `${whole}${grouping === '.' ? ',' : '.'}${rest}`;
}

/** A debt group in a column of its own. */
export function printGroup(group: 1 | 2 | 3 | 4 | 5, { group: style }: PrintStyle): string {
	return { plain: String(group), padded: `0${group}`, named: `Nhóm ${group}` }[style];
}

/** `16:45 - 18/09/2025`, as CIC's own prints have it. */
export function timeThenDay({ day, minute }: Moment): string {
	return `${formatMinute(minute)} - ${formatDay(day)}`;
}

/** `18/09/2025 16:45:00`, as banks print it. */
export function dayThenTime({ day, minute }: Moment): string {
	return `${formatDay(day)} ${formatMinute(minute)}:00`;
}

/** CIC's words of today. */
export const CIC_STYLE: PrintStyle = {
	grouping: '.',
	zero: '0',
	group: 'plain',
	yes: 'Y',
	no: 'N',
	groupLine: '- ',
	terms: {
		short: 'Dư nợ cho vay ngắn hạn',
		medium: 'Dư nợ cho vay trung hạn',
		long: 'Dư nợ cho vay dài hạn',
		other: 'Dư nợ cho vay khác',
	},
	groups: {
		1: 'Dư nợ đủ tiêu chuẩn',
		2: 'Dư nợ cần chú ý',
		3: 'Dư nợ dưới tiêu chuẩn',
		4: 'Dư nợ nghi ngờ',
		5: 'Dư nợ có khả năng mất vốn',
		otherBad: 'Dư nợ xấu khác',
	},
	moment: timeThenDay,
};
