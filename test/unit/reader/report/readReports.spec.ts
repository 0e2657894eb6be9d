import { readReports } from '../../../../reader/report/readReport.ts';
import { isDebtList } from '../../../../reader/report/creditReport.ts';
import type { ReportCell, TableName } from '../../../../reader/report/creditReport.ts';
import type { Page } from '../../../../reader/page.ts';
import { makeGrid, makeLine, makePage } from '../makePage.ts';
import type { Reading } from '../makePage.ts';

function textOf(cell: ReportCell): unknown {
	return isDebtList(cell) ? cell.map(({ name, amount }) => [name.text, amount.text]) : cell.text;
}

function rowsOf(pages: Page[], table: TableName): unknown[][] {
	const [report] = readReports(pages) ?? [];
	return (report?.tables[table].rows ?? []).map((row) => row.map(textOf));
}

const HEAD = [
	makeLine(100, [100, 'TRUNG TÂM THÔNG TIN TÍN DỤNG']),
	makeLine(150, [100, 'Thời gian gửi báo cáo: 16:45 - 18/09/2025'], [900, 'Người tra cứu: vidu']),
	makeLine(200, [100, 'Mã số CIC: 0000000202'], [900, 'Số CMND/CCCD: 000282000202']),
	makeLine(250, [100, 'Địa chỉ: Tổ 4, ấp Thí Dụ,']),
	makeLine(280, [220, 'tỉnh Mẫu']),
];
const LOAN_TITLE = makeLine(400, [100, '2.1. Chi tiết về nợ vay']);
const LOANS = makeGrid(440, [
	['STT', 'Mã TCTD', 'Tên TCTD', 'Loại dư nợ', 'Tổng cộng'],
	[
		'1',
		'79998001',
		'Ngân hàng Mẫu',
		'Dư nợ cho vay ngắn hạn: 1.250\n- Dư nợ nghi ngờ: 1.250',
		'1.250',
	],
]);

const cic = (lines = HEAD, grids = [LOANS]) => makePage({ lines: [...lines, LOAN_TITLE], grids });

describe('fields', () => {
	it('are read in two columns, over wrapped lines, without their neighbours', () => {
		const [report] = readReports([cic()]) ?? [];
		expect(report?.scalars).toMatchObject({
			report_time: { text: '16:45 - 18/09/2025', page: 0 },
			cic_code: { text: '0000000202' },
			id_card: { text: '000282000202' },
			address: { text: 'Tổ 4, ấp Thí Dụ, tỉnh Mẫu' },
			credit_score: null,
		});
	});

	it('are read where no space follows the colon, and a time is not taken apart', () => {
		const head = [...HEAD, makeLine(320, [100, 'Điểm tín dụng:715'], [900, 'Hạng:10'])];
		const [report] = readReports([cic(head)]) ?? [];
		expect(report?.scalars).toMatchObject({
			report_time: { text: '16:45 - 18/09/2025' },
			credit_score: { text: '715' },
			credit_rank: { text: '10' },
		});
	});

	it('are read beside and below labels in ruled cells', () => {
		const beside = makeGrid(100, [['Mã CIC', '0000000202', 'Ngày trả tin', '18/09/2025 16:45:00']]);
		const below = makeGrid(200, [
			['Điểm tín dụng', 'Hạng', 'Ngày chấm điểm'],
			['431', '09', '31/08/2025'],
		]);
		const [report] = readReports([cic([], [beside, below, LOANS])]) ?? [];
		expect(report?.scalars).toMatchObject({
			cic_code: { text: '0000000202' },
			report_time: { text: '18/09/2025 16:45:00' },
			credit_score: { text: '431' },
			credit_rank: { text: '09' },
			credit_ranking_date: { text: '31/08/2025' },
		});
	});
});

describe('the end of a name that looks like a label', () => {
	it('goes on from the line above', () => {
		const head = [...HEAD.slice(0, -1), makeLine(280, [220, 'Điểm'])];
		const [report] = readReports([cic(head)]) ?? [];
		expect(report?.scalars).toMatchObject({
			address: { text: 'Tổ 4, ấp Thí Dụ, Điểm' },
			credit_score: null,
		});
	});

	it('is no field within a table of lenders', () => {
		const cards = makeGrid(600, [
			['Tên tổ chức phát hành', 'Tổng hạn mức thẻ', 'Số tiền phải thanh toán'],
			['Ngân hàng Mẫu\nHằng', '-', '22'],
			['Điểm', '30', '7'],
		]);
		const lines = [...HEAD, LOAN_TITLE, makeLine(560, [100, '2.2. Thông tin thẻ tín dụng'])];
		const loose = makeLine(900, [100, 'Điểm'], [700, '185'], [900, '31']);
		const [report] =
			readReports([makePage({ lines: [...lines, loose], grids: [LOANS, cards] })]) ?? [];
		expect(report?.scalars).toMatchObject({ credit_rank: null, credit_score: null });
	});

	it('is no label where it begins an address in a cell of its own', () => {
		const fields = makeGrid(100, [
			['Mã CIC', '0000000202'],
			['Địa chỉ', 'Điểm dân cư Hà Mẫu, xã Thí Dụ'],
		]);
		const [report] = readReports([cic([], [fields, LOANS])]) ?? [];
		expect(report?.scalars).toMatchObject({
			address: { text: 'Điểm dân cư Hà Mẫu, xã Thí Dụ' },
			credit_score: null,
		});
	});
});

describe('tables', () => {
	const contracts = (title: string, heading: string[]) =>
		rowsOf(
			[
				makePage({
					lines: [...HEAD, makeLine(400, [100, title])],
					grids: [makeGrid(440, [heading, ['15/06/2021', 'HĐ-1', '15/06/2026']])],
				}),
			],
			'credit_contract',
		);

	it('are found by titles of any numbering, case and misreading', () => {
		for (const title of [
			'3Z3. 2. HỢP ĐỒNG TÍN DỤNG',
			'3.2Hợp đồng tín dụng',
			'32 Hợp đồng tín dụng',
			'3.2. Thông tin về hợp đồng tín dụng',
			'3．2． HỢP ĐỒNG TÍN DỤNG',
			'3／3．2． HỢP ĐỒNG TÍN DỤNG',
			'11. Thong tin ve hop dong tin dung',
			'3.2. Thông tin vé hợp dồng tin dụrg',
		]) {
			const rows = contracts(title, ['Ngày ký hợp đồng', 'Số hợp đồng', 'Ngày kết thúc']);
			expect(rows).toEqual([['15/06/2021', '15/06/2026']]);
		}
	});

	it('have their columns by the headings, not by place', () => {
		const rows = contracts('3.2. Hợp đồng tín dụng', ['Ngày kết thúc', 'Số hợp đồng', 'Ngày ký']);
		expect(rows).toEqual([['15/06/2026', '15/06/2021']]);
	});

	it('split debts in one cell into names and amounts', () => {
		expect(rowsOf([cic()], 'loan_details')).toEqual([
			[
				'1',
				'79998001',
				'Ngân hàng Mẫu',
				[
					['Dư nợ cho vay ngắn hạn', '1.250'],
					['- Dư nợ nghi ngờ', '1.250'],
				],
				'1.250',
			],
		]);
	});

	it('take debts that have rows of their own to their lender', () => {
		const loans = makeGrid(440, [
			['STT', 'Mã TCTD', 'Tên TCTD', 'Loại dư nợ', 'Số tiền VND', 'Tổng cộng'],
			['1', '79998001', 'Ngân hàng Mẫu', 'Dư nợ cho vay dài hạn', '300', '300'],
			[null, null, null, '- Dư nợ cần chú ý', '300', null],
			['', '', 'Tổng cộng', '', '', '300'],
		]);
		expect(rowsOf([cic(HEAD, [loans])], 'loan_details')).toEqual([
			[
				'1',
				'79998001',
				'Ngân hàng Mẫu',
				[
					['Dư nợ cho vay dài hạn', '300'],
					['- Dư nợ cần chú ý', '300'],
				],
				'300',
			],
			['', '', 'Tổng cộng', [], '300'],
		]);
	});

	it('take all lines of a name above its debts, one with a dash in front included', () => {
		const loans = makeGrid(440, [
			['STT', 'Mã TCTD', 'Loại dư nợ', 'VND'],
			[
				'1',
				'79998001',
				'Ngân hàng Mẫu Thí Dụ\n- CN Hà\nNam\nDư nợ cho vay dài hạn\nDư nợ cần chú ý\nTổng cộng',
				'\n\n\n300\n300\n300',
			],
			['2', '79998002', 'Quỹ Mẫu\n- Dư nợ cần chú ý\nTổng cộng', '\n7\n7'],
		]);
		const debts = [
			['Dư nợ cho vay dài hạn', '300'],
			['Dư nợ cần chú ý', '300'],
		];
		expect(rowsOf([cic(HEAD, [loans])], 'loan_details')).toEqual([
			['1', '79998001', 'Ngân hàng Mẫu Thí Dụ - CN Hà Nam', debts, '300'],
			['2', '79998002', 'Quỹ Mẫu', [['- Dư nợ cần chú ý', '7']], '7'],
		]);
	});

	it('have amounts of debts beside their names where no ruling parts them from the totals', () => {
		const lines = [
			makeLine(
				440,
				[100, 'STT'],
				[160, 'Mã TCTD'],
				[330, 'Tên TCTD'],
				[620, 'Loại dư nợ / Số tiền'],
				[1300, 'Tổng cộng'],
			),
			makeLine(500, [640, 'Dư nợ cho vay dài hạn'], [1240, '620']),
			makeLine(515, [110, '1'], [160, '79998001'], [330, 'Ngân hàng Mẫu'], [1370, '620']),
			makeLine(530, [640, '- Dư nợ cần chú ý'], [1240, '620']),
		];
		const debts = [
			['Dư nợ cho vay dài hạn', '620'],
			['- Dư nợ cần chú ý', '620'],
		];
		const page = makePage({ lines: [...HEAD, LOAN_TITLE, ...lines] });
		expect(rowsOf([page], 'loan_details')).toEqual([
			['1', '79998001', 'Ngân hàng Mẫu', debts, '620'],
		]);
	});

	it('go on over pages, a cut row and repeated headings included', () => {
		const more = makePage({
			index: 1,
			grids: [
				makeGrid(60, [
					['', '', '', '- Dư nợ đủ tiêu chuẩn: 7', ''],
					['STT', 'Mã TCTD', 'Tên TCTD', 'Loại dư nợ', 'Tổng cộng'],
					['', '', '', '', ''],
					['2', '01998002', 'Quỹ Mẫu', '', '9'],
				]),
			],
		});
		const rows = rowsOf([cic(), more], 'loan_details');
		expect(rows.map(([number]) => number)).toEqual(['1', '', '2']);
		expect(rows[0]?.[3]).toHaveLength(3);
	});

	it('go on over pages without vertical rulings and without headings', () => {
		const ruled = (page: Page, ...ys: number[]): Page => ({
			...page,
			rulings: ys.map((at) => ({ direction: 'horizontal', at, from: 90, to: 1554 })),
		});
		const heading = makeLine(600, [100, 'Tên tổ chức'], [600, 'Hạn mức'], [900, 'Phải trả']);
		const row = (top: number, ...cells: [string, string, string]) =>
			makeLine(top, [100, cells[0]], [600, cells[1]], [900, cells[2]]);
		const lines = [...HEAD, makeLine(540, [100, '2.2. Thông tin thẻ tín dụng']), heading];
		const first = makePage({ lines: [...lines, row(640, 'Mẫu', '370', '82,6')], grids: [LOANS] });
		const next = makePage({ index: 1, lines: [row(300, 'Thí Dụ', '60', '0')] });
		expect(
			rowsOf([ruled(first, 590, 632, 680), ruled(next, 290, 340)], 'credit_card_info'),
		).toEqual([
			['370', '82,6', '', ''],
			['60', '0', '', ''],
		]);
	});

	it('are read as fields where aligned fields look like a table without rulings', () => {
		const field = (top: number, label: string, value: string) =>
			makeLine(top, [100, label], [900, value]);
		const lines = [
			...HEAD,
			makeLine(540, [100, '2.3 Thông tin thẻ tín dụng']),
			field(580, 'Tổng hạn mức thẻ tín dụng', '870'),
			field(615, 'Tổng số tiền phải thanh toán thẻ', '354,2'),
			field(650, 'Tổng số tiền chậm thanh toán thẻ', '0'),
			field(685, 'Số lượng thẻ tín dụng', '11'),
			field(720, 'Tên tổ chức phát hành thẻ', 'Ngân hàng Mẫu Một; Công ty'),
			makeLine(755, [900, 'Tài chính Thử']),
		];
		const rows = rowsOf([makePage({ lines, grids: [LOANS] })], 'credit_card_info');
		expect(rows).toEqual([['870', '354,2', '0', '11']]);
	});

	it('with a column per month have their totals on a later page', () => {
		// The space of a heading may be lost.
		const months = Array.from({ length: 12 }, (_, month) => `T-${month + 1}10/2022`);
		const sums = (of: number) => months.map((_, month) => String(of + month));
		const first = makeGrid(1800, [
			['STT', 'Tên', ...months],
			['1', 'Mẫu', ...sums(100)],
		]);
		const rest = makeGrid(100, [
			['2', 'Thử', ...sums(200)],
			['', 'TỔNG', ...sums(300)],
		]);
		const title = makeLine(1760, [100, '2. Dư nợ vay 12 tháng từ thời điểm lấy số liệu']);
		const page = makePage({ lines: [...HEAD, LOAN_TITLE, title], grids: [LOANS, first] });
		const rows = rowsOf([page, makePage({ index: 1, grids: [rest] })], 'outstanding_loans');
		expect(rows).toEqual(sums(300).map((total) => [total, '', '']));
	});

	it('are empty where a sentence says that there is nothing, and keep one that knows nothing', () => {
		const say = (sentence: string) =>
			rowsOf(
				[
					makePage({
						lines: [
							...HEAD,
							makeLine(400, [100, '2.5. Lịch sử nợ xấu']),
							makeLine(440, [100, sentence]),
						],
					}),
				],
				'bad_debt',
			);
		expect(say('KHÔNG có nợ xấu hay nợ cần chú ý')).toEqual([]);
		expect(say('Không có nợ xấu trong 05 năm gần nhất')).toEqual([]);
		const unknown = 'Khách có mã CIC, không có thông tin';
		expect(say(unknown)).toEqual([[unknown]]);
	});
});

describe('documents', () => {
	it('hold two reports where one follows the other', () => {
		const other = { ...cic(), index: 2 };
		const between = makePage({
			index: 1,
			lines: [makeLine(200, [100, '3.2. Hợp đồng tín dụng']), makeLine(240, [100, 'Không có'])],
		});
		const reports = readReports([cic(), between, other]);
		expect(reports?.map(({ pages }) => pages.map(({ index }) => index))).toEqual([[0, 1], [2]]);
	});

	it('of another bureau, contracts and blank pages are no reports of CIC', () => {
		const pcb = [
			makeLine(100, [100, 'CÔNG TY CỔ PHẦN THÔNG TIN TÍN DỤNG VIỆT NAM (PCB)']),
			makeLine(140, [100, 'Hợp đồng tín dụng']),
			makeLine(180, [100, 'Thông tin thẻ tín dụng']),
			makeLine(220, [100, 'Lịch sử nợ xấu']),
		];
		expect(readReports([makePage({ lines: pcb })])).toBeNull();
		const contract = [
			makeLine(100, [100, 'HỢP ĐỒNG TÍN DỤNG']),
			makeLine(140, [100, 'Bên A cho vay']),
		];
		expect(readReports([makePage({ lines: contract })])).toBeNull();
		expect(readReports([makePage({})])).toBeNull();
	});
});

describe('values from pixels', () => {
	const scanned = (rows: Parameters<typeof makeGrid>[1]) => {
		const page = makePage({
			lines: [...HEAD, LOAN_TITLE],
			grids: [makeGrid(440, rows)],
			source: 'ocr',
		});
		return readReports([page])?.[0]?.tables.loan_details.rows ?? [];
	};
	const heading = ['STT', 'Mã TCTD', 'Tên TCTD', 'Loại dư nợ', 'Tổng cộng'];
	const debts = 'Dư nợ cho vay ngắn hạn: 46,5\n- Dư nợ nghi ngờ: 46,5';

	it('are doubted where they contradict a sum, and never repaired', () => {
		const [row] = scanned([heading, ['1', '79998001', 'Mẫu', debts, '465']]);
		expect(row?.[4]).toMatchObject({ text: '465', confidence: 0.6 });
		const [right] = scanned([heading, ['1', '79998001', 'Mẫu', debts, '46,5']]);
		expect(right?.[4]).toMatchObject({ text: '46,5', confidence: 1 });
	});

	it('give way to another reading that has the form of a code, and stay doubtful', () => {
		const code = { text: '7I998001', candidates: ['71998001'], confidence: 0.95 };
		const [row] = scanned([heading, ['1', code, 'Mẫu', debts, '46,5']]);
		expect(row?.[1]).toMatchObject({ text: '71998001', confidence: 0.7 });
	});

	it('count up by one', () => {
		const rows = scanned([heading, ['1', '', 'A', '', '1'], ['7', '', 'B', '', '1']]);
		expect(rows.map((row) => (row[0] as { confidence: number }).confidence)).toEqual([1, 0.6]);
	});
});

describe('headings from pixels that a stamp lies over', () => {
	const CONTRACT = makeLine(400, [100, '3.2. Thông tin về hợp đồng tín dụng']);
	const scanned = (table: Parameters<typeof makeGrid>[1], source: Page['source'] = 'ocr') => {
		const page = makePage({ lines: [...HEAD, CONTRACT], grids: [makeGrid(440, table)], source });
		const rows = readReports([page])?.[0]?.tables.credit_contract.rows ?? [];
		return rows.map((row) =>
			row.map((cell) => (isDebtList(cell) ? null : [cell.text, cell.confidence])),
		);
	};
	const unread = (text: string) => ({ text, confidence: 0.5 });
	const dates = ['HĐ-1', '15/06/2021', '15/06/2026'];

	it('make the values below them ask for a person', () => {
		const heading = ['Số hợp đồng', unread('Ngày ký hợp đ@ng'), 'Ngày kết thúc'];
		expect(scanned([heading, dates])).toEqual([
			[
				['15/06/2021', 0.6],
				['15/06/2026', 1],
			],
		]);
	});

	it('are relied on where what is sure of them tells enough', () => {
		const heading = [unread('S& hop d0ng'), 'Ngày ký hợp đồng', 'Ngày kết thúc'];
		expect(scanned([heading, dates])[0]).toContainEqual(['15/06/2021', 1]);
	});

	it('are relied on where all readings of a doubtful one are the same known heading', () => {
		const signedOn = (signed: Reading) =>
			scanned([['Số hợp đồng', signed, 'Ngày kết thúc'], dates])[0]?.[0];
		const [text, confidence] = ['Ngày ký hợp đồng', 0.5];
		const alike = { text, confidence, candidates: ['Ngày ký hợp đóng', 'Ngày ký hợp | đồng'] };
		expect(signedOn(alike)).toEqual(['15/06/2021', 1]);
		expect(signedOn({ text, confidence: 0.8 })).toEqual(['15/06/2021', 1]);
		// Heard once, or it may be another heading.
		expect(signedOn({ text, confidence })).toEqual(['15/06/2021', 0.6]);
		expect(signedOn({ text, confidence: 0.8, candidates: ['Ngày kết thúc hợp đồng'] })).toEqual([
			'15/06/2021',
			0.6,
		]);
		// No heading to the letter.
		const near = { text: 'Đáo hạm', confidence: 0.8 };
		expect(scanned([['Số hợp đồng', 'Ngày ký', near], dates])[0]?.[1]).toEqual(['15/06/2026', 0.6]);
	});

	it('leave no blank cell where a filled column may be its own', () => {
		const loans = makeGrid(440, [
			['STT', 'Mã TCTD', unread('lựa wagug'), unread('Ni vơ'), 'Tổng cộng'],
			['1', '79998001', 'Ngân hàng Mẫu', 'Dư nợ cho vay ngắn hạn: 46,5', '46,5'],
		]);
		const read = (source: Page['source']) => {
			const page = makePage({ lines: [...HEAD, LOAN_TITLE], grids: [loans], source });
			return readReports([page])?.[0]?.tables.loan_details.rows[0];
		};
		const notRead = { text: '?', confidence: 0 };
		expect(read('ocr')?.[2]).toMatchObject(notRead);
		expect(read('ocr')?.[3]).toMatchObject([{ amount: notRead }]);
		expect(read('ocr')?.[4]).toMatchObject({ text: '46,5' });
		// A PDF's own text is what it says: the columns are others.
		expect(read('textLayer')?.[2]).toMatchObject({ text: '' });
	});

	it('make a table of its own seen and not read', () => {
		const table = [[unread('lựa'), unread('wagug'), unread('Ni vơ')], dates];
		const row = [
			['?', 0],
			['?', 0],
		];
		expect(scanned(table)).toEqual([row]);
		expect(scanned(table, 'textLayer')).toEqual([]);
	});

	it('may say only the half: names and amounts stand in one column then', () => {
		const debts = 'Dư nợ cho vay ngắn hạn: 46,5\n- Dư nợ nghi ngờ: 46,5';
		const grid = makeGrid(440, [
			['STT', 'Mã TCTD', 'Tên TCTD', unread('nợi Số tiền (VND)'), 'Tổng cộng'],
			['1', '79998001', 'Ngân hàng Mẫu', debts, '46,5'],
		]);
		const page = makePage({ lines: [...HEAD, LOAN_TITLE], grids: [grid], source: 'ocr' });
		expect(readReports([page])?.[0]?.tables.loan_details.rows[0]?.[3]).toMatchObject([
			{ name: { text: 'Dư nợ cho vay ngắn hạn' }, amount: { text: '46,5', confidence: 0.6 } },
			{ name: { text: '- Dư nợ nghi ngờ' }, amount: { text: '46,5', confidence: 0.6 } },
		]);
	});
});
