import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import { TITLES } from './titles.ts';
import { todayBlocks, todayPrint } from './today.ts';

/** Several debts sold to VAMC; flags in words, groups with their word. */
export const vamcTable: Layout = {
	name: 'vamcTable',
	says: 'debts sold to VAMC as a table with a total; flags in words',
	profile: { ...MIXED, vamc: [1, 4], loans: [1, 4] },
	compose: (data, random) => {
		const print = todayPrint(random);
		return {
			blocks: todayBlocks(data, random, {
				...print,
				style: { ...print.style, group: 'named', yes: 'Có', no: 'Không' },
				titles: {
					...TITLES,
					vamc: '2.3. Dư nợ đã bán cho Công ty quản lý tài sản của các TCTD Việt Nam (VAMC)',
				},
				fields: { columns: 2, labelShare: 0.4, valueWeight: 'regular' },
			}),
			format: { ...A4, fonts: FONTS.dejavuSerif, size: 8.2, headingFill: '#f3f3e6' },
		};
	},
};
