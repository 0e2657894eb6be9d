import { parseStatement } from '../../../../nodes/ComputerVisionVietnam/creditReport/values/text.ts';

describe('parseStatement', () => {
	it.each([
		'Không có',
		'(Không có)',
		'KHÔNG CÓ.',
		'KHÔNG có nợ xấu hay nợ cần chú ý',
		'Không phát sinh nợ quá hạn',
		'Trong 12 tháng gần nhất không có nợ quá hạn',
		'Trong 3 năm gần nhất không có nợ xấu',
		'Không có nợ cần chú ý',
		'Không có bảo đảm tiền vay bằng tài sản',
		'Khách hàng hiện không có quan hệ tại TCTD, không có nợ cần chú ý và không có nợ xấu',
		'- Khách hàng không có nợ xấu :',
	])('%s: none', (text) => {
		expect(parseStatement(text)).toBe('none');
		expect(parseStatement(text.normalize('NFD'))).toBe('none');
	});

	it.each([
		'Khách có mã CIC, không có thông tin',
		'Khách không có mã CIC, không có thông tin',
		'Khách hàng không có mã CIC, không có thông tin.',
		'Không có thông tin PCB',
	])('%s: not known', (text) => {
		expect(parseStatement(text)).toBe('unknown');
		expect(parseStatement(text.toUpperCase())).toBe('unknown');
	});

	it.each(['', '-', '0', 'Không gian Việt', 'Ngân hàng Không Cố Định', 'Có', 'Dư nợ nhóm 2'])(
		'%j: neither',
		(text) => {
			expect(parseStatement(text)).toBeNull();
		},
	);
});
