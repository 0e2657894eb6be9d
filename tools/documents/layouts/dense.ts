import { FONTS } from '../fonts.ts';
import { DENSE } from '../inventReport.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import { TITLES } from './titles.ts';
import { todayBlocks, todayPrint } from './today.ts';

/** A borrower known to many lenders, in small letters. */
export const dense: Layout = {
	name: 'dense',
	says: 'eight pages and more with many lenders; headings repeated on every page',
	profile: DENSE,
	compose: (data, random) => ({
		blocks: todayBlocks(data, random, {
			...todayPrint(random),
			titles: TITLES,
			ruling: { rulings: 'full', headings: 'everyPage' },
		}),
		format: {
			...A4,
			fonts: FONTS.times,
			size: 9,
			leading: 1.25,
			padding: { x: 3, y: 1.6 },
			footer: (page, pages) => ({ left: `Phiếu ${data.ticket}`, right: `Trang ${page}/${pages}` }),
		},
	}),
};
