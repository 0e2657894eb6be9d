import type { ReportData } from '../reportData.ts';

/**
 * A crooked, noisy scan: low and missing confidences, characters taken for others. `printed` is
 * what stands on the paper, `read` what the API sent for it.
 */
export const scannedReport: ReportData = {
	name: 'scanned-report',
	requestTime: '08:26 - 05/03/2025',
	requester: 'Quỹ tín dụng Ví Dụ',
	requestedBy: 'vidu.tracuu03',
	ticket: 'M0000404',
	customerName: 'LÊ VĂN KIỂM THỬ',
	otherPapers: 'CMND cũ: 000000404',
	percentile: '73%',
	report_time: { printed: '08:30 - 05/03/2025', score: 0.8731 },
	cic_code: { printed: '0000000404', score: 0.7904 },
	id_card: { printed: '000285000404', score: 0.7128 },
	// The API sent no confidence for the address.
	address: { printed: 'Số 7 ngõ Thử, phường Kiểm Định, thành phố Mẫu', score: 'absent' },
	// Confidences as text, as a percentage in text, and as a percentage with its sign.
	credit_score: { printed: '512', score: '0.9412' },
	credit_rank: { printed: '06', score: '97.3' },
	credit_ranking_date: { printed: '28/02/2025', score: '92%' },
	debt_sold_to_vamc: { printed: '-', score: 0.8812 },
	vamcSeller: null,
	loan_details: {
		rows: [
			[
				{ printed: '1', score: 0.9011 },
				{ printed: '79998003', score: 0.8623 },
				{ printed: 'Ngân hàng TMCP Mẫu Một - Chi nhánh Mô Phỏng', score: 0.8544 },
				{
					lines: [
						['Dư nợ cho vay dài hạn', { printed: '1.234', read: '1,234', score: 0.8102 }],
						['- Dư nợ đủ tiêu chuẩn', { printed: '1.234', read: '1,234', score: 0.8077 }],
					],
				},
				{ printed: '1.234', read: '1,234', score: 0.8113 },
			],
			[
				'2',
				{ printed: '01997001', score: 0.8801 },
				'Công ty Tài chính TNHH Mẫu Hai',
				{
					lines: [
						['Dư nợ cho vay trung hạn', { printed: '1.050', score: 0.8934 }],
						['- Dư nợ cần chú ý', { printed: '1.050', score: 0.9012 }],
					],
				},
				{ printed: '1.050', read: '1.O50', score: 0.5842 },
			],
			[
				'3',
				'01996002',
				// The API sent no confidence for this cell.
				{ printed: 'Ngân hàng TMCP Mẫu Ba - Chi nhánh Thí Điểm', score: 'absent' },
				{
					lines: [
						['Dư nợ cho vay ngắn hạn', '75'],
						['- Dư nợ dưới chuẩn', '75'],
					],
					// One confidence for two lines.
					scores: 1,
				},
				{ printed: '75', score: null },
			],
			[
				'4',
				{ printed: '31995001', read: '3I995001', score: 0.6617 },
				'Công ty Tài chính Mẫu Bốn',
				{
					lines: [
						['Dư nợ cho vay ngắn hạn', '60'],
						[{ printed: '- Dư nợ đủ tiêu chuẩn', read: '- Du nợ đu tiêu chuân' }, '60'],
					],
				},
				// Its lines say 60.
				{ printed: '60', read: '66', score: 0.6933 },
			],
			['', '', 'Tổng cộng', '', { printed: '2.419', score: 0.9105 }],
		],
	},
	credit_card_info: {
		rows: [
			[
				'Ngân hàng TMCP Mẫu Một',
				// Sent as a JSON number.
				{ printed: '30', read: 30 },
				{ printed: '12', score: 0.8866 },
				{ printed: '0', read: 'O', score: 0.5123 },
				'1',
			],
		],
	},
	outstanding_loans: {
		// Here the API sent the month too, as a first cell that the documentation does not know.
		sentColumns: [0, 1, 2, 3],
		rows: [
			['03/2025', '-', '-', '-'],
			['02/2025', '2.419', '12', '2.431'],
			['01/2025', '300', '12', { printed: '312', read: '321', score: 0.8209 }],
			['12/2024', { printed: '88', read: '8B', score: 0.6034 }, '10', '98'],
			['11/2024', '90', '10', '100'],
			['10/2024', '93', { printed: '9', score: 0.8441 }, '102'],
			['09/2024', '95', '', '95'],
			[{ printed: '08/2024', read: '0B/2024', score: 0.5508 }, '98', '', '98'],
			['07/2024', '101', '', '101'],
			['06/2024', '104', '', '104'],
			['05/2024', '106', '', '106'],
			['04/2024', '109', '', '109'],
		],
	},
	bad_debt: {
		// The three cells of the documentation's first sentence, not the five it then lists.
		sentColumns: [2, 3, 4],
		rows: [
			['1', 'Ngân hàng TMCP Mẫu Ba', '31/01/2025', { printed: '3', score: 0.9044 }, '75'],
			[null, null, '30/06/2021', { printed: '5', read: 'S', score: 0.4907 }, '12'],
		],
	},
	late_payments: {
		rows: [[{ printed: 'Y', read: 'V', score: 0.5519 }, '12 ngày', '2 lần']],
	},
	// Cut out, but not one row read.
	loan_guarantee: { unread: true, rows: [['Có', '1', '1']] },
	credit_contract: {
		rows: [
			[
				'HĐ-0401',
				'Ngân hàng TMCP Mẫu Một',
				// No such day.
				{ printed: '31/12/2023', read: '31/02/2023', score: 0.8822 },
				'31/12/2033',
			],
			[
				'HĐ-0402',
				'Công ty Tài chính Mẫu Bốn',
				'14/10/2024',
				{ printed: '14/10/2025', score: 0.8018 },
			],
		],
	},
	customers_look_up: {
		// The heading came back as if it were a row.
		sendsHeading: true,
		rows: [
			['1', '79998003', 'QHTD', '05/03/2025'],
			['2', { printed: '01997001', score: 0.7712 }, 'Thẻ TD', '11/01/2025'],
			['3', '01996002', { printed: 'Tức thời', read: 'Túc thòi', score: 0.8396 }, '20/06/2024'],
		],
	},
};
