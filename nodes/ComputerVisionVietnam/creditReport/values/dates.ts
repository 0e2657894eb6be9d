import { DateTime } from 'luxon';

import { refuse, toValue, type Reading } from './reading';
import { foldText, parseNone } from './text';

/** Vietnam has had no daylight saving since 1975, so the offset is the zone (Asia/Ho_Chi_Minh). */
const VIETNAM = 'UTC+7';
const VIETNAM_OFFSET = '+07:00';

interface PrintedDate {
	readonly year: string;
	readonly month: string;
	readonly day: string;
	/** `HH:mm`, `HH:mm:ss` or `HH:mm:ss.SSS`; null when no time is printed. */
	readonly time: string | null;
}

const TIME = String.raw`(?<time>\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d{1,3})?)?)`;
const DAY_FIRST = String.raw`(?:ngay )?(?<day>\d{1,2})(?<separator> ?[/.-] ?)(?<month>\d{1,2})\k<separator>(?<year>\d{4})`;
const JOINT = String.raw`(?: ?[-\u2013\u2014] ?| )`;

/** All forms are day-month-year, or unmistakably year first. Matched on folded text. */
const DATE_FORMS: readonly RegExp[] = [
	new RegExp(`^${DAY_FIRST}(?:${JOINT}${TIME})?$`),
	new RegExp(`^${TIME}${JOINT}${DAY_FIRST}$`),
	/^(?:ngay )?(?<day>\d{1,2}) thang (?<month>\d{1,2}) nam (?<year>\d{4})$/,
	new RegExp(String.raw`^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?: ${TIME})?$`),
	new RegExp(
		String.raw`^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[t ]${TIME}(?:\+07:00)?)?$`,
	),
];

const MONTH_FORMS: readonly RegExp[] = [
	/^(?:thang )?(?<month>\d{1,2})\/(?<year>\d{4})$/,
	/^thang (?<month>\d{1,2}) nam (?<year>\d{4})$/,
	/^(?<year>\d{4})(?<month>\d{2})$/,
];

const ISO_WITH_OFFSET =
	/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const TWO_DIGIT_YEAR = /(?:^|\D)\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)/;

const pad = (digits: string): string => digits.padStart(2, '0');

function matchForms(forms: readonly RegExp[], folded: string) {
	for (const form of forms) {
		const groups = form.exec(folded)?.groups;
		if (groups) return groups;
	}
	return null;
}

function findDate(text: string): PrintedDate | null {
	const groups = matchForms(DATE_FORMS, foldText(text));
	if (!groups) return null;
	const { year = '', month = '', day = '', time } = groups;
	return { year, month, day, time: time?.replace('h', ':') ?? null };
}

/** Says why a text is no date, so that a person knows what to look for on the page. */
function refuseDate(text: string): Reading<never> {
	if (TWO_DIGIT_YEAR.test(text)) return refuse('two_digit_year');
	return matchForms(MONTH_FORMS, foldText(text)) ? refuse('no_day') : refuse('not_a_date');
}

/** No report, contract or debt lies outside of these years; another one is misread. */
const YEARS = { earliest: 1900, latest: 2199 } as const;

const isYear = (year: string): boolean =>
	Number(year) >= YEARS.earliest && Number(year) <= YEARS.latest;

/** `HH:mm:ss` of a printed time, without its fraction; null for 24:00 and 12:60. */
function toClockTime(time: string): string | null {
	const [hour = '', minute = '', second = '00'] = time.replace(/\..*$/, '').split(':');
	const exists = Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59;
	return exists ? `${pad(hour)}:${minute}:${second}` : null;
}

const toIsoDate = ({ year, month, day }: PrintedDate): string =>
	`${year}-${pad(month)}-${pad(day)}`;

/** Seconds are the finest that the items carry. */
const MOMENT_FORMAT = "yyyy-MM-dd'T'HH:mm:ssZZ";

/** An instant with its own offset is the one thing that is converted to Vietnam's time. */
function parseInstant(text: string): Reading<string> | null {
	if (!ISO_WITH_OFFSET.test(text)) return null;
	const instant = DateTime.fromISO(text, { zone: VIETNAM });
	if (!instant.isValid) return refuse('no_such_day');
	const moment = toValue(instant.toFormat(MOMENT_FORMAT));
	return instant.millisecond === 0 ? moment : { ...moment, lossy: true };
}

/** A printed day with its time of day, where one is printed; refused when either cannot be. */
function parsePrinted(text: string): PrintedDate | Reading<never> {
	const date = findDate(text);
	if (!date) return refuseDate(text);
	const { year, month, day } = date;
	// The calendar knows no 31/02 and no 13/13, and a month is never swapped.
	const isDay = isYear(year) && DateTime.utc(Number(year), Number(month), Number(day)).isValid;
	if (!isDay) return refuse('no_such_day');
	const isTime = date.time === null || toClockTime(date.time) !== null;
	return isTime ? date : refuse('no_such_time');
}

/**
 * Parses a day: `05/04/2022`, `5-4-2022`, `5.4.2022`, `ngày 5 tháng 4 năm 2022`, `20220405`,
 * `2022-04-05`, always day before month, to `YYYY-MM-DD`. A time of day beside it is allowed and
 * makes the reading lossy. Two-digit years, impossible days and bare months are refused.
 */
export function parseDate(text: string): Reading<string> {
	const nothing = parseNone(text);
	if (nothing) return nothing;
	const instant = parseInstant(text);
	if (instant?.kind === 'value') {
		return { kind: 'value', value: instant.value.slice(0, 'yyyy-MM-dd'.length), lossy: true };
	}
	if (instant) return instant;
	const date = parsePrinted(text);
	if ('kind' in date) return date;
	return date.time === null
		? toValue(toIsoDate(date))
		: { ...toValue(toIsoDate(date)), lossy: true };
}

/**
 * Parses a moment, `HH:mm - dd/MM/yyyy` as CIC prints it or any form of `parseDate`, to
 * `YYYY-MM-DDTHH:mm:ss+07:00`. A day without a time becomes its midnight, with a caution; a fraction
 * of a second is dropped and makes the reading lossy.
 */
export function parseTimestamp(text: string): Reading<string> {
	const settled = parseNone(text) ?? parseInstant(text);
	if (settled) return settled;
	const date = parsePrinted(text);
	if ('kind' in date) return date;
	const time = toClockTime(date.time ?? '0:00') ?? '00:00:00';
	const moment = toValue(`${toIsoDate(date)}T${time}${VIETNAM_OFFSET}`);
	if (date.time === null) return { ...moment, caution: 'time_missing' };
	return /\.0*[1-9]/.test(date.time) ? { ...moment, lossy: true } : moment;
}

/** Parses a day, or a moment where a time is printed beside it, in the forms of the two readers above. */
export function parseDateOrTime(text: string): Reading<string> {
	const date = findDate(text);
	return date?.time === null ? parseDate(text) : parseTimestamp(text);
}

/** Parses a month: `5/2024`, `Tháng 5/2024`, `Tháng 5 năm 2024`, `202405`, to `YYYY-MM`. */
export function parseMonth(text: string): Reading<string> {
	const nothing = parseNone(text);
	if (nothing) return nothing;
	const groups = matchForms(MONTH_FORMS, foldText(text));
	const { year = '', month = '' } = groups ?? {};
	const exists = Number(month) >= 1 && Number(month) <= 12 && isYear(year);
	return groups && exists ? toValue(`${year}-${pad(month)}`) : refuse('not_a_month');
}
