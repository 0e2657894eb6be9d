import { refuse, toValue, type Reading } from './reading';
import { foldText, parseNone, trimEnd } from './text';

/** Loan classification groups of Circular 31/2024/TT-NHNN, art. 10; 3 to 5 are bad debt. */
export type DebtGroup = 1 | 2 | 3 | 4 | 5;

/** Terms by which a lender's loans are split; `other` is "cho vay khác". */
export type DebtTerm = 'short' | 'medium' | 'long' | 'other';

/**
 * What a debt line's name says. `otherBad` is "nợ xấu khác": bad, outside the five groups, counted
 * apart. A name that says nothing known is `other`.
 */
export type DebtNameReading =
	| { readonly kind: 'group'; readonly group: DebtGroup; readonly otherBad: false }
	| { readonly kind: 'group'; readonly group: null; readonly otherBad: true }
	| { readonly kind: 'term'; readonly term: DebtTerm }
	| { readonly kind: 'other' };

const group = (number: DebtGroup): DebtNameReading => ({
	kind: 'group',
	group: number,
	otherBad: false,
});
const term = (name: DebtTerm): DebtNameReading => ({ kind: 'term', term: name });

/** In order: "dưới tiêu chuẩn" holds no "đủ", but reads alike once OCR has lost an accent. */
const NAME_PARTS: ReadonlyArray<readonly [string, DebtNameReading]> = [
	['duoi tieu chuan', group(3)],
	['duoi chuan', group(3)],
	['du tieu chuan', group(1)],
	['can chu y', group(2)],
	['nghi ngo', group(4)],
	['mat von', group(5)],
	['xau khac', { kind: 'group', group: null, otherBad: true }],
	['khong phan loai', { kind: 'other' }],
	['ngan han', term('short')],
	['trung han', term('medium')],
	['dai han', term('long')],
	['vay khac', term('other')],
];

const DEBT_GROUPS: readonly DebtGroup[] = [1, 2, 3, 4, 5];

const GROUP_NUMBER = /^(?:no )?nhom ?0?([1-5])$|^0?([1-5])$/;
const GROUP_INSIDE = /\bnhom ?0?[1-5]\b/;

function numberedGroup(folded: string): DebtGroup | null {
	const match = GROUP_NUMBER.exec(folded);
	const digit = match?.[1] ?? match?.[2];
	return DEBT_GROUPS.find((number) => String(number) === digit) ?? null;
}

function classify(folded: string): DebtNameReading {
	const part = NAME_PARTS.find(([text]) => folded.includes(text));
	if (part) return part[1];
	const number = numberedGroup(folded) ?? groupInside(folded);
	return number ? group(number) : { kind: 'other' };
}

/** The group that a longer text names, when it is the only number there: not in "nhóm 3 đến 5". */
function groupInside(folded: string): DebtGroup | null {
	const [found] = GROUP_INSIDE.exec(folded) ?? [];
	if (found === undefined || /\d/.test(folded.replace(found, ''))) return null;
	return numberedGroup(found);
}

/** Parses the name of a debt line (`- Dư nợ đủ tiêu chuẩn`, `Dư nợ cho vay ngắn hạn`, `Nhóm 3`). */
export const parseDebtName = (name: string): DebtNameReading =>
	classify(trimEnd(foldText(name).replace(/^[-+*•\s]+/, ''), ': '));

/**
 * Parses a debt group from a cell: `3`, `03`, `Nhóm 3`, or the group's legal name. `S`, `6` and
 * anything else is refused. Never computed from days late: the law also looks at rescheduling.
 */
export function parseDebtGroup(text: string): Reading<DebtGroup> {
	const nothing = parseNone(text);
	if (nothing) return nothing;
	const folded = foldText(text);
	const number = numberedGroup(folded);
	if (number) return toValue(number);
	const named = /\d/.test(folded) ? null : classify(folded);
	return named?.kind === 'group' && named.group ? toValue(named.group) : refuse('not_a_group');
}
