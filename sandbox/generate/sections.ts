/** A table as it is printed and which of its columns the API sends, in the API's order. */
export interface Section {
	key: TableKey;
	title: string;
	columns: readonly { heading: string; width: string; align: 'left' | 'center' | 'right' }[];
	sentColumns: readonly number[];
}

/** The API's names of the eight tables. */
export type TableKey =
	| 'loan_details'
	| 'credit_card_info'
	| 'outstanding_loans'
	| 'bad_debt'
	| 'late_payments'
	| 'loan_guarantee'
	| 'credit_contract'
	| 'customers_look_up';

/** Tables of S11A in print order; VAMC, which is no table of the API, is printed after the cards. */
export const SECTIONS: readonly Section[] = [
	{
		key: 'loan_details',
		title: '2.1. Chi tiết về nợ vay (không bao gồm nợ thẻ tín dụng)',
		columns: [
			{ heading: 'STT', width: '6%', align: 'center' },
			{ heading: 'Mã TCTD', width: '12%', align: 'center' },
			{ heading: 'Tên tổ chức tín dụng', width: '30%', align: 'left' },
			{ heading: 'Loại dư nợ / Số tiền (VND)', width: '38%', align: 'left' },
			{ heading: 'Tổng cộng (VND)', width: '14%', align: 'right' },
		],
		sentColumns: [0, 1, 2, 3, 4],
	},
	{
		key: 'credit_card_info',
		title: '2.2. Thông tin thẻ tín dụng và dư nợ thẻ tín dụng',
		columns: [
			{ heading: 'Tên tổ chức phát hành', width: '32%', align: 'left' },
			{ heading: 'Tổng hạn mức thẻ tín dụng (VND)', width: '18%', align: 'right' },
			{ heading: 'Tổng số tiền phải thanh toán thẻ (VND)', width: '19%', align: 'right' },
			{ heading: 'Tổng số tiền chậm thanh toán thẻ (VND)', width: '19%', align: 'right' },
			{ heading: 'Số lượng thẻ tín dụng', width: '12%', align: 'center' },
		],
		sentColumns: [1, 2, 3, 4],
	},
	{
		key: 'outstanding_loans',
		title: '2.4. Diễn biến dư nợ 12 tháng gần nhất',
		columns: [
			{ heading: 'Tháng', width: '22%', align: 'center' },
			{ heading: 'Dư nợ vay (VND)', width: '26%', align: 'right' },
			{ heading: 'Dư nợ thẻ (VND)', width: '26%', align: 'right' },
			{ heading: 'Tổng dư nợ (VND)', width: '26%', align: 'right' },
		],
		sentColumns: [1, 2, 3],
	},
	{
		key: 'bad_debt',
		title: '2.5. Lịch sử nợ xấu tín dụng trong 05 năm gần nhất',
		columns: [
			{ heading: 'STT', width: '6%', align: 'center' },
			{ heading: 'Tên TCTD / chi nhánh TCTD', width: '42%', align: 'left' },
			{ heading: 'Ngày phát sinh cuối cùng', width: '20%', align: 'center' },
			{ heading: 'Nhóm nợ', width: '14%', align: 'center' },
			{ heading: 'Số tiền (VND)', width: '18%', align: 'right' },
		],
		sentColumns: [2, 3, 4, 0, 1],
	},
	{
		key: 'late_payments',
		title: '2.6. Lịch sử chậm thanh toán thẻ tín dụng trong 03 năm gần nhất',
		columns: [
			{ heading: 'Khách hàng có chậm thanh toán thẻ (Y/N)', width: '34%', align: 'center' },
			{ heading: 'Số ngày chậm thanh toán thẻ lớn nhất', width: '33%', align: 'center' },
			{ heading: 'Số lần chậm thanh toán thẻ', width: '33%', align: 'center' },
		],
		sentColumns: [0, 1, 2],
	},
	{
		key: 'loan_guarantee',
		title: '3.1. Thông tin về bảo đảm tiền vay',
		columns: [
			{ heading: 'Bảo đảm bằng tài sản', width: '34%', align: 'center' },
			{ heading: 'Số lượng tài sản bảo đảm', width: '33%', align: 'center' },
			{ heading: 'Số TCTD có tài sản bảo đảm', width: '33%', align: 'center' },
		],
		sentColumns: [1, 2],
	},
	{
		key: 'credit_contract',
		title: '3.2. Thông tin về hợp đồng tín dụng',
		columns: [
			{ heading: 'Số hợp đồng', width: '20%', align: 'center' },
			{ heading: 'Tổ chức tín dụng', width: '40%', align: 'left' },
			{ heading: 'Ngày ký hợp đồng', width: '20%', align: 'center' },
			{ heading: 'Ngày kết thúc hợp đồng', width: '20%', align: 'center' },
		],
		sentColumns: [2, 3],
	},
	{
		key: 'customers_look_up',
		title: '3.3. Danh sách TCTD tra cứu thông tin khách hàng trong 01 năm gần nhất',
		columns: [
			{ heading: 'STT', width: '10%', align: 'center' },
			{ heading: 'Mã TCTD', width: '30%', align: 'center' },
			{ heading: 'Sản phẩm tra cứu', width: '30%', align: 'center' },
			{ heading: 'Ngày tra cứu', width: '30%', align: 'center' },
		],
		sentColumns: [1, 2, 3],
	},
];
