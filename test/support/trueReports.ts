import fc from 'fast-check';

import { truthOf } from '../../tools/documents/content.ts';
import { inventReport } from '../../tools/documents/inventReport.ts';
import { LAYOUTS } from '../../tools/documents/layouts/index.ts';
import { randomOf } from '../../tools/documents/random.ts';
import { toReply } from '../../tools/documents/toReply.ts';

/** The fields of an `info` entry, open for change. */
export type Info = Record<string, unknown>;

/** The fields of the true reply of an invented report, as sure of all as `confidence`. */
export function trueInfo(layoutName: string, seed: number, confidence = 0.97): Info {
	const layout = LAYOUTS.find(({ name }) => name === layoutName);
	if (!layout) throw new Error(`no layout ${layoutName}`);
	const { blocks } = layout.compose(
		inventReport(randomOf(seed, 'data'), layout.profile),
		randomOf(seed, 'print'),
	);
	const { data } = toReply(truthOf(blocks), confidence) as { data: { info: Info[] } };
	return structuredClone(data.info[0]) ?? {};
}

/** Every way of printing but the long one, which takes seconds. */
const NAMES = LAYOUTS.map(({ name }) => name).filter((name) => name !== 'dense');

/** True reports of all kinds. */
export const anyTrueInfo: fc.Arbitrary<Info> = fc
	.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 1, max: 100_000 }))
	.map(([name, seed]) => trueInfo(name, seed));

/** A place of a reply where a text is printed, by the path that the node gives it. */
export interface TextPlace {
	/** As in review items. */
	readonly path: string;
	readonly text: string;
	write(text: string): void;
	doubt(confidence: number): void;
}

interface WireCell {
	value: unknown;
	score: unknown;
}

const COLUMN_NAMES: Readonly<Record<string, readonly string[]>> = {
	loan_details: ['institution_no', 'institution_code', 'institution_name', 'debts', 'total'],
	credit_card_info: ['credit_limit', 'payable_amount', 'late_amount', 'card_count'],
	outstanding_loans: ['loan_balance', 'card_balance', 'total_balance'],
	bad_debt: ['last_occurred_date', 'debt_group', 'amount', 'institution_no', 'institution_name'],
	late_payments: ['has_late_payment', 'max_days_late', 'late_count'],
	loan_guarantee: ['collateral_count', 'institution_count'],
	credit_contract: ['signed_date', 'end_date'],
	customers_look_up: ['institution_code', 'product', 'looked_up_at'],
};

const SCALAR_NAMES = [
	'report_time',
	'cic_code',
	'id_card',
	'address',
	'credit_score',
	'credit_rank',
	'credit_ranking_date',
	'debt_sold_to_vamc',
];

function placesOfCell(path: string, cell: WireCell): TextPlace[] {
	const { value } = cell;
	if (!Array.isArray(value)) {
		const doubt = (confidence: number) => (cell.score = confidence);
		return [{ path, text: String(value), write: (text) => (cell.value = text), doubt }];
	}
	const scores = cell.score as unknown[];
	return value.map((line: Record<string, string>, index) => ({
		path: `${path}.${index + 1}.amount`,
		text: line['debt'] ?? '',
		write: (text: string) => (line['debt'] = text),
		doubt: (confidence: number) => (scores[index] = confidence),
	}));
}

/** Every printed text of a report that is not blank, but those of total rows. */
export function placesOf(info: Info): TextPlace[] {
	const scalars = SCALAR_NAMES.map((name) => ({
		path: name,
		text: String(info[name]),
		write: (text: string) => (info[name] = text),
		doubt: (confidence: number) => (info[`${name}_confidence`] = confidence),
	}));
	const ofTables = Object.entries(COLUMN_NAMES).flatMap(([table, columns]) =>
		(info[table] as WireCell[][]).flatMap((row, index) =>
			columns.length !== row.length || row.some(({ value }) => /^Tổng/i.test(String(value)))
				? []
				: row.flatMap((cell, at) => placesOfCell(`${table}.${index + 1}.${columns[at]}`, cell)),
		),
	);
	return [...scalars, ...ofTables].filter(({ text }) => text !== '');
}
