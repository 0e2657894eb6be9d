import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ItemKind, ItemKinds } from './judgeItems.ts';

/** The node's kinds of columns, as what an error in them means to a lender. */
const KINDS: Readonly<Record<string, ItemKind>> = {
	amount: 'amount',
	code: 'code',
	count: 'count',
	date: 'date',
	dateOrTime: 'date',
	debtGroup: 'group',
	debts: 'amount',
	flag: 'flag',
	identityNumber: 'code',
	institutionCode: 'code',
	month: 'date',
	name: 'name',
	score: 'count',
	text: 'name',
	timestamp: 'date',
};

type Columns = Readonly<Record<string, { readonly kind: string }>>;

interface BuiltSections {
	readonly SECTIONS: Readonly<Record<string, { readonly columns: Columns }>>;
	readonly SCALARS: Columns;
}

const toKinds = (columns: Columns): Record<string, ItemKind> =>
	Object.fromEntries(
		Object.entries(columns).map(([name, { kind }]) => [name, KINDS[kind] ?? 'name']),
	);

const SECTIONS = '../../dist/nodes/ComputerVisionVietnam/creditReport/sections/index.js';

/**
 * The kinds of everything that the items hold, from the built node itself.
 *
 * @param figures the names of the summary figures
 */
export function loadItemKinds(figures: readonly string[]): ItemKinds {
	const load = createRequire(import.meta.url);
	const built = load(fileURLToPath(new URL(SECTIONS, import.meta.url))) as BuiltSections;
	const tables = Object.entries(built.SECTIONS).map(
		([key, { columns }]): [string, Record<string, ItemKind>] => [key, toKinds(columns)],
	);
	const record = {
		...toKinds(built.SCALARS),
		...Object.fromEntries(figures.map((name): [string, ItemKind] => [name, 'figure'])),
	};
	return { ...Object.fromEntries(tables), record };
}

/** Fields of a record that are no figures of the report. */
const NO_FIGURES =
	/^(?:document_|report_|needs_review|review_notes|min_confidence|amount_unit|other_fields|identity_check|correction|agreed_|differing_)|_text$/;

/** The names of a record's summary figures. */
export const listFigures = (
	record: Readonly<Record<string, unknown>>,
	scalars: readonly string[],
): string[] =>
	Object.keys(record).filter((name) => !NO_FIGURES.test(name) && !scalars.includes(name));
