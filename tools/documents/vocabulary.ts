import type { Random } from './random.ts';

/** Syllables that names of places and firms are usually made of. */
const COMMON = [
	'An Ánh Bạch Bảo Bằng Bắc Bến Bích Biển Bình Cái Cẩm Cầu Chợ Cường Cửu Diễm Diệp Dũng Đà',
	'Đại Đằng Định Đoàn Đỗ Đông Đồng Đường Đức Gò Giang Hà Hạ Hải Hằng Hậu Hiển Hòa Hồng Huệ',
	'Huỳnh Hưng Hữu Khánh Khuê Kiên Kiến Kỳ Lãm Lâm Lệ Liễu Lĩnh Long Lộc Lợi Mẫn Mẫu Minh Mỹ',
	'Nam Nghĩa Nghiệm Ngọc Nguyệt Nhạn Ninh Phú Phụng Phước Quảng Quế Quyền Quỳnh Rạch Sơn Tạ',
	'Tấn Tây Thành Thạnh Thế Thiết Thịnh Thới Thủy Thử Tiến Tịnh Trạch Triệu Trung Tuyền Từ',
	'Viễn Vĩnh Võ Vũ Vượng Xuân Xuyên Yến',
].flatMap((line) => line.split(' '));

/** Seldom ones; together with the others they hold every letter with every tone. */
const RARE = [
	'Ảnh Ẩn Ấm Bửu Bưởi Chấn Chỉnh Chuẩn Cỏ Dẫn Dụ Dưỡng Đẫm Đệ Điểm Đỉnh Gấm Giả Giữ Hoẵng',
	'Hỗ Hưởng Ích Kết Khả Khẩn Khẽ Khiêm Kỷ Kỹ Lẫm Lẵng Lũy Lưỡng Mẹo Miễn Mỵ Nẫng Ngạc Nghễ',
	'Ngữ Nhẫn Nhựt Nõn Nữ Ổn Ỷ Phẩm Phỏng Phưởng Rạng Rỡ Sảnh Sẵn Sĩ Sử Sướng Tẩn Thẩm Thí',
	'Thoại Thục Thưởng Tiễn Toản Trẫm Trữ Tựu Ưng Vẫn Vị Yểm Ỹ Ỳ Ỗ Ỡ',
].flatMap((line) => line.split(' '));

/** How often a seldom syllable stands in a name. */
const RARE_SHARE = 0.12;

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
/** No lender's name begins with one of these. */
const INVENTED = ['Mẫu', 'Thử', 'Giả', 'Phỏng', 'Ví Dụ', 'Thí'];
const LENDER_TAILS = ['', '', '', ' Việt Nam', ' (Thử Nghiệm)'];
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
	const count = random.integer(2, 3);
	return random
		.some(COMMON, count)
		.map((syllable) => (random.chance(RARE_SHARE) ? random.pick(RARE) : syllable))
		.join(' ');
}

/** A lender's name without a branch; its first word says that there is no such lender. */
export function inventLenderName(random: Random): string {
	const name = `${random.pick(INVENTED)} ${inventPlace(random)}`;
	return `${random.pick(LENDER_KINDS)} ${name}${random.pick(LENDER_TAILS)}`;
}

/** A branch's name; empty for some. */
export function inventBranch(random: Random): string {
	if (random.chance(0.2)) return '';
	const kind = random.pick(BRANCH_KINDS);
	return kind === 'Hội sở chính' ? kind : `${kind} ${inventPlace(random)}`;
}

/** A person in capitals, as reports print them. */
export function inventPerson(random: Random): string {
	const name = random.pick(random.chance(RARE_SHARE) ? RARE : COMMON).toLocaleUpperCase('vi');
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
