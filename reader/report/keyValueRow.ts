import { around } from '../geometry/textRows.ts';
import { boxOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import type { Printed, ReportTable } from './creditReport.ts';
import { findFields } from './fields.ts';
import type { Field, Label } from './fields.ts';
import { fieldsOfTable } from './fieldTables.ts';
import type { Section } from './sections.ts';
import { nothingPrinted } from './tokens.ts';

/** Labels of sections that some prints have as a list of fields instead of a table. */
const LABELS: Readonly<Partial<Record<Section['table'], readonly Label<string>[]>>> = {
	credit_card_info: [
		{
			name: '0',
			phrases: ['tong han muc the tin dung', 'tong han muc', 'han muc the tin dung', 'han muc'],
		},
		{
			name: '1',
			phrases: [
				'tong so tien phai thanh toan',
				'so tien phai thanh toan',
				'tong du no the',
				'du no the',
			],
		},
		{
			name: '2',
			phrases: ['tong so tien cham thanh toan', 'so tien cham thanh toan', 'so tien cham tra'],
		},
		{ name: '3', phrases: ['so luong the tin dung', 'so luong the', 'tong so the', 'so the'] },
		{
			name: null,
			phrases: [
				'ten to chuc',
				'ten tctd',
				'ten tcph',
				'to chuc phat hanh',
				'ngay bao cao',
				'don vi',
			],
		},
	],
	late_payments: [
		{
			name: '0',
			phrases: ['khach hang co cham thanh toan', 'co cham thanh toan', 'kh co cham thanh toan'],
		},
		{ name: '1', phrases: ['so ngay cham thanh toan', 'so ngay cham'] },
		{ name: '2', phrases: ['so lan cham thanh toan', 'so lan cham'] },
	],
	loan_guarantee: [
		{
			name: '0',
			phrases: [
				'so luong tai san bao dam',
				'so luong tai san',
				'so luong tsbd',
				'so tai san bao dam',
			],
		},
		{
			name: '1',
			phrases: [
				'so tctd co tai san',
				'so to chuc tin dung co tai san',
				'so tctd co tsbd',
				'so tctd',
			],
		},
		{ name: null, phrases: ['bao dam bang tai san', 'dam bao bang tai san'] },
	],
};

/** The only row of a section that is printed as fields; null where it is not. */
export function readKeyValueRow(section: Section, blocks: readonly Block[]): ReportTable | null {
	const labels = LABELS[section.table];
	const [first] = blocks;
	if (labels === undefined || first === undefined) return null;
	const fields = [...Map.groupBy(blocks, ({ page }) => page)].flatMap(([page, own]) => {
		const lines = own.flatMap((block) => (block.kind === 'line' ? [block.line] : []));
		const tables = own.filter((block) => block.kind === 'table');
		return [
			...findFields({ page, lines }, labels),
			...tables.flatMap((table) => fieldsOfTable(table, labels)),
		];
	});
	if (fields.length < 2) return null;
	const rows = rowsOf(fields, section.cells).map((row) =>
		Array.from({ length: section.cells }, (_, cell): Printed => {
			return row.get(String(cell)) ?? nothingPrinted(first.page);
		}),
	);
	const byPage = Map.groupBy(blocks, ({ page }) => page);
	const areas = [...byPage].map(([page, own]) => ({
		page: page.index,
		box: around(own.map(boxOf)),
	}));
	return { rows, areas };
}

/** A field that comes again begins the next row: several cards, one below the other. */
function rowsOf(fields: readonly Field<string>[], cells: number): Map<string, Printed>[] {
	const rows: Map<string, Printed>[] = [];
	for (const { name, value } of fields) {
		const last = rows.at(-1);
		if (last === undefined || last.has(name) || last.size === cells) rows.push(new Map());
		rows.at(-1)?.set(name, value);
	}
	return rows;
}
