import fc from 'fast-check';

import {
	SCALAR_NAMES,
	SECTION_LIST,
} from '../../nodes/ComputerVisionVietnam/creditReport/sections';

/**
 * A value of a generated reply. While a reply is generated it is a kind only; `plant` gives it a
 * number that no other value of the reply has, so that it can be told apart in the items.
 */
export interface Seed {
	readonly seed: (typeof SEEDS)[number];
}

/** A planted value, with what it may have become in an item. */
export interface Planted {
	readonly path: string;
	readonly value: string | number;
	/** Numbers that the printed text means, one per unit; empty where only its text will do. */
	readonly numbers: readonly number[];
	/** The beginning of what a date or month became; null where only its text will do. */
	readonly day: string | null;
}

const SEEDS = [
	'integer',
	'grouped',
	'decimal',
	'withUnit',
	'jsonNumber',
	'jsonDecimal',
	'date',
	'dateTime',
	'month',
	'text',
	'code',
	'misread',
	'negative',
	'ambiguous',
	'group',
	'debtName',
	'total',
] as const;

const seed = fc.constantFrom(...SEEDS).map((kind): Seed => ({ seed: kind }));

/** Marks that are read as "no value" (domain C2), which leave nothing to be found. */
const noneMark = fc.constantFrom('', ' ', '-', '–', 'Không có', 'Không có thông tin', null);

const leaf = fc.oneof({ weight: 6, arbitrary: seed }, { weight: 2, arbitrary: noneMark });
const score = fc.oneof(
	fc.double({ min: 0, max: 1, noNaN: true }),
	fc.constantFrom<unknown>(null, '0.9', '97%', 97, 'x', [], {}),
);
const box = fc.constantFrom<unknown>([1, 2, 3, 4], [], null, { left: 1 }, 'x');

/** Names that mean something to JavaScript, to n8n or to the items of this node. */
const ODD_KEYS = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'error',
	'json',
	'binary',
	'pairedItem',
	'cell_5',
	'cell_6',
	'cell_6_text',
	'other_cells',
	'other_fields',
	'loan_details_text',
	'needs_review',
	'row_key',
	'total',
	'total_text',
	'debts',
	'group_1',
	'report_key',
	'reply_extra',
	'extra',
	'json7',
	'7',
	'json07',
	'',
] as const;

/** Built of entries: in a literal, `__proto__` would set the prototype and not be a key. */
const objectOf = (value: fc.Arbitrary<unknown>, maxKeys: number) =>
	fc
		.uniqueArray(fc.tuple(fc.constantFrom(...ODD_KEYS), value), {
			maxLength: maxKeys,
			selector: ([key]) => key,
		})
		.map((entries): object => Object.fromEntries(entries));

const nested = fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), objectOf(leaf, 2));
const extras = fc.oneof(
	{ weight: 4, arbitrary: fc.constant({}) },
	{ weight: 1, arbitrary: objectOf(nested, 2) },
);

/** One object of several. Spreading keeps an own `__proto__`, which assigning would not. */
const merge = (...parts: fc.Arbitrary<object>[]) =>
	fc
		.tuple(...parts)
		.map((all): object => Object.fromEntries(all.flatMap((each) => Object.entries(each))));

const documentedCell = fc.record({ value: leaf, box, score });
const debtsCell = merge(
	fc.record({
		value: fc.oneof(
			fc.array(merge(extras, fc.record({ debt_name: leaf, debt: leaf }, { requiredKeys: [] })), {
				maxLength: 3,
			}),
			nested,
		),
		box: fc.array(box, { maxLength: 2 }),
		score: fc.oneof(score, fc.array(score, { maxLength: 3 })),
	}),
	extras,
);
const cell = fc.oneof(
	{ weight: 5, arbitrary: documentedCell },
	{ weight: 1, arbitrary: merge(documentedCell, extras) },
	{ weight: 2, arbitrary: debtsCell },
	{ weight: 2, arbitrary: leaf },
	{ weight: 1, arbitrary: nested },
);

const indexed = (prefix: string) => (cells: unknown[]) =>
	Object.fromEntries(cells.map((each, index) => [`${prefix}${index}`, each]));
const rowOf = (columns: number) => {
	const cells = fc.array(cell, { maxLength: columns + 3 });
	return fc.oneof(
		{ weight: 5, arbitrary: fc.array(cell, { minLength: columns, maxLength: columns }) },
		{ weight: 2, arbitrary: cells },
		{ weight: 2, arbitrary: merge(cells.map(indexed('json')), extras) },
		{ weight: 1, arbitrary: merge(cells.map(indexed('')), cells.map(indexed('json')), extras) },
		{ weight: 1, arbitrary: nested },
	);
};

const tableOf = (columns: number) =>
	fc.oneof(
		{ weight: 6, arbitrary: fc.array(rowOf(columns), { maxLength: 4 }) },
		{ weight: 1, arbitrary: rowOf(columns) },
		{ weight: 1, arbitrary: nested },
	);

const scalarsOf = SCALAR_NAMES.map((name) =>
	fc.record(
		{
			[name]: fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: cell }),
			[`${name}_confidence`]: score,
			[`${name}_box`]: box,
			[`${name}_id`]: fc.constantFrom(0, '1', null),
		},
		{ requiredKeys: [] },
	),
);

const image = fc.constantFrom<unknown>('', null, 'iVBORw0KGgo=', ['x'], 7);
const tables = SECTION_LIST.map(({ key, columns, hasLeadingMonth }) =>
	fc.record(
		{
			[key]: tableOf(Object.keys(columns).length - Number(hasLeadingMonth ?? false)),
			[`${key}_image`]: image,
		},
		{ requiredKeys: [] },
	),
);

const report = merge(...scalarsOf, ...tables, extras);

/** Successful replies in every documented and undocumented form, their values still seeds. */
export const mangledReply = fc
	.record({
		info: fc.oneof(fc.array(report, { minLength: 1, maxLength: 3 }), report),
		ofData: extras,
		ofReply: extras,
		isList: fc.boolean(),
	})
	.map(({ info, ofData, ofReply, isList }) => {
		const data = { ...ofData, info, type: 'credit_report' };
		return { ...ofReply, data: isList ? [data] : data, errorCode: '0', errorMessage: 'Success' };
	});

const isSeed = (value: unknown): value is Seed =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, 'seed');

const FIRST_NUMBER = 10_001;
const DAY_MS = 86_400_000;

type Value = Omit<Planted, 'path'>;

const printed = (
	value: string | number,
	numbers: number[] = [],
	day: string | null = null,
): Value => ({
	value,
	numbers,
	day,
});

function dayOf(n: number): { iso: string; dmy: string } {
	const iso = new Date(Date.UTC(1990, 0, 1) + (n - FIRST_NUMBER) * DAY_MS)
		.toISOString()
		.slice(0, 10);
	return { iso, dmy: iso.split('-').toReversed().join('/') };
}

/** Months are unique for the first 12 × 8000 values of a reply. */
function monthOf(n: number): { iso: string; my: string } {
	const months = n - FIRST_NUMBER;
	const month = String((months % 12) + 1).padStart(2, '0');
	const year = 2000 + Math.floor(months / 12);
	return { iso: `${year}-${month}`, my: `${month}/${year}` };
}

/** `n` has five digits, so no count, score or group can be read from it; what is printed holds it. */
const PRINT: Readonly<Record<Seed['seed'], (n: number) => Value>> = {
	integer: (n) => printed(String(n), [n]),
	grouped: (n) => printed(`${String(n).slice(0, 2)}.${String(n).slice(2)}`, [n]),
	decimal: (n) => printed(`${n},5`, [n + 0.5]),
	withUnit: (n) => printed(`${n} triệu`, [n]),
	jsonNumber: (n) => printed(n, [n]),
	jsonDecimal: (n) => printed(n + 0.25, [n + 0.25]),
	date: (n) => printed(dayOf(n).dmy, [], dayOf(n).iso),
	dateTime: (n) => printed(`${dayOf(n).dmy} 10:15`, [], dayOf(n).iso),
	month: (n) => printed(monthOf(n).my, [], monthOf(n).iso),
	text: (n) => printed(`Thử ${n}`),
	code: (n) => printed(`79${n}T`),
	misread: (n) => printed(`${n}O`),
	negative: (n) => printed(`-${n}`),
	ambiguous: (n) => printed(`${String(n).slice(0, 2)},${String(n).slice(2)}`, [n]),
	group: (n) => printed(`Nhóm 3 (${n})`),
	debtName: (n) => printed(`- Dư nợ đủ tiêu chuẩn ${n}`),
	total: (n) => printed(`Tổng cộng ${n}`),
};

/** What a reply says besides the report's values: places, confidences, images and its own state. */
const isBeside = (key: string): boolean =>
	/^(?:box|score|imgs|errorCode|errorMessage|type)$/.test(key) ||
	/^(?!debts).*_(?:box|confidence|id|image)$/.test(key);

/** Puts a value of its own into every seed; says which values a reader is to find again. */
export function plant(reply: unknown): { body: unknown; planted: Planted[] } {
	const planted: Planted[] = [];
	let next = FIRST_NUMBER;
	const walk = (value: unknown, path: string): unknown => {
		if (isSeed(value)) {
			const each = PRINT[value.seed](next++);
			planted.push({ path, ...each });
			return each.value;
		}
		if (Array.isArray(value)) return value.map((each, index) => walk(each, `${path}[${index}]`));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, each]) => [
				key,
				isBeside(key) ? each : walk(each, `${path}.${key}`),
			]),
		);
	};
	return { body: walk(reply, ''), planted };
}
