import type { Random } from './random.ts';

/** Syllables with every letter and every tone of Vietnamese; names are put together from them. */
const SYLLABLES = [
	'An',
	'Ánh',
	'Ảnh',
	'Ẩn',
	'Ấm',
	'Bạch',
	'Bảo',
	'Bằng',
	'Bích',
	'Biển',
	'Bưởi',
	'Bửu',
	'Cẩm',
	'Cầu',
	'Chấn',
	'Chỉnh',
	'Chuẩn',
	'Chữ',
	'Cường',
	'Dẫn',
	'Diễm',
	'Diệp',
	'Dụ',
	'Dũng',
	'Dưỡng',
	'Đà',
	'Đại',
	'Đằng',
	'Đẫm',
	'Đệ',
	'Điểm',
	'Đỉnh',
	'Định',
	'Đoàn',
	'Đỗ',
	'Đường',
	'Đức',
	'Gấm',
	'Giả',
	'Giữ',
	'Hạ',
	'Hằng',
	'Hậu',
	'Hiển',
	'Hòa',
	'Hoẵng',
	'Hỗ',
	'Huệ',
	'Huỳnh',
	'Hữu',
	'Hưởng',
	'Ích',
	'Kết',
	'Khả',
	'Khánh',
	'Khẩn',
	'Khiêm',
	'Khuê',
	'Kỷ',
	'Kỹ',
	'Lãm',
	'Lẫm',
	'Lệ',
	'Liễu',
	'Lĩnh',
	'Lộc',
	'Lũy',
	'Lưỡng',
	'Mẫn',
	'Mẫu',
	'Mẹo',
	'Miễn',
	'Mỵ',
	'Mỹ',
	'Nẫng',
	'Ngạc',
	'Nghĩa',
	'Nghiệm',
	'Ngọc',
	'Ngữ',
	'Nguyệt',
	'Nhạn',
	'Nhẫn',
	'Nhựt',
	'Nữ',
	'Ổn',
	'Ỷ',
	'Phẩm',
	'Phỏng',
	'Phụng',
	'Phưởng',
	'Quảng',
	'Quế',
	'Quyền',
	'Quỳnh',
	'Rạng',
	'Sảnh',
	'Sẵn',
	'Sĩ',
	'Sơn',
	'Sử',
	'Sướng',
	'Tạ',
	'Tẩn',
	'Tấn',
	'Thẩm',
	'Thế',
	'Thí',
	'Thịnh',
	'Thoại',
	'Thử',
	'Thục',
	'Thưởng',
	'Tiễn',
	'Tịnh',
	'Toản',
	'Trạch',
	'Trẫm',
	'Triệu',
	'Trữ',
	'Tuyền',
	'Tựu',
	'Từ',
	'Ưng',
	'Vẫn',
	'Vị',
	'Viễn',
	'Võ',
	'Vũ',
	'Vượng',
	'Xuyên',
	'Yểm',
	'Yến',
	'Ỹ',
	'Ỳ',
	'Ỗ',
	'Ỡ',
	'Nghễ',
	'Lẵng',
	'Rỡ',
	'Khẽ',
	'Nõn',
	'Cỏ',
	'Nợ',
].map((syllable) => syllable.normalize('NFC'));

const FAMILY_NAMES = ['MẪU', 'VÍ', 'THỬ', 'KIỂM', 'PHỎNG', 'GIẢ', 'THÍ', 'NGHIỆM', 'MÔ'];
const MIDDLE_NAMES = ['VĂN', 'THỊ', 'HỮU', 'DIỆU', 'ĐỨC', 'MỸ', 'NGỌC', 'XUÂN'];

const LENDER_KINDS = [
	'Ngân hàng TMCP',
	'Ngân hàng TMCP',
	'Ngân hàng TMCP',
	'Ngân hàng TNHH MTV',
	'Ngân hàng Thương mại Cổ phần',
	'Công ty Tài chính TNHH MTV',
	'Công ty Tài chính Cổ phần',
	'Công ty TNHH MTV Cho thuê Tài chính',
	'Quỹ tín dụng nhân dân',
	'Tổ chức tài chính vi mô',
];
const LENDER_TAILS = ['', '', '', ' Việt Nam', ' Mẫu', ' Ví Dụ', ' (Thử Nghiệm)'];
const BRANCH_KINDS = [
	'Chi nhánh',
	'Chi nhánh',
	'CN',
	'Phòng giao dịch',
	'Trung tâm thẻ',
	'Hội sở chính',
];

/** Two or three syllables, each with a capital. */
export function inventPlace(random: Random): string {
	return random.some(SYLLABLES, random.integer(2, 3)).join(' ');
}

/** A lender's name without a branch. */
export function inventLenderName(random: Random): string {
	return `${random.pick(LENDER_KINDS)} ${inventPlace(random)}${random.pick(LENDER_TAILS)}`;
}

/** A branch's name; empty for some. */
export function inventBranch(random: Random): string {
	if (random.chance(0.2)) return '';
	const kind = random.pick(BRANCH_KINDS);
	return kind === 'Hội sở chính' ? kind : `${kind} ${inventPlace(random)}`;
}

/** A person in capitals, as reports print them. */
export function inventPerson(random: Random): string {
	const name = random.pick(SYLLABLES).toLocaleUpperCase('vi');
	return `${random.pick(FAMILY_NAMES)} ${random.pick(MIDDLE_NAMES)} ${name}`;
}

/** An address of three to five parts. */
export function inventAddress(random: Random): string {
	const house = random.pick([
		`Số ${random.integer(1, 480)}/${random.integer(1, 60)} đường ${inventPlace(random)}`,
		`${random.integer(1, 300)} ${inventPlace(random)}`,
		`Tổ ${random.integer(1, 30)}, ấp ${inventPlace(random)}`,
		`Thôn ${inventPlace(random)}`,
		`Căn hộ ${random.pick(['A', 'B', 'C'])}${random.integer(1, 30)}.${random.integer(10, 99)}, chung cư ${inventPlace(random)}`,
	]);
	const ward = `${random.pick(['phường', 'xã', 'Phường', 'Xã', 'P.'])} ${inventPlace(random)}`;
	const district = `${random.pick(['quận', 'huyện', 'Huyện', 'thị xã', 'Q.'])} ${inventPlace(random)}`;
	const province = `${random.pick(['tỉnh', 'Tỉnh', 'thành phố', 'TP.'])} ${inventPlace(random)}`;
	return [house, ward, ...(random.chance(0.8) ? [district] : []), province].join(', ');
}

/** Digits, the first ones given. */
export function inventDigits(random: Random, length: number, first = ''): string {
	const rest = Array.from({ length: length - first.length }, () => random.integer(0, 9));
	return first + rest.join('');
}
