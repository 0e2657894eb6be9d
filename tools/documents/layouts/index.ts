import type { Layout } from './layout.ts';
import { oldHeadings } from './oldHeadings.ts';
import { today } from './today.ts';

/** Every way in which the invented reports are printed. */
export const LAYOUTS: readonly Layout[] = [today, oldHeadings];

/** The layout of that name; throws where there is none. */
export function layoutNamed(name: string): Layout {
	const layout = LAYOUTS.find((candidate) => candidate.name === name);
	if (!layout) throw new Error(`No layout ${name}; there are ${LAYOUTS.map((each) => each.name).join(', ')}`);
	return layout;
}
