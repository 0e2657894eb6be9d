import type { ReportData } from '../reportData.ts';

/** Two loans in good standing, one card paid on time, no bad debt. Everything is read well. */
export const cleanBorrower: ReportData = {
	name: 'clean-borrower',
	requestTime: '11:05 - 21/05/2024',
	requester: 'Công ty Tài chính Ví Dụ',
	requestedBy: 'vidu.tracuu01',
	ticket: 'M0000101',
	customerName: 'NGUYỄN VĂN MẪU',
	otherPapers: 'Không có',
	percentile: '41%',
	report_time: '11:07 - 21/05/2024',
	cic_code: '0000000101',
	id_card: '000190000101',
	address: 'Số 12 đường Thử Nghiệm, phường Mẫu, quận Ví Dụ, thành phố Hồ Chí Minh',
	credit_score: '641',
	credit_rank: '03',
	credit_ranking_date: '12/05/2024',
	debt_sold_to_vamc: 'Không có',
	vamcSeller: null,
	loan_details: {
		rows: [
			[
				'1',
				'79998001',
				'Ngân hàng TMCP Mẫu Một - Chi nhánh Ví Dụ',
				{
					lines: [
						['Dư nợ cho vay dài hạn', '104'],
						['- Dư nợ đủ tiêu chuẩn', '104'],
					],
				},
				'104',
			],
			[
				'2',
				'01997001',
				'Công ty Tài chính TNHH Mẫu Hai',
				{
					lines: [
						['Dư nợ cho vay ngắn hạn', '28'],
						['- Dư nợ đủ tiêu chuẩn', '28'],
					],
				},
				'28',
			],
		],
	},
	credit_card_info: { rows: [['Ngân hàng TMCP Mẫu Ba', '50', '9', '0', '1']] },
	outstanding_loans: {
		rows: [
			['05/2024', '-', '-', '-'],
			['04/2024', '132', '9', '141'],
			['03/2024', '137', '12', '149'],
			['02/2024', '141', '8', '149'],
			['01/2024', '146', '7', '153'],
			['12/2023', '150', '11', '161'],
			['11/2023', '155', '6', '161'],
			['10/2023', '159', '5', '164'],
			['09/2023', '163', '0', '163'],
			['08/2023', '168', '0', '168'],
			['07/2023', '172', '0', '172'],
			['06/2023', '177', '0', '177'],
		],
	},
	bad_debt: null,
	late_payments: { rows: [['N', '0', '0']] },
	loan_guarantee: { rows: [['Có', '1', '1']] },
	credit_contract: {
		rows: [
			['HĐ-0101', 'Ngân hàng TMCP Mẫu Một', '05/04/2022', '05/04/2032'],
			['HĐ-0102', 'Công ty Tài chính TNHH Mẫu Hai', '17/11/2023', '17/11/2025'],
		],
	},
	customers_look_up: {
		rows: [
			['1', '79998001', 'QHTD', '28/08/2023'],
			['2', '01997001', 'Tức thời', '16/11/2023'],
			['3', '01996001', 'Thẻ TD', '21/05/2024'],
		],
	},
};
