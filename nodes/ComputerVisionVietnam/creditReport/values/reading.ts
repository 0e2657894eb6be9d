/** Why a printed text gives no value although it is no failure to read it. */
export type NoneReason =
	/** Nothing is printed. */
	| 'blank'
	/** A dash: not reported yet. */
	| 'not_reported'
	/** The report says in words that there is none. */
	| 'stated_none'
	/** CIC's codes -999 and -888: not available, not declared. */
	| 'not_available';

/** Why a printed text was not read; each has one wording in `REFUSALS`. */
export type RefusalReason =
	| 'ambiguous_grouping'
	| 'broken_grouping'
	| 'contradicts_format'
	| 'fraction_of_dong'
	| 'leading_zero'
	| 'letter_among_digits'
	| 'negative'
	| 'not_a_code'
	| 'not_a_count'
	| 'not_a_date'
	| 'not_a_flag'
	| 'not_a_group'
	| 'not_a_month'
	| 'not_a_number'
	| 'not_a_score'
	| 'not_a_text'
	| 'number_lost_digits'
	| 'no_day'
	| 'no_such_day'
	| 'no_such_time'
	| 'too_large'
	| 'two_digit_year';

/** What a person should know about a value that was read all the same. */
export type Caution =
	'digit_in_word' | 'score_out_of_range' | 'unusual_code' | 'unusual_id' | 'time_missing';

/** A value that was read. */
export interface ValueReading<T> {
	readonly kind: 'value';
	readonly value: T;
	/** `1.234` was read as 1234 by Vietnamese convention. */
	readonly assumedGrouping?: true;
	/** The text says more than the value holds (a time of day beside a date), so it is kept. */
	readonly lossy?: true;
	readonly caution?: Caution;
}

/**
 * The outcome of parsing one printed text. A parser never guesses: what is not certain is `refused`
 * with a reason, and the caller keeps the text.
 */
export type Reading<T> =
	| ValueReading<T>
	| { readonly kind: 'none'; readonly reason: NoneReason }
	| {
			readonly kind: 'refused';
			readonly reason: RefusalReason;
			/** What the text may have meant, for a person to choose from; never used as a value. */
			readonly candidates: readonly string[];
	  };

/** Whether a printed text says more than the value that was read from it, so that it is kept. */
export function losesText(reading: Reading<unknown>): boolean {
	if (reading.kind === 'value') return reading.lossy === true;
	return reading.kind === 'refused' || reading.reason === 'not_available';
}

/** Builds the reading of a value. */
export const toValue = <T>(value: T): ValueReading<T> => ({ kind: 'value', value });

/** Builds the reading of a text that states no value. */
export const toNone = (reason: NoneReason): Reading<never> => ({ kind: 'none', reason });

/** Builds the refusal of a text. */
export const refuse = (reason: RefusalReason, ...candidates: string[]): Reading<never> => ({
	kind: 'refused',
	reason,
	candidates,
});
