import type { TableName } from './creditReport.ts';
import { foldText } from './foldText.ts';
import { findNear, holdsAny } from './nearText.ts';

/** What a column of a printed table is: a cell of the API, or a help for reading, or nothing. */
export type ColumnRole = number | 'debtAmount' | 'month' | 'skip';

/** How a column's heading, folded, tells its role; the first that fits counts. */
interface ColumnHeading {
	readonly role: ColumnRole;
	/** One of these is in the heading. */
	readonly any: readonly string[];
	/** None of these is. */
	readonly none?: readonly string[];
}

/** A table of the report: how its title begins and what its columns are called. */
export interface Section {
	readonly table: TableName;
	readonly titles: readonly string[];
	readonly columns: readonly ColumnHeading[];
	/** Number of the API's cells. */
	readonly cells: number;
	/** Cells that a row cannot do without. */
	readonly keys: readonly number[];
}

/** Place of the lender's name among the cells of `loan_details`. */
export const NAME_CELL = 2;
/** Place of its debts. */
export const DEBTS_CELL = 3;
/** Place of its total. */
export const TOTAL_CELL = 4;

const STT = ['stt', 'so tt', 'so thu tu', 'tt'];
const CODE = ['ma tctd', 'ma to chuc', 'ma don vi', 'ma chi nhanh', 'ma so'];
const NAME = ['ten', 'tctd', 'to chuc', 'chi nhanh', 'ngan hang', 'don vi'];
const SKIP_USD = { role: 'skip', any: ['usd', 'ngoai te'], none: ['vnd'] } as const;

/** All tables of the API with the words that they are found by. */
export const SECTIONS: readonly Section[] = [
	{
		table: 'loan_details',
		titles: [
			'chi tiet ve no vay',
			'du no vay tai tung',
			'du no vay tai cac',
			'chi tiet no vay',
			'chi tiet ve du no',
			'chi tiet du no',
			'thong tin chi tiet ve no vay',
			'thong tin chi tiet ve du no',
			'thong tin chi tiet du no',
			'tinh hinh du no vay',
			'thong tin du no vay',
			'du no vay hien tai',
			'quan he tin dung hien tai',
			'thong tin no vay',
		],
		columns: [
			SKIP_USD,
			{ role: 4, any: ['tong'] },
			{ role: 'skip', any: ['ngay'] },
			{
				role: 3,
				any: [
					'loai du no',
					'loai no',
					'loai vay',
					'chi tiet',
					'chi tieu',
					'noi dung',
					'ten du no',
					'khoan muc',
					'nhom no',
					'dien giai',
				],
			},
			{ role: 'debtAmount', any: ['so tien', 'vnd', 'du no', 'gia tri'] },
			{ role: 1, any: CODE },
			{ role: 0, any: STT, none: ['tctd'] },
			{ role: 2, any: NAME },
		],
		cells: 5,
		keys: [0, 1, 4],
	},
	{
		table: 'late_payments',
		titles: [
			'lich su cham thanh toan the',
			'lich su cham thanh toan',
			'thong tin cham thanh toan the',
			'cham thanh toan the tin dung',
		],
		columns: [
			{ role: 1, any: ['so ngay', 'ngay cham'] },
			{ role: 2, any: ['so lan', 'lan cham'] },
			{ role: 'skip', any: [...STT, 'ten', 'tctd'], none: ['cham'] },
			{ role: 0, any: ['co cham', 'khach hang', 'y/n', 'cham thanh toan'] },
		],
		cells: 3,
		keys: [0, 1, 2],
	},
	{
		table: 'bad_debt',
		titles: ['lich su no xau', 'thong tin no xau', 'no xau tin dung trong', 'lich su ve no xau'],
		columns: [
			SKIP_USD,
			{ role: 1, any: ['nhom'] },
			{ role: 0, any: ['ngay', 'thoi diem', 'thoi gian', 'lan cuoi'] },
			{ role: 2, any: ['so tien', 'vnd', 'du no', 'gia tri', 'no xau'] },
			{ role: 'skip', any: CODE },
			{ role: 3, any: STT, none: ['tctd'] },
			{ role: 4, any: NAME },
		],
		cells: 5,
		keys: [0, 1, 2],
	},
	{
		table: 'outstanding_loans',
		titles: [
			'dien bien du no',
			'du no vay 12 thang',
			'du no the 12 thang',
			'dien bien tong du no',
			'du no 12 thang',
			'tinh hinh du no 12 thang',
			'lich su du no 12 thang',
		],
		columns: [
			{ role: 'month', any: ['thang', 'ky'], none: ['du no', 'tong'] },
			{ role: 'skip', any: STT, none: ['tong'] },
			{ role: 2, any: ['tong'] },
			{ role: 1, any: ['the'] },
			{ role: 0, any: ['vay', 'du no'] },
		],
		cells: 3,
		keys: [0, 1, 2],
	},
	{
		table: 'credit_card_info',
		titles: [
			'thong tin the tin dung',
			'thong tin ve the tin dung',
			'the tin dung va du no the',
			'thong tin ve so tien thanh toan the',
			'thong tin the va du no the',
			'chi tiet the tin dung',
			'du no the tin dung',
		],
		columns: [
			SKIP_USD,
			{
				role: 'skip',
				any: ['ngay', 'ten', 'to chuc', 'tctd', ...STT],
				none: ['so tien', 'han muc', 'so luong'],
			},
			{ role: 0, any: ['han muc'] },
			{ role: 2, any: ['cham thanh toan', 'cham tra', 'so tien cham', 'qua han', 'cham'] },
			{ role: 1, any: ['phai thanh toan', 'phai tra', 'du no the', 'du no', 'so tien thanh toan'] },
			{ role: 3, any: ['so luong', 'so the', 'luong the'] },
		],
		cells: 4,
		keys: [0, 1, 2, 3],
	},
	{
		table: 'customers_look_up',
		titles: [
			'danh sach tctd tra cuu',
			'danh sach to chuc tin dung tra cuu',
			'danh sach cac tctd tra cuu',
			'danh sach don vi tra cuu',
			'lich su tra cuu',
			'tctd tra cuu',
			'danh sach tctd',
		],
		columns: [
			{ role: 'skip', any: STT, none: ['tctd'] },
			{ role: 'skip', any: ['gio'], none: ['ngay'] },
			{ role: 2, any: ['ngay', 'thoi gian', 'thoi diem'] },
			{ role: 1, any: ['san pham'] },
			{ role: 0, any: CODE },
			{ role: 'skip', any: NAME },
		],
		cells: 3,
		keys: [0, 1, 2],
	},
	{
		table: 'loan_guarantee',
		titles: [
			'bao dam tien vay',
			'dam bao tien vay',
			'thong tin ve bao dam tien vay',
			'thong tin bao dam tien vay',
			'thong tin ve dam bao tien vay',
			'thong tin dam bao tien vay',
			'tai san bao dam',
			'thong tin ve tai san',
			'thong tin tai san',
		],
		columns: [
			{ role: 0, any: ['so luong tai san', 'so luong tsbd', 'so luong', 'so tai san', 'so tsbd'] },
			{ role: 1, any: ['so tctd', 'so to chuc', 'tctd', 'to chuc'] },
			{ role: 'skip', any: ['bang tai san', 'bao dam', 'dam bao', ...STT] },
		],
		cells: 2,
		keys: [0, 1],
	},
	{
		table: 'credit_contract',
		titles: [
			'hop dong tin dung',
			'thong tin ve hop dong',
			'thong tin hop dong',
			'danh sach hop dong',
		],
		columns: [
			{ role: 0, any: ['ngay ky', 'ngay hop dong', 'ngay bat dau', 'hieu luc'] },
			{ role: 1, any: ['ket thuc', 'het han', 'dao han', 'ngay het'] },
			{ role: 'skip', any: [...STT, 'so hop dong', 'hop dong', 'ngay', ...NAME] },
		],
		cells: 2,
		keys: [0, 1],
	},
];

/** Titles of what is printed between the API's tables and is not one of them. */
const OTHER_TITLES = [
	'thong tin chung',
	'thong tin ve khach hang',
	'thong tin khach hang',
	'thong tin dinh danh',
	'thong tin ve du no',
	'thong tin ve quan he tin dung',
	'thong tin quan he tin dung',
	'thong tin khac',
	'thong tin dau tu',
	'thong tin tong hop',
	'thong tin ve no',
	'no can chu y',
	'lich su no can chu y',
	'trai phieu',
	'thong tin trai phieu',
	'thong tin ve trai phieu',
	'cam ket ngoai bang',
	'thong tin cam ket',
	'thong tin ve cam ket',
	'du no trai phieu',
	'bao cao thong tin tin dung',
	'bao cao tin dung',
	'ghi chu',
];
/** The table of debts sold to the asset management company, which the API sends as one value. */
const VAMC_TITLES = ['vamc', 'cong ty quan ly tai san', 'du no da ban cho'];

/** What begins at a title. */
export type SectionName = TableName | 'vamc' | 'other';

/** Numbers like "2.1.", "3/3.3." or "IV." before a title. */
const NUMBERING = /^(?:(?:\d{1,2}|[ivxl]{1,4})\s*[./,)]\s*)+(?:\d{1,2}(?:\s|(?=[a-z])))?[\s.:)-]*/;
/** Sentences that say that there is nothing begin like this, and hold a title's words. */
const DENIAL = /^(?:khong|chua|trong \S+ (?:thang|nam) gan nhat khong|khach)\b/;
/** A number that was misread before a title, as "z.l." for "2.1.", "3z3. 3." for "3.3." or "27" for "2.7". */
const MISREAD_NUMBER = /^(?:(?:[a-z0-9]{1,3}[.,)]\s*){1,3}|\d{2} )/;

/** The section whose title a line is; null for any other line. */
export function sectionOfTitle(line: string): SectionName | null {
	const numbered = foldText(line).replace(/^[\s.:*-]+/, '');
	const text = numbered.replace(NUMBERING, '').replace(MISREAD_NUMBER, '');
	if (text.length > 160 || DENIAL.test(text)) return null;
	if (holdsAny(text, VAMC_TITLES) && !/\d{2}/.test(text)) return 'vamc';
	const ranked = [
		...SECTIONS.map(({ table, titles }) => ({ name: table, titles })),
		{ name: 'other' as const, titles: OTHER_TITLES },
	].flatMap(({ name, titles }) =>
		titles.map((title) => ({ name, title, errors: findNear(text, title, 0)?.errors ?? Infinity })),
	);
	const fitting = ranked
		.filter(({ errors }) => errors < Infinity)
		.toSorted((a, b) => a.errors - b.errors || b.title.length - a.title.length);
	return fitting[0]?.name ?? null;
}

/** The role of a column by its heading; null where the heading tells nothing. */
export function roleOfHeading(section: Section, heading: string): ColumnRole | null {
	// As it is printed first: misread, one heading can look like another.
	return roleAsPrinted(section, heading) ?? roleByWords(section, foldText(heading), holdsNearly);
}

/** The role of a column whose heading holds known words to the letter; null where it holds none. */
export function roleAsPrinted(section: Section, heading: string): ColumnRole | null {
	return roleByWords(section, foldText(heading), holdsExactly);
}

function roleByWords(
	{ columns }: Section,
	text: string,
	holds: (text: string, phrase: string) => boolean,
): ColumnRole | null {
	const found = columns.find(({ any, none = [] }) => {
		return any.some((phrase) => holds(text, phrase)) && !none.some((phrase) => holds(text, phrase));
	});
	return found?.role ?? null;
}

/** Whole words only: "the" is not in "theo", "tt" not in "stt". */
function holdsExactly(text: string, phrase: string): boolean {
	return new RegExp(`(?<![a-z])${phrase}(?![a-z])`).test(text);
}

function holdsNearly(text: string, phrase: string): boolean {
	return phrase.length > 5 ? findNear(text, phrase) !== null : holdsExactly(text, phrase);
}
