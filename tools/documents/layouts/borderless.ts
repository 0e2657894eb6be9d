import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import { TITLES } from './titles.ts';
import { todayBlocks, todayPrint } from './today.ts';

const BARE = { rulings: 'none', headings: 'once' } as const;

/** No vertical lines anywhere, and none at all around some tables. */
export const borderless: Layout = {
	name: 'borderless',
	says: 'tables without vertical rulings, inquiries and contracts without any',
	profile: MIXED,
	compose: (data, random) => ({
		blocks: todayBlocks(data, random, {
			...todayPrint(random),
			titles: TITLES,
			ruling: { rulings: 'horizontal', headings: 'once' },
			rulings: { credit_contract: BARE, customers_look_up: BARE, outstanding_loans: BARE },
		}),
		format: {
			...A4,
			fonts: FONTS.roboto,
			size: 9.2,
			headingFill: null,
			ruling: { width: 0.5, color: '#999' },
			footer: (page, pages) => ({ left: '', right: `Trang ${page} / ${pages}` }),
		},
	}),
};
