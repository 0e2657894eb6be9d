import type { NoteBlock } from './content.ts';
import type { Random } from './random.ts';
import type { ScalarKey, TableKey } from './truth.ts';

/** What reports print where a section has nothing to say. */
const NOTHING: Readonly<Partial<Record<TableKey | ScalarKey, readonly string[]>>> = {
	loan_details: [
		'Không có thông tin',
		'Khách có mã CIC, không có thông tin',
		'Khách hàng hiện không có dư nợ tại các TCTD',
	],
	bad_debt: [
		'Không có thông tin',
		'KHÔNG có nợ xấu hay nợ cần chú ý',
		'Không phát sinh nợ quá hạn',
		'Không có nợ xấu trong 05 năm gần nhất',
		'Không có',
	],
	late_payments: [
		'Không có thông tin',
		'Không phát sinh nợ quá hạn',
		'Trong 12 tháng gần nhất không có nợ quá hạn',
	],
	loan_guarantee: ['Không có thông tin', 'Không có bảo đảm tiền vay bằng tài sản'],
	debt_sold_to_vamc: ['Không có thông tin', 'Không có'],
};

/** A sentence that says that there is nothing. */
export function noteOf(of: TableKey | ScalarKey, random: Random): NoteBlock {
	const sentences = NOTHING[of] ?? ['Không có thông tin', 'Không có', 'Không có dữ liệu'];
	return { kind: 'note', of, text: random.pick(sentences), style: { weight: 'italic' } };
}
