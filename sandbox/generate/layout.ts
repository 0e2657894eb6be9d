import type { TableKey } from './sections.ts';

/** `[left, top, right, bottom]`. */
export type Box = readonly [number, number, number, number];

/** A box and the page it is on, 0-based. */
export interface PlacedBox {
	page: number;
	box: Box;
}

/** Where everything stands, in pixels of the page images. */
export interface Layout {
	pages: number;
	/** Text boxes by the place that `reportHtml` marked them with; a place without text has none. */
	texts: ReadonlyMap<string, PlacedBox>;
	tables: ReadonlyMap<string, PlacedBox>;
}

/** The same layout after every box went through `move`; `pages` is the new number of pages. */
export function moveLayout(
	layout: Layout,
	pages: number,
	move: (placed: PlacedBox) => PlacedBox,
): Layout {
	const moved = (boxes: ReadonlyMap<string, PlacedBox>): Map<string, PlacedBox> =>
		new Map([...boxes].map(([place, placed]) => [place, move(placed)]));
	return { pages, texts: moved(layout.texts), tables: moved(layout.tables) };
}

/** The smallest box of whole pixels around the given ones. */
export function around(boxes: readonly Box[]): Box {
	return [
		Math.floor(Math.min(...boxes.map(([left]) => left))),
		Math.floor(Math.min(...boxes.map(([, top]) => top))),
		Math.ceil(Math.max(...boxes.map(([, , right]) => right))),
		Math.ceil(Math.max(...boxes.map(([, , , bottom]) => bottom))),
	];
}

/** The box around `box` after the page was turned by `degrees` about its middle. */
export function turnBox(box: Box, width: number, height: number, degrees: number): Box {
	const [left, top, right, bottom] = box;
	const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
	const turn = (x: number, y: number): Box => {
		const [dx, dy] = [x - width / 2, y - height / 2];
		const [newX, newY] = [width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos];
		return [newX, newY, newX, newY];
	};
	const corners = [turn(left, top), turn(right, top), turn(left, bottom), turn(right, bottom)];
	return around(corners);
}

/** Name of the image file of a table. */
export function tableImage(name: string, key: TableKey, type: 'png' | 'jpg'): string {
	return `images/${name}.${key}.${type}`;
}
