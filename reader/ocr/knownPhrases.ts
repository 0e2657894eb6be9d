/** Written in capitals wherever they stand. */
export const ACRONYMS: readonly string[] = (
	'TMCP TNHH MTV TCTD TCPH STT VND VNĐ USD CIC CMND CCCD CMTND VAMC TSBĐ QHTD KH TD HĐ HĐTD NHNN ' +
	'NHTM CN PGD ID TP HCM CTTC QTDND DN BIDV ACB MB VIB SHB HSBC ANZ FE S11A S11T R14 PCB'
).split(' ');

/** Words that reports print again and again, in lower case; repaired where they were misread. */
export const KNOWN_PHRASES: readonly string[] = `
thông tin quan hệ tín dụng khách hàng cá nhân
trung tâm thông tin tín dụng quốc gia việt nam
ngân hàng nhà nước việt nam
báo cáo tín dụng
báo cáo thông tin tín dụng
thời gian yêu cầu
thời gian gửi báo cáo
thời gian trả lời
thời gian in
ngày hỏi tin
ngày trả lời tin
ngày in
đơn vị tra cứu
người tra cứu
mã số phiếu
số phiếu
sản phẩm
thông tin chung về khách hàng
thông tin chung
tên khách hàng
họ và tên
mã số cic
mã cic
mã khách hàng
số cmnd/cccd
số giấy tờ
giấy tờ khác
giấy tờ tùy thân
hộ chiếu
căn cước công dân
chứng minh nhân dân
địa chỉ
số điện thoại
điện thoại
điểm tín dụng
hạng tín dụng
điểm
hạng
ngày chấm điểm
xếp hạng khách hàng
xếp hạng kh
xếp hạng
thông tin về dư nợ
tình trạng dư nợ tín dụng hiện tại
chi tiết về nợ vay
chi tiết nợ vay
chi tiết dư nợ
không bao gồm nợ thẻ tín dụng
tổng hợp dư nợ hiện tại
tên tổ chức tín dụng
tổ chức tín dụng
tên tổ chức
tên tctd
mã tctd
chi nhánh tctd
tên tctd chi nhánh
mã số
ngày báo cáo
ngày báo cáo gần nhất
loại dư nợ
loại nợ
số tiền
chi tiết dư nợ
giá trị
tổng cộng
tổng số
tổng
dư nợ cho vay ngắn hạn
dư nợ cho vay trung hạn
dư nợ cho vay dài hạn
dư nợ cho vay khác
dư nợ cho vay trung và dài hạn
nợ cho vay ngắn hạn
nợ ngắn hạn
nợ trung hạn
nợ dài hạn
dư nợ đủ tiêu chuẩn
dư nợ cần chú ý
dư nợ dưới tiêu chuẩn
dư nợ dưới chuẩn
dư nợ nghi ngờ
dư nợ có khả năng mất vốn
dư nợ xấu khác
dư nợ không phân loại
nợ đủ tiêu chuẩn
nợ cần chú ý
nợ dưới tiêu chuẩn
nợ nghi ngờ
nợ có khả năng mất vốn
nợ xấu khác
nhóm nợ
nhóm
thông tin thẻ tín dụng và dư nợ thẻ tín dụng
thông tin thẻ tín dụng và dư nợ thẻ
thông tin về thẻ tín dụng
tên tổ chức phát hành
tổ chức phát hành thẻ
tổ chức phát hành
tổng hạn mức thẻ tín dụng
tổng hạn mức thẻ
hạn mức thẻ tín dụng
hạn mức
tổng số tiền phải thanh toán thẻ
tổng số tiền phải thanh toán
số tiền phải thanh toán
tổng số tiền chậm thanh toán thẻ
tổng số tiền chậm thanh toán
số tiền chậm thanh toán
số lượng thẻ tín dụng
số lượng thẻ
số thẻ
thông tin về số tiền thanh toán thẻ của chủ thẻ
dư nợ đã bán cho vamc
dư nợ thuộc vamc
dư nợ đã bán cho công ty quản lý tài sản của các tctd việt nam
công ty quản lý tài sản của các tctd việt nam
tctd bán nợ
tổ chức tín dụng bán nợ
nợ gốc còn lại
ngày số liệu
diễn biến dư nợ 12 tháng gần nhất
tình hình dư nợ 12 tháng gần nhất
12 tháng gần nhất
trong 12 tháng gần nhất
tháng
dư nợ vay
dư nợ thẻ
dư nợ thẻ tín dụng
tổng dư nợ
tổng dư nợ vay và thẻ
lịch sử nợ xấu tín dụng trong 05 năm gần nhất
lịch sử nợ xấu tín dụng trong 03 năm gần nhất
lịch sử nợ xấu
trong 05 năm gần nhất
trong 03 năm gần nhất
trong 3 năm gần nhất
trong 5 năm gần nhất
ngày phát sinh cuối cùng
ngày phát sinh
thời điểm phát sinh
nợ xấu
lịch sử chậm thanh toán thẻ tín dụng
lịch sử chậm thanh toán thẻ
khách hàng có chậm thanh toán thẻ
kh có chậm thanh toán thẻ
chậm thanh toán thẻ
số ngày chậm thanh toán thẻ lớn nhất
số ngày chậm thanh toán lớn nhất
số ngày chậm lớn nhất
số lần chậm thanh toán thẻ
số lần chậm thanh toán
số ngày quá hạn
ngày
lần
nợ cần chú ý trong 12 tháng gần nhất
thông tin khác
thông tin về bảo đảm tiền vay
thông tin bảo đảm tiền vay
bảo đảm tiền vay
bảo đảm bằng tài sản
số lượng tài sản bảo đảm
số lượng tsbđ
số tctd có tài sản bảo đảm
số tctd có tsbđ
tài sản bảo đảm
thông tin về hợp đồng tín dụng
hợp đồng tín dụng
số hợp đồng
ngày ký hợp đồng
ngày ký
ngày kết thúc hợp đồng
ngày kết thúc
danh sách tctd tra cứu thông tin khách hàng trong 01 năm gần nhất
danh sách tctd tra cứu thông tin quan hệ tín dụng của khách hàng
danh sách tctd tra cứu
trong 1 năm gần nhất
trong 01 năm gần nhất
sản phẩm tra cứu
tên sản phẩm
ngày tra cứu
thời gian tra cứu
tên đơn vị tra cứu
giờ
thẻ td
tức thời
thẻ tín dụng
quan hệ tín dụng
không có thông tin
khách có mã cic, không có thông tin
khách không có mã cic, không có thông tin
không có thông tin pcb
không có dữ liệu
không có
không có nợ xấu hay nợ cần chú ý
không có nợ xấu
không có nợ cần chú ý
không phát sinh nợ quá hạn
không có nợ quá hạn
không có bảo đảm tiền vay bằng tài sản
khách hàng hiện không có quan hệ tại tctd
khách hàng hiện không có dư nợ tại các tctd
không có nợ xấu tín dụng tại thời điểm cuối tháng
đơn vị: triệu đồng
đơn vị tính
triệu đồng
triệu vnd
ngân hàng
ngân hàng tmcp
ngân hàng thương mại cổ phần
ngân hàng tnhh mtv
ngân hàng hợp tác xã việt nam
ngân hàng chính sách xã hội
công ty tài chính
công ty tài chính tnhh
công ty tài chính tnhh mtv
công ty tài chính cổ phần
công ty cho thuê tài chính
công ty tnhh
công ty cổ phần
quỹ tín dụng nhân dân
quỹ tín dụng
tổ chức tài chính vi mô
chi nhánh
phòng giao dịch
hội sở chính
hội sở
sở giao dịch
trung tâm thẻ
việt nam
thành phố hồ chí minh
thành phố
tỉnh
quận
huyện
thị xã
thị trấn
phường
xã
đường
phố
ngõ
ngách
thôn
ấp
tổ
khu phố
số nhà
căn hộ
chung cư
trang
bản mẫu
dữ liệu hư cấu
`
	.trim()
	.split('\n');

/**
 * Names of banks and places, known where they were read as they are written. Another name may differ
 * in a mark only, so they are never put in its place.
 */
export const KNOWN_NAMES: readonly string[] = `
ngoại thương
công thương
đầu tư và phát triển
nông nghiệp và phát triển nông thôn
kỹ thương
quân đội
á châu
sài gòn thương tín
sài gòn công thương
sài gòn hà nội
tiên phong
việt nam thịnh vượng
hàng hải
quốc tế
phương đông
bưu điện liên việt
lộc phát
phát triển thành phố hồ chí minh
đông nam á
nam á
an bình
bắc á
quốc dân
đại chúng
kiên long
việt á
bản việt
xăng dầu petrolimex
việt nam thương tín
đông á
bảo việt
hà nội
hải phòng
đà nẵng
cần thơ
huế
quảng ninh
quảng nam
quảng ngãi
bắc ninh
bắc giang
hải dương
hưng yên
nam định
thái bình
thái nguyên
thanh hóa
nghệ an
hà tĩnh
quảng bình
quảng trị
bình định
phú yên
khánh hòa
lâm đồng
đắk lắk
gia lai
bình dương
đồng nai
bà rịa vũng tàu
long an
tiền giang
vĩnh long
an giang
kiên giang
cà mau
`
	.trim()
	.split('\n');
