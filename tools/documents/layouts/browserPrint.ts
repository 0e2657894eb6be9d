import { formatDay, formatMinute } from '../calendar.ts';
import { FONTS } from '../fonts.ts';
import { MIXED } from '../inventReport.ts';
import { A4 } from './layout.ts';
import type { Layout } from './layout.ts';
import { SHIFTED_TITLES } from './titles.ts';
import { todayBlocks, todayPrint } from './today.ts';

/** CIC's internal web page, printed by a browser. */
export const browserPrint: Layout = {
	name: 'browserPrint',
	says: "browser's print: its header and footer, tables cut by the page anywhere, boxed fields",
	profile: { ...MIXED, loans: [8, 16], badDebts: [3, 8], inquiries: [8, 30] },
	compose: (data, random) => ({
		blocks: todayBlocks(data, random, {
			...todayPrint(random),
			titles: SHIFTED_TITLES,
			fields: { columns: 2, labelShare: 0.36, valueWeight: 'regular', isRuled: true },
		}),
		format: {
			...A4,
			margins: { top: 38, right: 30, bottom: 40, left: 30 },
			fonts: FONTS.arial,
			size: 8.8,
			cut: 'anywhere',
			headingFill: '#e0e0e0',
			header: () => ({
				left: `${formatMinute(data.printedAt.minute)} ${formatDay(data.printedAt.day)}`,
				right: `Tra cứu thông tin - ${data.ticket}`,
			}),
			footer: (page, pages) => ({
				left: `https://tracuu.cic.example/vidu/phieu?ma=${data.ticket}&sp=S11A`,
				right: `${page}/${pages}`,
			}),
		},
	}),
};
