import { judgeFigures, judgeText } from '../../../../reader/ocr/judgeReadings.ts';
import type { SignReading } from '../../../../reader/ocr/readSigns.ts';

const RELIED_ON = 0.85;

function read(...texts: readonly string[]): { text: string; certainty: number }[] {
	return texts.map((text) => ({ text, certainty: 0.95 }));
}

/** Readings whose marks were looked at. */
function marked(...texts: readonly string[]): { text: string; weakest: number }[] {
	return texts.map((text) => ({ text, weakest: 0.9 }));
}

function signs(text: string, weakest = 0.99): SignReading {
	return { text, weakest, second: null };
}

describe('a run of figures', () => {
	it('is sure where the shapes and the engine agree', () => {
		const verdict = judgeFigures(signs('46,5'), read('46,5'), false);
		expect(verdict).toMatchObject({ text: '46,5', candidates: [] });
		expect(verdict?.confidence).toBeGreaterThan(0.95);
	});

	it('is read again where they differ', () => {
		expect(judgeFigures(signs('46,5'), read('465'), false)).toBeNull();
		expect(judgeFigures(signs('340', 0.3), read('340'), false)).toBeNull();
	});

	it('takes plain shapes for a comma that the engine loses', () => {
		const verdict = judgeFigures(signs('46,5'), read('465', '46.5', '465'), true);
		expect(verdict?.text).toBe('46,5');
		expect(verdict?.candidates).toContain('465');
		expect(verdict?.confidence).toBeGreaterThanOrEqual(RELIED_ON);
	});

	it('is not relied on where the engine reads another figure', () => {
		const verdict = judgeFigures(signs('340'), read('390', '390', '390'), true);
		expect(verdict?.confidence).toBeLessThan(RELIED_ON);
		expect([verdict?.text, ...(verdict?.candidates ?? [])]).toEqual(
			expect.arrayContaining(['340', '390']),
		);
	});

	it('is not relied on where a T may be a 7', () => {
		const verdict = judgeFigures(signs('79823T01'), read('79823701', '79823701', '79823701'), true);
		expect(verdict?.confidence).toBeLessThan(RELIED_ON);
	});

	it('is not relied on where a space may be a lost dot', () => {
		expect(judgeFigures(signs('15 890'), read('15 890'), false)).toBeNull();
		const verdict = judgeFigures(signs('15 890'), read('15 890', '15 890', '15 890'), true);
		expect(verdict?.confidence).toBeLessThan(RELIED_ON);
	});

	it('takes the spaces of a time from the engine', () => {
		const verdict = judgeFigures(signs('08:1 1 - 05/03/2025'), read('08:11 - 05/03/2025'), false);
		expect(verdict?.text).toBe('08:11 - 05/03/2025');
	});

	it('is words after all where the engine reads words', () => {
		const verdict = judgeFigures(
			signs('T09 0609', 0.4),
			read('Tong cong', 'Tổng cộng', 'Téng cng'),
			true,
		);
		expect(verdict?.text).toBe('Tổng cộng');
	});
});

describe('a run of words', () => {
	it('is sure at once where all of them are known', () => {
		const verdict = judgeText(0, marked('- Dư nỢ đủ tiêu chuẩn'), false);
		expect(verdict?.text).toBe('- Dư nợ đủ tiêu chuẩn');
		expect(verdict?.confidence).toBeGreaterThan(0.9);
	});

	it('is read again where one is not, or where there are figures', () => {
		expect(judgeText(0, marked('Ngân hàng TMCP Nhẫn Đệ'), false)).toBeNull();
		expect(judgeText(0, marked('12 ngày'), false)).toBeNull();
	});

	it('is relied on only where all readings agree', () => {
		const agreed = judgeText(0, marked('Nhẫn Đệ', 'Nhẫn Đệ', 'Nhẫn Đệ'), true);
		expect(agreed?.confidence).toBeGreaterThanOrEqual(RELIED_ON);
		const disputed = judgeText(0, marked('Nhẫn Đệ', 'Nhẫn Đệ', 'Nhẫn Đề'), true);
		expect(disputed?.text).toBe('Nhẫn Đệ');
		expect(disputed?.confidence).toBeLessThan(RELIED_ON);
		expect(disputed?.candidates).toEqual(['Nhẫn Đề']);
	});

	it('is not relied on where a dot below a letter was not read', () => {
		const verdict = judgeText(1, marked('Nhẫn Đê', 'Nhẫn Đê', 'Nhẫn Đê'), true);
		expect(verdict?.confidence).toBeLessThan(RELIED_ON);
	});

	it('is not relied on where a mark above a vowel is not plain', () => {
		const unsure = marked('Bích Biến', 'Bích Biến', 'Bích Biến').map(({ text }) => ({
			text,
			weakest: 0.2,
		}));
		expect(judgeText(0, unsure, true)?.confidence).toBeLessThan(RELIED_ON);
	});

	it('is nothing where nothing was read', () => {
		expect(judgeText(0, marked('', '', ''), true)).toMatchObject({ text: '', confidence: 0 });
	});
});

describe('known words', () => {
	it.each([
		'Dư nợ cần chú ý',
		'2.3. Dư nợ đã bán cho VAMC',
		'2.4. Diễn biến dư nợ 12 tháng gần nhất',
	])('need no second reading: %s', (text) => {
		expect(judgeText(0, marked(text), false)?.text).toBe(text);
	});

	it.each(['- Dư nợ nghi ngờ: 9.391', 'Hạng: 10', 'Ngân hàng TMCP Thử Võ', 'Tức thời-', 'QHTD ^'])(
		'do when others are among them: %s',
		(text) => {
			expect(judgeText(0, marked(text), false)).toBeNull();
		},
	);

	it.each(['1.25 triệu đồng', '12 triệu đồng', '1.25 VND'])(
		'do where the figure before them is no number of a heading: %s',
		(text) => {
			expect(judgeText(0, marked(text), false)).toBeNull();
		},
	);

	it('are not relied on with a sign that no text has, whoever agrees', () => {
		const verdict = judgeText(0, marked('QHTD ^', 'QHTD ^', 'QHTD ^'), true);
		expect(verdict?.confidence).toBeLessThan(RELIED_ON);
	});
});
