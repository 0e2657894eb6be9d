import type { Box } from '../page.ts';

/** The smallest box around all; [0, 0, 0, 0] for none. */
export function around(boxes: readonly Box[]): Box {
	if (boxes.length === 0) return [0, 0, 0, 0];
	return boxes.reduce((a, b) => [
		Math.min(a[0], b[0]),
		Math.min(a[1], b[1]),
		Math.max(a[2], b[2]),
		Math.max(a[3], b[3]),
	]);
}

/** The middle value; 0 for none. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? 0;
}

/**
 * What stands on one base line, each from left to right, from the top of the page to its end. Two
 * things are on one line where the middle of the lower one lies within the other.
 */
export function groupTextRows<T extends { readonly box: Box }>(items: readonly T[]): T[][] {
	const middle = ({ box }: T): number => (box[1] + box[3]) / 2;
	const rows: { items: T[]; top: number; bottom: number }[] = [];
	for (const item of items.toSorted((a, b) => middle(a) - middle(b))) {
		const [, top, , bottom] = item.box;
		const row = rows.at(-1);
		const isSame =
			row !== undefined && (middle(item) < row.bottom || (row.top + row.bottom) / 2 > top);
		if (row !== undefined && isSame && overlap(row, top, bottom) >= 0.5) {
			row.items.push(item);
			// The line keeps to its first thing, so that lines which touch do not run together.
			continue;
		}
		rows.push({ items: [item], top, bottom });
	}
	return rows.map((row) => row.items.toSorted((a, b) => a.box[0] - b.box[0]));
}

/** Share of the lower one's height that both have in common. */
export function overlap(
	row: { readonly top: number; readonly bottom: number },
	top: number,
	bottom: number,
): number {
	const common = Math.min(row.bottom, bottom) - Math.max(row.top, top);
	return common / Math.max(1, Math.min(row.bottom - row.top, bottom - top));
}
