import { readFileSync } from 'node:fs';
import type { Cell, ReportData, TableData, Text } from './reportData.ts';
import { SECTIONS } from './sections.ts';
import type { Section } from './sections.ts';

/** Where the style sheet is, from the project root. */
const STYLE_SHEET = 'sandbox/generate/report.css';

/** What is printed where a section has nothing to say. */
const NOTHING = 'Không có thông tin';

/** The text as it stands on the page. */
export function printedText(text: Text): string {
	return typeof text === 'string' ? text : text.printed;
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A text whose box is measured later, under `place`. */
function marked(place: string, text: Text): string {
	return `<span data-box="${place}">${escape(printedText(text))}</span>`;
}

function cellContent(place: string, cell: Exclude<Cell, null>): string {
	if (typeof cell === 'string' || 'printed' in cell) return marked(place, cell);
	return cell.lines
		.map(([name, amount], line) => {
			const kind = printedText(name).startsWith('-') ? 'group' : 'term';
			const label = marked(`${place}:${line}:name`, name);
			return `<div class="line ${kind}">${label}${marked(`${place}:${line}:debt`, amount)}</div>`;
		})
		.join('');
}

/** Rows that a cell covers: itself and the nulls right below it. */
function span(table: TableData, row: number, column: number): number {
	const below = table.rows.slice(row + 1).findIndex((cells) => cells[column] !== null);
	return below === -1 ? table.rows.length - row : below + 1;
}

function rowHtml(section: Section, table: TableData, index: number): string {
	const cells = table.rows[index] ?? [];
	const isTotal = cells.some((cell) => cell === 'Tổng cộng');
	const html = cells.map((cell, column) => {
		if (cell === null) return '';
		const align = section.columns[column]?.align ?? 'left';
		const content = cellContent(`${section.key}:${index}:${column}`, cell);
		return `<td class="${align}" rowspan="${span(table, index, column)}">${content}</td>`;
	});
	return `<tr class="${isTotal ? 'total' : ''}">${html.join('')}</tr>`;
}

function sectionHtml(section: Section, table: TableData | null): string {
	const title = `<h3>${section.title}</h3>`;
	if (table === null) return `<div class="block">${title}<p class="note">${NOTHING}</p></div>`;
	const headings = section.columns.map(({ heading, width }, column) => {
		const text = marked(`${section.key}:heading:${column}`, heading);
		return `<th style="width:${width}">${text}</th>`;
	});
	const rows = table.rows.map((_, index) => rowHtml(section, table, index));
	return `<div class="block">${title}<table data-table="${section.key}">
		<thead><tr>${headings.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function vamcHtml(report: ReportData): string {
	const title = '<h3>2.3. Dư nợ đã bán cho VAMC</h3>';
	const debt = marked('debt_sold_to_vamc', report.debt_sold_to_vamc);
	if (report.vamcSeller === null) {
		const text = report.debt_sold_to_vamc === '' ? NOTHING : debt;
		return `<div class="block">${title}<p class="note">${text}</p></div>`;
	}
	const { name, date } = report.vamcSeller;
	return `<div class="block">${title}<table><thead><tr><th>TCTD bán nợ</th>
		<th>Nợ gốc còn lại (VND)</th><th>Ngày số liệu</th></tr></thead><tbody><tr>
		<td>${name}</td><td class="right">${debt}</td><td class="center">${date}</td>
		</tr></tbody></table></div>`;
}

function headerHtml(report: ReportData): string {
	return `<div class="block">
		<div class="letterhead">
			<div class="publisher"><small>TỔ CHỨC HƯ CẤU</small>TRUNG TÂM THÔNG TIN TÍN DỤNG MẪU</div>
			<div class="code">Sản phẩm: S11A</div>
		</div>
		<h1>THÔNG TIN QUAN HỆ TÍN DỤNG KHÁCH HÀNG CÁ NHÂN</h1>
		<p class="subtitle">(Bản mẫu để kiểm thử phần mềm - mọi thông tin đều là hư cấu)</p>
		<dl>
			<dt>Thời gian yêu cầu:</dt><dd>${report.requestTime}</dd>
			<dt>Mã số phiếu:</dt><dd>${report.ticket}</dd>
			<dt>Thời gian gửi báo cáo:</dt><dd>${marked('report_time', report.report_time)}</dd>
			<dt>Người tra cứu:</dt><dd>${report.requestedBy}</dd>
			<dt>Đơn vị tra cứu:</dt><dd class="wide">${report.requester}</dd>
		</dl></div>`;
}

function customerHtml(report: ReportData): string {
	return `<div class="block"><h2>1. THÔNG TIN CHUNG VỀ KHÁCH HÀNG</h2><dl>
			<dt>Tên khách hàng:</dt><dd>${report.customerName}</dd>
			<dt>Mã số CIC:</dt><dd>${marked('cic_code', report.cic_code)}</dd>
			<dt>Số CMND/CCCD:</dt><dd>${marked('id_card', report.id_card)}</dd>
			<dt>Giấy tờ khác:</dt><dd>${report.otherPapers}</dd>
			<dt>Địa chỉ:</dt><dd class="wide">${marked('address', report.address)}</dd>
		</dl></div>
		<div class="block"><h3>Điểm tín dụng</h3><dl>
			<dt>Điểm tín dụng:</dt><dd>${marked('credit_score', report.credit_score)}</dd>
			<dt>Hạng tín dụng:</dt><dd>${marked('credit_rank', report.credit_rank)}</dd>
			<dt>Ngày chấm điểm:</dt><dd>${marked('credit_ranking_date', report.credit_ranking_date)}</dd>
			<dt>Xếp hạng KH:</dt><dd>${report.percentile}</dd>
		</dl></div>`;
}

/** The report as HTML blocks; `paginate` in the browser puts them on pages. */
export function reportHtml(report: ReportData): string {
	const blocks = SECTIONS.map((section) => {
		const html = sectionHtml(section, report[section.key]);
		if (section.key === 'loan_details')
			return `<h2 class="block">2. THÔNG TIN VỀ DƯ NỢ</h2>${html}`;
		if (section.key === 'credit_card_info') return `${html}${vamcHtml(report)}`;
		if (section.key !== 'loan_guarantee') return html;
		return `<h2 class="block">3. THÔNG TIN KHÁC</h2>${html}`;
	});
	return `<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
		<title>Báo cáo tín dụng mẫu ${report.ticket}</title>
		<style>${readFileSync(STYLE_SHEET, 'utf8')}</style></head>
		<body data-ticket="${report.ticket}">
		${headerHtml(report)}${customerHtml(report)}${blocks.join('')}</body></html>`;
}
