import type { Page } from '../page.ts';
import { boxOf, findBlocks, findParts, textOf } from './blocks.ts';
import type { Block, LineBlock, Part, TableBlock } from './blocks.ts';
import { isDebtList, SCALARS, TABLES } from './creditReport.ts';
import type { CreditReport, Printed, ReportTable, ScalarName, TableName } from './creditReport.ts';
import { findFields, SCALAR_LABELS } from './fields.ts';
import type { LineGroup } from './fields.ts';
import { fieldsOfTable } from './fieldTables.ts';
import { foldText } from './foldText.ts';
import { holdsAny } from './nearText.ts';
import { SECTIONS } from './sections.ts';
import type { Section } from './sections.ts';
import { statementOfNothing } from './nothing.ts';
import { readKeyValueRow } from './keyValueRow.ts';
import { readMonthColumns } from './monthColumns.ts';
import { readTable } from './tables.ts';
import { notRead, tokensOf, toPrinted } from './tokens.ts';
import { readSoldDebt } from './vamc.ts';
import { lowerByWitnesses } from './witnesses.ts';

/** Words of CIC itself. */
const CIC_WORDS = ['ma so cic', 'ma cic', 'trung tam thong tin tin dung', 's11a', 'cic'];
/** Labels within the sections of tables, where a lender's name may end in "Hằng" or "Điểm". */
const LABELS_IN_SECTIONS = SCALAR_LABELS.map(({ name, phrases }) => {
	return { name, phrases: phrases.filter((phrase) => !/^(?:hang|diem)$/.test(phrase)) };
});
/** Words of the other licensed bureau, whose report is none of CIC's. */
const OTHER_BUREAU = ['pcb', 'crif'];

/** The credit reports on these pages; null where there is none of CIC's. */
export function readReports(pages: readonly Page[]): CreditReport[] | null {
	const parts = findParts(findBlocks(pages));
	const reports = splitReports(parts)
		.filter(isCicReport)
		.map((own) => readReport(own, pages));
	return reports.length === 0 ? null : reports;
}

/**
 * Reports that follow each other in one file: the next one begins where a section comes again
 * after later ones. What stands above its first title is its own.
 */
function splitReports(parts: readonly Part[]): Part[][] {
	const reports: Part[][] = [[]];
	let seen = new Set<string>();
	for (const part of parts) {
		const key = keyOf(part);
		const isFirst = key === 'loan_details' || key === 'customer';
		const hasLater = TABLES.slice(1).some((table) => seen.has(table));
		if (isFirst && seen.has(key) && hasLater) {
			reports.push(takeHead(reports.at(-1) ?? [], part));
			seen = new Set();
		}
		reports.at(-1)?.push(part);
		seen.add(key);
	}
	return reports;
}

function keyOf({ name, title }: Part): string {
	const text = title === null ? '' : foldText(textOf([title.line]));
	return holdsAny(text, ['thong tin chung']) ? 'customer' : (name ?? 'head');
}

/** Moves what the last part has on the page of the next report's first title to that report. */
function takeHead(before: Part[], first: Part): Part[] {
	const page = first.title?.page;
	const last = before.at(-1);
	const head: Part[] = [];
	if (last === undefined || page === undefined) return head;
	while (before.at(-1)?.title?.page === page && before.at(-1)?.name === 'other') {
		const part = before.pop();
		if (part !== undefined) head.unshift(part);
	}
	const from = before.at(-1)?.blocks.findIndex((block) => block.page === page) ?? -1;
	const isNewPage = before.at(-1)?.title?.page !== page;
	if (from === -1 || !isNewPage) return head;
	return [{ name: null, title: null, blocks: before.at(-1)?.blocks.splice(from) ?? [] }, ...head];
}

function isCicReport(parts: readonly Part[]): boolean {
	const sections = new Set(parts.map(({ name }) => name));
	const found = SECTIONS.filter(({ table }) => sections.has(table)).length;
	const text = foldText(
		parts
			.flatMap(({ title, blocks }) => [...(title === null ? [] : [title]), ...blocks])
			.map((block) => textOf(block.kind === 'line' ? [block.line] : linesIn(block)))
			.join('\n'),
	);
	const isCic = CIC_WORDS.some((word) => new RegExp(`(?<![a-z])${word}(?![a-z])`).test(text));
	const isOther = OTHER_BUREAU.some((word) => new RegExp(`(?<![a-z])${word}(?![a-z])`).test(text));
	if (isOther && !isCic) return false;
	return found >= 3 || (isCic && found >= 1);
}

function linesIn(block: Block & { kind: 'table' }): LineBlock['line'][] {
	return block.grid.cells.flatMap(({ lines }) => lines);
}

function readReport(parts: readonly Part[], pages: readonly Page[]): CreditReport {
	const used = new Set(parts.flatMap(({ blocks }) => blocks.map(({ page }) => page)));
	const tables = Object.fromEntries(
		SECTIONS.map((section) => [section.table, readSection(section, parts)]),
	) as Record<TableName, ReportTable>;
	const scalars = { ...readScalars(parts), debt_sold_to_vamc: readVamc(parts) };
	return lowerByWitnesses({ scalars, tables, pages: pages.filter((page) => used.has(page)) });
}

function readSection(section: Section, parts: readonly Part[]): ReportTable {
	const own = parts.filter(({ name }) => name === section.table);
	const blocks = own.flatMap((part) => part.blocks);
	const months = section.table === 'outstanding_loans' ? readMonthColumns(own) : null;
	if (months !== null) return months;
	const table = readTable(section, blocks);
	if (table.rows.length > 0) return table;
	const row = readKeyValueRow(section, blocks);
	if (row !== null && (table.areas.length === 0 || holdsText(row))) return row;
	if (table.areas.length > 0) return table;
	// A table of rows and columns that a picture shows, but whose headings could not be read.
	const lost = blocks.find(
		(block): block is TableBlock =>
			block.kind === 'table' &&
			block.page.source === 'ocr' &&
			block.to - block.from > 1 &&
			block.grid.columns > 1,
	);
	if (lost !== undefined) {
		const cells = Array.from({ length: section.cells }, () => notRead(lost.page));
		return { rows: [cells], areas: [{ page: lost.page.index, box: boxOf(lost) }] };
	}
	const unknown = blocks.find((block): block is LineBlock => {
		return block.kind === 'line' && statementOfNothing(textOf([block.line])) === 'unknown';
	});
	if (unknown === undefined) return { rows: [], areas: [] };
	const { page, line } = unknown;
	const note = toPrinted(tokensOf(line), page);
	return { rows: [[note]], areas: [{ page: page.index, box: line.box }] };
}

function holdsText({ rows }: ReportTable): boolean {
	return rows.some((cells) => cells.some((cell) => !isDebtList(cell) && cell.text !== ''));
}

function readVamc(parts: readonly Part[]): Printed | null {
	return readSoldDebt(parts.filter(({ name }) => name === 'vamc').flatMap(({ blocks }) => blocks));
}

/** The fields outside of the tables; of several with one label, the first that has a value. */
function readScalars(parts: readonly Part[]): Record<ScalarName, Printed | null> {
	const isOutside = ({ name }: Part): boolean => name === null || name === 'other';
	const outside = parts.filter(isOutside);
	const fields = [...outside, ...parts.filter((part) => !isOutside(part))].flatMap((part) => {
		const { blocks, title } = part;
		const labels = isOutside(part) ? SCALAR_LABELS : LABELS_IN_SECTIONS;
		const own = title === null ? blocks : [title, ...blocks];
		const tables = own.filter((block) => block.kind === 'table');
		return [
			...lineGroups(own).flatMap((group) => findFields(group, labels)),
			...tables.flatMap((table) => fieldsOfTable(table, labels)),
		];
	});
	return Object.fromEntries(
		SCALARS.map((name) => {
			const own = fields.filter((field) => field.name === name).map(({ value }) => value);
			return [name, own.find(({ text }) => text !== '') ?? own[0] ?? null];
		}),
	) as Record<ScalarName, Printed | null>;
}

function lineGroups(blocks: readonly Block[]): LineGroup[] {
	const lines = blocks.filter((block) => block.kind === 'line');
	return [...Map.groupBy(lines, ({ page }) => page)].map(([page, own]) => {
		return { page, lines: own.map(({ line }) => line) };
	});
}
