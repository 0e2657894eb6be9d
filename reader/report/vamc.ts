import { textOf } from './blocks.ts';
import type { Block, TableBlock } from './blocks.ts';
import type { Printed } from './creditReport.ts';
import { foldText } from './foldText.ts';
import { statementOfNothing } from './nothing.ts';
import type { Section } from './sections.ts';
import { readTable } from './tables.ts';
import { nothingPrinted, toPrinted, tokensOf } from './tokens.ts';

/** The table of debts sold to VAMC, as a section of one cell for its amounts and one for names. */
const SOLD_DEBTS: Section = {
	table: 'bad_debt',
	titles: [],
	columns: [
		{ role: 'skip', any: ['usd'], none: ['vnd'] },
		{ role: 'skip', any: ['ngay', 'stt', 'ma tctd'] },
		{ role: 0, any: ['no goc', 'so tien', 'du no', 'vnd', 'gia tri'] },
		{ role: 1, any: ['ten', 'tctd', 'to chuc', 'ban no'] },
	],
	cells: 2,
	keys: [0],
};

/**
 * What is owed of debts sold to VAMC, as the API has it: one text. Of several debts it is their
 * total, as printed; a sentence that says that there are none is the text.
 *
 * @returns null where the report has no such section
 */
export function readSoldDebt(blocks: readonly Block[]): Printed | null {
	const [first] = blocks;
	if (first === undefined) return null;
	const { rows } = readTable(SOLD_DEBTS, blocks);
	const amounts = rows.flatMap(([amount, name]) => {
		const isText = amount !== undefined && 'text' in amount && amount.text !== '';
		return isText ? [{ amount, name: name !== undefined && 'text' in name ? name.text : '' }] : [];
	});
	const total = amounts.find(({ name }) => /^tong/.test(foldText(name)));
	const [only] = amounts;
	if (total !== undefined) return total.amount;
	// Several debts without a total: the API's one text cannot say it.
	if (only !== undefined)
		return amounts.length === 1 ? only.amount : { ...only.amount, confidence: 0.5 };
	const line = blocks.find((block) => statementOfNothing(textOf(linesIn(block))) !== null);
	if (line !== undefined) return toPrinted(linesIn(line).flatMap(tokensOf), line.page);
	return readPlainAmount(blocks) ?? nothingPrinted(first.page);
}

/** An amount behind a label or alone, where there is no table. */
function readPlainAmount(blocks: readonly Block[]): Printed | null {
	const [line] = blocks;
	if (line?.kind !== 'line') return null;
	const tokens = tokensOf(line.line);
	const last = tokens.at(-1);
	const isAmount = last !== undefined && /^(?:[\d.,]+|-)$/.test(last.text);
	return isAmount ? toPrinted([last], line.page) : null;
}

function linesIn(block: Block): TableBlock['grid']['cells'][number]['lines'] {
	if (block.kind === 'line') return [block.line];
	return block.grid.cells.flatMap(({ lines }) => lines);
}
