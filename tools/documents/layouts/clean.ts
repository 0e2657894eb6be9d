import { FONTS } from '../fonts.ts';
import { CLEAN } from '../inventReport.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import { SHIFTED_TITLES, TITLES } from './titles.ts';
import { todayBlocks, todayPrint } from './today.ts';

/** A borrower without trouble: most sections say in words that there is nothing. */
export const clean: Layout = {
	name: 'clean',
	says: 'clean borrower: sentences in place of tables, in every wording',
	profile: CLEAN,
	compose: (data, random) => ({
		blocks: todayBlocks(data, random, {
			...todayPrint(random),
			titles: random.pick([TITLES, SHIFTED_TITLES]),
		}),
		format: {
			...A4,
			fonts: random.pick([FONTS.times, FONTS.arial]),
			footer: (page, pages) => ({ left: 'Dữ liệu hư cấu', right: `Trang ${page}/${pages}` }),
		},
	}),
};
