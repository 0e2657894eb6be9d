/** A day as the number of days since 1 January 1970. */
export type Day = number;

const DAY_MS = 86_400_000;

/** The day of a date; `month` counts from 1. */
export function dayOf(year: number, month: number, day: number): Day {
	return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** Year, month (from 1) and day of the month. */
export function dateOf(day: Day): { year: number; month: number; date: number } {
	const moment = new Date(day * DAY_MS);
	return {
		year: moment.getUTCFullYear(),
		month: moment.getUTCMonth() + 1,
		date: moment.getUTCDate(),
	};
}

/** The last day of the month that lies `monthsBefore` months before the day's own. */
export function endOfMonth(day: Day, monthsBefore: number): Day {
	const { year, month } = dateOf(day);
	return dayOf(year, month - monthsBefore + 1, 0);
}

/** dd/mm/yyyy with the sign given. */
export function formatDay(day: Day, sign = '/'): string {
	const { year, month, date } = dateOf(day);
	return [twoDigits(date), twoDigits(month), String(year)].join(sign);
}

/** mm/yyyy. */
export function formatMonth(day: Day): string {
	const { year, month } = dateOf(day);
	return `${twoDigits(month)}/${year}`;
}

/** HH:mm of a minute of the day. */
export function formatMinute(minute: number): string {
	return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}
