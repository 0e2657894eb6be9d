import { DateTime } from 'luxon';

import { none, read, refuse, type Reading } from './reading';
import { foldText, isDash, isStatedNone } from './text';

/** Vietnam has had no daylight saving since 1975, so the offset is the zone (Asia/Ho_Chi_Minh). */
const VIETNAM = 'UTC+7';

interface PrintedDate {
	readonly year: string;
	readonly month: string;
	readonly day: string;
	/** `HH:mm`, `HH:mm:ss` or `HH:mm:ss.SSS`; null when no time is printed. */
	readonly time: string | null;
}

const TIME = String.raw`(?<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)`;
const DAY_FIRST = String.raw`(?<day>\d{1,2})(?<separator>[/.-])(?<month>\d{1,2})\k<separator>(?<year>\d{4})`;
const JOINT = String.raw`(?: ?- ?| )`;

/** All forms are day-month-year, or unmistakably year first. Matched on folded text. */
const DATE_FORMS: readonly RegExp[] = [
	new RegExp(`^${DAY_FIRST}(?:${JOINT}${TIME})?$`),
	new RegExp(`^${TIME}${JOINT}${DAY_FIRST}$`),
	/^ngay (?<day>\d{1,2}) thang (?<month>\d{1,2}) nam (?<year>\d{4})$/,
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

const ISO_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/;
const TWO_DIGIT_YEAR = /(?:^|\D)\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)/;

const pad = (digits: string): string => digits.padStart(2, '0');

function matchForms(forms: readonly RegExp[], folded: string) {
	for (const form of forms) {
		const groups = form.exec(folded)?.groups;
		if (groups) return groups;
	}
	return null;
}

function readAbsent(text: string): Reading<never> | null {
	if (text === '') return none('blank');
	if (isDash(text)) return none('not_reported');
	return isStatedNone(foldText(text)) ? none('stated_none') : null;
}

function findDate(text: string): PrintedDate | null {
	const groups = matchForms(DATE_FORMS, foldText(text));
	if (!groups) return null;
	const { year = '', month = '', day = '', time } = groups;
	return { year, month, day, time: time ?? null };
}

/** Says why a text is no date, so that a person knows what to look for on the page. */
function refuseDate(text: string): Reading<never> {
	if (TWO_DIGIT_YEAR.test(text)) return refuse('two_digit_year');
	return matchForms(MONTH_FORMS, foldText(text)) ? refuse('no_day') : refuse('not_a_date');
}

/** Round trip through the calendar: 31/02 and 13/13 do not exist, and a month is never swapped. */
function isDay({ year, month, day }: PrintedDate): boolean {
	return DateTime.utc(Number(year), Number(month), Number(day)).isValid;
}

const toIsoDate = ({ year, month, day }: PrintedDate): string =>
	`${year}-${pad(month)}-${pad(day)}`;

function toIsoTime(date: PrintedDate): string | null {
	const [hour = '0', minute = '0', rest = '0'] = (date.time ?? '0:00').split(':');
	const [second = '0', fraction = '0'] = rest.split('.');
	const at = DateTime.fromObject(
		{
			year: Number(date.year),
			month: Number(date.month),
			day: Number(date.day),
			hour: Number(hour),
			minute: Number(minute),
			second: Number(second),
			millisecond: Number(fraction.padEnd(3, '0')),
		},
		{ zone: VIETNAM },
	);
	return at.isValid ? at.toISO({ suppressMilliseconds: true }) : null;
}

/** An instant with its own offset is the one thing that is converted to Vietnam's time. */
function readInstant(text: string): Reading<string> | null {
	if (!ISO_WITH_OFFSET.test(text)) return null;
	const instant = DateTime.fromISO(text, { zone: VIETNAM });
	return instant.isValid
		? read(instant.toISO({ suppressMilliseconds: true }))
		: refuse('no_such_day');
}

/**
 * Reads a day: `05/04/2022`, `5-4-2022`, `5.4.2022`, `ngày 5 tháng 4 năm 2022`, `20220405`,
 * `2022-04-05`, always day before month, to `YYYY-MM-DD`. A time of day beside it is allowed and
 * makes the reading lossy. Two-digit years, impossible days and bare months are refused.
 */
export function parseDate(text: string): Reading<string> {
	const nothing = readAbsent(text);
	if (nothing) return nothing;
	const date = findDate(text);
	if (!date) return refuseDate(text);
	if (!isDay(date)) return refuse('no_such_day');
	return date.time === null ? read(toIsoDate(date)) : { ...read(toIsoDate(date)), lossy: true };
}

/**
 * Reads a moment, `HH:mm - dd/MM/yyyy` as CIC prints it or any form of `parseDate`, to
 * `YYYY-MM-DDTHH:mm:ss+07:00`. A day without a time becomes its midnight, with a caution.
 */
export function parseTimestamp(text: string): Reading<string> {
	const nothing = readAbsent(text) ?? readInstant(text);
	if (nothing) return nothing;
	const date = findDate(text);
	if (!date) return refuseDate(text);
	const iso = toIsoTime(date);
	if (!iso) return refuse('no_such_day');
	return date.time === null ? { ...read(iso), caution: 'time_missing' } : read(iso);
}

/** Reads a day, or a moment where a time is printed beside it, in the forms of the two readers above. */
export function parseDateOrTime(text: string): Reading<string> {
	const date = findDate(text);
	return date?.time === null ? parseDate(text) : parseTimestamp(text);
}

/** Reads a month: `5/2024`, `Tháng 5/2024`, `Tháng 5 năm 2024`, `202405`, to `YYYY-MM`. */
export function parseMonth(text: string): Reading<string> {
	const nothing = readAbsent(text);
	if (nothing) return nothing;
	const groups = matchForms(MONTH_FORMS, foldText(text));
	const { year = '', month = '' } = groups ?? {};
	const exists = Number(month) >= 1 && Number(month) <= 12;
	return groups && exists ? read(`${year}-${pad(month)}`) : refuse('not_a_month');
}
