import { FONTS } from '../fonts.ts';
import { SHORT } from '../inventReport.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import { TITLES } from './titles.ts';
import { todayBlocks, todayPrint } from './today.ts';

/** Everything on one page, so that a photo is one picture. */
export const short: Layout = {
	name: 'short',
	says: 'one page of 210 by 330 mm, sent as a single picture',
	profile: SHORT,
	compose: (data, random) => ({
		blocks: todayBlocks(data, random, { ...todayPrint(random), titles: TITLES }),
		format: {
			...A4,
			// Folio, 210 by 330 mm.
			height: 935.43,
			fonts: FONTS.arial,
			size: 8.2,
			leading: 1.18,
			padding: { x: 4, y: 1 },
			margins: { top: 22, right: 40, bottom: 18, left: 40 },
		},
	}),
};
