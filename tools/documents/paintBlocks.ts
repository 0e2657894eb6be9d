import type { Block, Field, FieldsBlock, TextStyle } from './content.ts';
import { Paper } from './paper.ts';
import type { PageFormat } from './paper.ts';
import { paintTable } from './paintTable.ts';

/** Draws the blocks one below the other. */
export async function paintBlocks(
	blocks: readonly Block[],
	format: PageFormat,
	title: string,
): Promise<{ pdf: Buffer; pages: number }> {
	const paper = new Paper(format, title);
	for (const block of blocks) paintBlock(paper, block);
	return await paper.finish();
}

function paintBlock(paper: Paper, block: Block): void {
	switch (block.kind) {
		case 'text':
		case 'note':
			paintText(paper, block.text, block.style);
			return;
		case 'sides':
			paintSides(paper, block.left, block.right);
			return;
		case 'gap':
			paper.y += block.height;
			return;
		case 'pageEnd':
			paper.startPage();
			return;
		case 'fields':
			paintFields(paper, block);
			return;
		case 'table':
			paintTable(paper, block);
	}
}

/** A tab prints as the gap that it makes. */
function paintText(paper: Paper, printed: string, style: TextStyle): void {
	const lines = paper.wrap(printed.replaceAll('\t', '    '), paper.width - 4, style);
	const height = paper.lineHeight(style);
	// A title stays with a table's headings and first row.
	const followers = style.weight === 'bold' ? 6 * height : 0;
	if (paper.room < lines.length * height + followers) paper.startPage();
	for (const text of lines) {
		if (style.fill !== undefined) paper.fill(paper.left, paper.y, paper.width, height, style.fill);
		const x = paper.left + (style.fill === undefined ? 0 : 4);
		paper.text({ text, x, y: paper.y, width: paper.width - (x - paper.left), style });
		paper.y += height;
	}
}

function paintSides(paper: Paper, left: readonly string[], right: readonly string[]): void {
	const height = paper.lineHeight({});
	const half = paper.width / 2;
	[left, right].forEach((lines, side) => {
		lines.forEach((text, index) => {
			const style: TextStyle = { align: 'center', weight: index === 0 ? 'regular' : 'bold' };
			const place = { x: paper.left + side * half, y: paper.y + index * height, width: half };
			paper.text({ text, style, ...place });
		});
	});
	paper.y += Math.max(left.length, right.length) * height;
}

function paintFields(paper: Paper, block: FieldsBlock): void {
	const lineHeight = paper.lineHeight({}) * 1.12;
	const columnWidth = paper.width / block.columns;
	let column = 0;
	let used = 0;
	const endLine = (): void => {
		paper.y += used * lineHeight;
		[column, used] = [0, 0];
	};
	for (const field of block.fields) {
		const isWide = field.isWide === true || block.columns === 1;
		if (isWide && column > 0) endLine();
		const x = paper.left + column * columnWidth;
		const width = isWide ? paper.width : columnWidth;
		const lines = placeField(paper, block, field, width).lines.length;
		if (column === 0 && paper.room < lines * lineHeight) paper.startPage();
		paintField(paper, block, field, { x, width, lineHeight });
		used = Math.max(used, lines);
		column += isWide ? block.columns : 1;
		if (column >= block.columns) endLine();
	}
	endLine();
}

interface FieldPlace {
	readonly labelWidth: number;
	readonly lines: readonly string[];
}

function placeField(
	paper: Paper,
	{ labelShare, columns, valueWeight }: FieldsBlock,
	{ label, value }: Field,
	width: number,
): FieldPlace {
	const labelWidth =
		labelShare === 0 ? paper.measure(`${label} `, {}) : (labelShare * paper.width) / columns;
	return {
		labelWidth,
		lines: paper.wrap(value, width - labelWidth - 6, { weight: valueWeight }),
	};
}

function paintField(
	paper: Paper,
	block: FieldsBlock,
	field: Field,
	{ x, width, lineHeight }: { x: number; width: number; lineHeight: number },
): void {
	const { labelWidth, lines } = placeField(paper, block, field, width);
	if (block.isRuled === true) {
		const height = lines.length * lineHeight;
		paper.rule(x, paper.y, labelWidth, height);
		paper.rule(x + labelWidth, paper.y, width - labelWidth, height);
	}
	const inset = block.isRuled === true ? 3 : 0;
	const style: TextStyle = { weight: block.valueWeight };
	paper.text({ text: field.label, x: x + inset, y: paper.y, width: labelWidth, style: {} });
	lines.forEach((text, index) => {
		const y = paper.y + index * lineHeight;
		paper.text({ text, x: x + labelWidth + inset, y, width: width - labelWidth, style });
	});
}
