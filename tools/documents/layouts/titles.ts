import type { TableKey } from '../truth.ts';

/** What a print writes above its sections. */
export type Titles = Readonly<
	Record<TableKey | 'customer' | 'score' | 'debts' | 'vamc' | 'others', string>
>;

/** The numbering of most prints of today. */
export const TITLES: Titles = {
	customer: '1. THÔNG TIN CHUNG VỀ KHÁCH HÀNG',
	score: 'Điểm tín dụng',
	debts: '2. THÔNG TIN VỀ DƯ NỢ',
	loan_details: '2.1. Chi tiết về nợ vay (không bao gồm nợ thẻ tín dụng)',
	credit_card_info: '2.2. Thông tin thẻ tín dụng và dư nợ thẻ tín dụng',
	vamc: '2.3. Dư nợ đã bán cho VAMC',
	outstanding_loans: '2.4. Diễn biến dư nợ 12 tháng gần nhất',
	bad_debt: '2.5. Lịch sử nợ xấu tín dụng trong 05 năm gần nhất',
	late_payments: '2.6. Lịch sử chậm thanh toán thẻ tín dụng trong 03 năm gần nhất',
	others: '3. THÔNG TIN KHÁC',
	loan_guarantee: '3.1. Thông tin về bảo đảm tiền vay',
	credit_contract: '3.2. Thông tin về hợp đồng tín dụng',
	customers_look_up: '3.3. Danh sách TCTD tra cứu thông tin khách hàng trong 01 năm gần nhất',
};

/** The numbering that begins the debts with a section more. */
export const SHIFTED_TITLES: Titles = {
	...TITLES,
	customer: '1. Thông tin chung về khách hàng',
	score: '2.1 Điểm tín dụng khách hàng',
	debts: '2. Thông tin quan hệ tín dụng',
	loan_details: '2.2 Chi tiết về nợ vay',
	credit_card_info: '2.3 Thông tin thẻ tín dụng và dư nợ thẻ',
	vamc: '2.4 Dư nợ thuộc VAMC',
	outstanding_loans: '2.5 Diễn biến dư nợ trong 12 tháng gần nhất',
	bad_debt: '2.6 Lịch sử nợ xấu tín dụng 05 năm gần nhất',
	late_payments: '2.7 Lịch sử chậm thanh toán thẻ 03 năm gần nhất',
	others: '3. Thông tin khác về khách hàng',
	loan_guarantee: '3.1 Bảo đảm tiền vay',
	credit_contract: '3.2 Hợp đồng tín dụng',
	customers_look_up: '3.3 Danh sách TCTD tra cứu (trong 1 năm gần nhất)',
};
