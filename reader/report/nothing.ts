import { foldText } from './foldText.ts';

/** Sentences that say that nothing is known, which is not the same as that there is nothing. */
const UNKNOWN =
	/khong (?:co|tim thay|ton tai) (?:du )?ma (?:so )?cic|co ma (?:so )?cic|thong tin pcb|chua duoc cap/;
const NONE =
	/^\(?\s*(?:kh\S{1,4}ng (?:co|phat sinh|ton tai)|chua (?:co|phat sinh)|trong .{4,30} (?:khong|chua) (?:co|phat sinh)|khach hang (?:hien )?(?:khong|chua) (?:co|phat sinh)|kh (?:khong|chua) co)/;

/**
 * What a sentence in place of a table says: `none`: there is nothing; `unknown`: nothing is known;
 * null: something else.
 */
export function statementOfNothing(sentence: string): 'none' | 'unknown' | null {
	const text = foldText(sentence).replace(/^[\s.:*-]+/, '');
	if (UNKNOWN.test(text)) return 'unknown';
	return NONE.test(text) ? 'none' : null;
}
