import { reviewNote, type Note, type NoteReason } from './review';
import type { Scalars } from './sections';

/** Whether a report is about the expected person; `unknown` where that cannot be told. */
export type IdentityCheck = 'match' | 'mismatch' | 'unknown';

/** Whom the report is expected to be about; undefined: not asked. */
export interface Expected {
	readonly expectedIdCard?: string | undefined;
	readonly expectedCicCode?: string | undefined;
}

const strip = (text: string): string =>
	text
		.normalize('NFKC')
		.replace(/[\s.\p{Cf}]/gu, '')
		.toUpperCase();

/** Compares two numbers of one kind; null on either side is not known. */
export function compareNumbers(left: string | null, right: string | null): IdentityCheck {
	if (left === null || right === null) return 'unknown';
	const [one, other] = [strip(left), strip(right)];
	if (one === other) return 'match';
	// An old number (CMND, 9 digits) and a new one (CCCD, 12) of one person have nothing in common.
	const areNumbers = [one, other].every((number) => /^(?:\d{9}|\d{12})$/.test(number));
	return areNumbers && one.length !== other.length ? 'unknown' : 'mismatch';
}

const TEXTS: Readonly<Record<Exclude<IdentityCheck, 'match'>, readonly [NoteReason, string]>> = {
	mismatch: ['identity_mismatch', 'is not the one that was expected'],
	unknown: ['identity_unknown', 'cannot be compared with the one that was expected'],
};

/**
 * Compares who the report is about with who was expected. No note shows a number.
 *
 * @returns `check` is null when nobody asked
 */
export function checkIdentity(
	{ id_card, cic_code }: Scalars,
	{ expectedIdCard, expectedCicCode }: Expected,
): { check: IdentityCheck | null; notes: Note[] } {
	const asked = [
		{ path: 'id_card', label: 'ID card', value: id_card.value, expected: expectedIdCard },
		{ path: 'cic_code', label: 'CIC code', value: cic_code.value, expected: expectedCicCode },
	];
	const checks: IdentityCheck[] = [];
	const notes: Note[] = [];
	for (const { path, label, value, expected } of asked) {
		if (expected === undefined || strip(expected) === '') continue;
		const check = compareNumbers(value, expected);
		checks.push(check);
		if (check === 'match') continue;
		const [reason, text] = TEXTS[check];
		notes.push(reviewNote('disagreement', reason, { path, label }, text));
	}
	const worst = (['mismatch', 'unknown', 'match'] as const).find((each) => checks.includes(each));
	return { check: worst ?? null, notes };
}
