import type { ReportData } from '../reportData.ts';

/**
 * Five lenders, two of them branches of one bank; debts in every group, late cards, a debt sold to
 * VAMC. Everything is read well: what is difficult here is the report, not the OCR.
 */
export const badDebt: ReportData = {
	name: 'bad-debt',
	requestTime: '16:41 - 18/09/2025',
	requester: 'Ngân hàng TMCP Ví Dụ',
	requestedBy: 'vidu.tracuu02',
	ticket: 'M0000202',
	customerName: 'TRẦN THỊ THỬ',
	otherPapers: 'Hộ chiếu: X0000202',
	percentile: '96%',
	report_time: '16:45 - 18/09/2025',
	cic_code: '0000000202',
	id_card: '000282000202',
	address: 'Tổ 4, ấp Thí Dụ, xã Kiểm Thử, huyện Mô Phỏng, tỉnh Mẫu',
	credit_score: '431',
	credit_rank: '09',
	credit_ranking_date: '31/08/2025',
	debt_sold_to_vamc: '85',
	vamcSeller: { name: 'Ngân hàng TMCP Mẫu Năm', date: '31/08/2025' },
	loan_details: {
		rows: [
			[
				'1',
				'79998001',
				'Ngân hàng TMCP Mẫu Một - Chi nhánh Ví Dụ',
				{
					lines: [
						['Dư nợ cho vay ngắn hạn', '120'],
						['- Dư nợ đủ tiêu chuẩn', '70'],
						['- Dư nợ cần chú ý', '50'],
					],
				},
				'120',
			],
			// Real reports have lender rows without any text between the others.
			['', '', '', '', ''],
			[
				'2',
				'01998002',
				'Ngân hàng TMCP Mẫu Một - Chi nhánh Hà Thử',
				{
					lines: [
						['Dư nợ cho vay trung hạn', '340'],
						['- Dư nợ dưới tiêu chuẩn', '340'],
					],
				},
				'340',
			],
			[
				'3',
				'01997001',
				'Công ty Tài chính TNHH Mẫu Hai',
				{
					lines: [
						['Dư nợ cho vay ngắn hạn', '46,5'],
						['- Dư nợ nghi ngờ', '46,5'],
					],
				},
				'46,5',
			],
			[
				'4',
				'48996T01',
				'Ngân hàng TMCP Mẫu Ba',
				{
					lines: [
						['Dư nợ cho vay dài hạn', '1.250'],
						['- Dư nợ đủ tiêu chuẩn', '1.000'],
						['- Dư nợ có khả năng mất vốn', '250'],
					],
				},
				'1.250',
			],
			[
				'5',
				'31995001',
				'Công ty Tài chính Mẫu Bốn',
				{
					lines: [
						['Dư nợ cho vay khác', '30'],
						['- Dư nợ xấu khác', '30'],
					],
				},
				'30',
			],
			['', '', 'Tổng cộng', '', '1.786,5'],
		],
	},
	credit_card_info: {
		rows: [
			['Ngân hàng TMCP Mẫu Một', '80', '35', '12', '2'],
			['Ngân hàng TMCP Mẫu Ba', '40', '41', '6', '1'],
		],
	},
	outstanding_loans: {
		rows: [
			// Not reported yet ...
			['09/2025', '-', '-', '-'],
			['08/2025', '1.786,5', '76', '1.862,5'],
			['07/2025', '1.801,5', '70', '1.871,5'],
			['06/2025', '1.822', '64', '1.886'],
			['05/2025', '1.840', '52', '1.892'],
			['04/2025', '1.861', '40', '1.901'],
			['03/2025', '1.880', '21', '1.901'],
			['02/2025', '1.902', '0', '1.902'],
			// ... and no card yet.
			['01/2025', '1.925', '', '1.925'],
			['12/2024', '1.950', '', '1.950'],
			['11/2024', '1.978', '', '1.978'],
			['10/2024', '2.004', '', '2.004'],
		],
	},
	bad_debt: {
		rows: [
			['1', 'Ngân hàng TMCP Mẫu Một - Chi nhánh Hà Thử', '31/08/2025', '3', '340'],
			[null, null, '30/11/2023', '4', '210'],
			['2', 'Công ty Tài chính TNHH Mẫu Hai', '31/07/2025', 'Nhóm 4', '46,5'],
			['3', 'Ngân hàng TMCP Mẫu Ba', '31/08/2025', '5', '250'],
			[null, null, '28/02/2022', '3', '90'],
			['4', 'Công ty Tài chính Mẫu Bốn', '15/03/2021', '03', '30'],
		],
	},
	late_payments: { rows: [['Y', '47', '5']] },
	loan_guarantee: { rows: [['Có', '2', '1']] },
	credit_contract: {
		rows: [
			['HĐ-0201', 'Ngân hàng TMCP Mẫu Một', '15/06/2021', '15/06/2026'],
			['HĐ-0202', 'Công ty Tài chính TNHH Mẫu Hai', '02/01/2022', '02/01/2025'],
			// Ends on the day of the report.
			['HĐ-0203', 'Ngân hàng TMCP Mẫu Một', '18/09/2020', '18/09/2025'],
			['HĐ-0204', 'Ngân hàng TMCP Mẫu Ba', '10/08/2023', '10/08/2033'],
		],
	},
	// 30 days before the report is 19/08/2025, 90 days before it is 20/06/2025.
	customers_look_up: {
		rows: [
			['1', '79998001', 'QHTD', '18/09/2025'],
			['2', '01998002', 'Tức thời', '20/08/2025'],
			['3', '48996T01', 'Thẻ TD', '19/08/2025'],
			['4', '01997001', 'QHTD', '18/08/2025'],
			['5', '31995001', 'QHTD', '21/06/2025'],
			['6', '79998001', 'Tức thời', '20/06/2025'],
			['7', '01994001', 'QHTD', '19/06/2025'],
			['8', '01994001', 'QHTD', '25/09/2024'],
		],
	},
};
