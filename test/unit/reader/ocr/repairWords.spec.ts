import { repairWords } from '../../../../reader/ocr/repairWords.ts';

describe('known words are put right', () => {
	it.each([
		['- DưnỢ đủ tiêu chuẩn', '- Dư nợ đủ tiêu chuẩn'],
		['Dư nỢ cho vay trung hạn', 'Dư nợ cho vay trung hạn'],
		['Tên tố chức tín dụng', 'Tên tổ chức tín dụng'],
		['TỔng cỘng', 'Tổng cộng'],
		[
			'2.1. Chỉ tiết về nợ vay (không bao gỒm nợ thể tín dụng)',
			'2.1. Chi tiết về nợ vay (không bao gồm nợ thẻ tín dụng)',
		],
		['1. THÔNG TIN CHUNG VỀ KHÁCH HÀNG', '1. THÔNG TIN CHUNG VỀ KHÁCH HÀNG'],
		['Số lượng thẻ', 'Số lượng thẻ'],
		['Ngân hàng Thương mại Cổ phần Kỷ', 'Ngân hàng Thương mại Cổ phần Kỷ'],
		['Mã TCTD', 'Mã TCTD'],
		['Ngân hàng TMGP Kỷ', 'Ngân hàng TMCP Kỷ'],
		['Mã TOCTD', 'Mã TCTD'],
	])('%s', (read, right) => {
		expect(repairWords(read).text).toBe(right);
	});

	it.each([
		['Mõ TCTD', 'Mã TCTD'],
		['- Dưng nghi ngờ: 9.391', '- Dư nợ nghi ngờ: 9.391'],
		['Ngôn hòng TMCP Thử Lâm', 'Ngân hàng TMCP Thử Lâm'],
	])('where a font prints a round a: %s', (read, right) => {
		expect(repairWords(read).text).toBe(right);
	});

	it('says that other words of such a font may need an a, too', () => {
		expect(repairWords('Ngôn hòng TMCP Võ Lôm').hasRoundA).toBe(true);
		expect(repairWords('Ngân hàng TMCP Võ Lâm').hasRoundA).toBe(false);
	});

	it('leaves figures, codes and names as they were read', () => {
		for (const text of [
			'HĐ-0401',
			'48203T01',
			'1.234,5',
			'vidu.tracuu85',
			'Nhẫn Đê Viễn',
			'Lợi Diễm Thắng',
			'NGUYỄN THANH',
			'05/03/2025',
		]) {
			expect(repairWords(text).text).toBe(text);
		}
	});

	it('never changes the figures of a phrase', () => {
		expect(repairWords('trong 06 năm gần nhất').text).toBe('trong 06 năm gần nhất');
		expect(repairWords('Lịch sử nợ xấu tín dụng trong 08 năm gần nhất').text).toContain('08 năm');
	});

	it('tells how much of a text it knows', () => {
		expect(repairWords('Dư nợ nghi ngờ').known).toBe(1);
		expect(repairWords('Ngân hàng TMCP Nhẫn Đệ').known).toBeLessThan(0.9);
		expect(repairWords('').known).toBe(0);
	});

	it('knows the beginning and the end of a phrase that a heading wraps in', () => {
		expect(repairWords('Ngay phát sinh cuôi')).toMatchObject({
			text: 'Ngày phát sinh cuối',
			known: 1,
			unknown: null,
		});
		expect(repairWords('thanh toan thẻ (VND)')).toMatchObject({
			text: 'thanh toán thẻ (VND)',
			unknown: null,
		});
		expect(repairWords('Mẫu thanh toán thẻ Thử').known).toBeLessThan(1);
		expect(repairWords('tín dụng Nhẫn').known).toBeLessThan(1);
	});

	it('takes anything', () => {
		for (const text of ['', ' ', '—', '((((', 'ợ', '\u0000', 'a'.repeat(2000)]) {
			expect(typeof repairWords(text).text).toBe('string');
		}
	});
});
