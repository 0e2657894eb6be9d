import { success } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { plainPng } from './png.ts';

/** Draws numbers out of a hash: the same document gives the same report on every run. */
class Draw {
	private state: number;

	constructor(sha256: string) {
		this.state = Number.parseInt(sha256.slice(0, 8), 16) || 1;
	}

	/** The next whole number from `low` to `high`, both included (xorshift32). */
	int(low: number, high: number): number {
		this.state ^= this.state << 13;
		this.state ^= this.state >>> 17;
		this.state ^= this.state << 5;
		return low + ((this.state >>> 0) % (high - low + 1));
	}

	digits(count: number): string {
		return Array.from({ length: count }, () => this.int(0, 9)).join('');
	}

	score(): number {
		return this.int(9300, 9990) / 10_000;
	}

	box(): number[] {
		const left = this.int(60, 600);
		const top = this.int(60, 1300);
		return [left, top, left + this.int(60, 240), top + 24];
	}

	date(firstYear: number, lastYear: number): string {
		const two = (value: number): string => String(value).padStart(2, '0');
		return `${two(this.int(1, 28))}/${two(this.int(1, 12))}/${this.int(firstYear, lastYear)}`;
	}
}

const LENDERS = ['Mẫu Một', 'Mẫu Hai', 'Mẫu Ba', 'Mẫu Bốn'] as const;
const TERMS = ['ngắn hạn', 'trung hạn', 'dài hạn'] as const;

function cell(draw: Draw, value: string): object {
	return { value, box: draw.box(), score: draw.score() };
}

function row(draw: Draw, ...values: string[]): object[] {
	return values.map((value) => cell(draw, value));
}

function scalars(draw: Draw, values: Record<string, string>): Record<string, unknown> {
	const entries = Object.entries(values).flatMap(([key, value]): [string, unknown][] => [
		[key, value],
		[`${key}_box`, draw.box()],
		[`${key}_confidence`, draw.score()],
		[`${key}_id`, 0],
	]);
	return Object.fromEntries<unknown>(entries);
}

/** Code of a branch of an invented bank: province, bank (a number not in use), branch. */
function lenderCode(lender: number): string {
	return `01${String(990 + (lender % 10))}${String(1 + Math.floor(lender / 10)).padStart(3, '0')}`;
}

function loanRow(draw: Draw, index: number): object[] {
	const amount = String(draw.int(5, 900));
	const term = TERMS[draw.int(0, TERMS.length - 1)] ?? TERMS[0];
	const name = LENDERS[index % LENDERS.length] ?? LENDERS[0];
	const [no, code, institution, total] = row(
		draw,
		String(index + 1),
		lenderCode(index),
		`Ngân hàng TMCP ${name}`,
		amount,
	);
	const debts = {
		value: [
			{ debt_name: `Dư nợ cho vay ${term}`, debt: amount },
			{ debt_name: '- Dư nợ đủ tiêu chuẩn', debt: amount },
		],
		box: [draw.box(), draw.box()],
		score: [draw.score(), draw.score()],
	};
	return [no, code, institution, debts, total].filter((part) => part !== undefined);
}

function monthRow(draw: Draw, month: number): object[] {
	if (month === 0) return row(draw, '-', '-', '-');
	const loan = draw.int(10, 900);
	const card = draw.int(0, 60);
	return row(draw, String(loan), String(card), String(loan + card));
}

function tables(draw: Draw, loanRows: number | null): Record<string, object[][]> {
	const count = (length: number): number[] => Array.from({ length }, (_, index) => index);
	return {
		loan_details: count(loanRows ?? draw.int(1, 4)).map((index) => loanRow(draw, index)),
		credit_card_info: [row(draw, String(draw.int(20, 200)), String(draw.int(0, 20)), '0', '1')],
		outstanding_loans: count(12).map((month) => monthRow(draw, month)),
		bad_debt: [],
		late_payments: [row(draw, 'N', '0', '0')],
		loan_guarantee: [row(draw, String(draw.int(0, 3)), '1')],
		credit_contract: [row(draw, draw.date(2021, 2023), draw.date(2026, 2032))],
		customers_look_up: [row(draw, lenderCode(0), 'QHTD', draw.date(2024, 2024))],
	};
}

/**
 * A documented, plausible reply for any document, derived from the hash of its bytes alone.
 * `loanRows` sets the length of the loan table (null: 1 to 4).
 */
export function synthesize(sha256: string, withImages: boolean, loanRows: number | null): Envelope {
	const draw = new Draw(sha256);
	const image = withImages ? plainPng(992, 1403, 245).toString('base64') : '';
	const header = scalars(draw, {
		report_time: `${String(draw.int(8, 17)).padStart(2, '0')}:15 - ${draw.date(2025, 2025)}`,
		cic_code: `00${draw.digits(8)}`,
		id_card: `000${draw.digits(9)}`,
		address: `Số ${draw.int(1, 99)} đường Thử Nghiệm, phường Mẫu, quận Ví Dụ`,
		credit_score: String(draw.int(430, 700)),
		credit_rank: String(draw.int(1, 9)).padStart(2, '0'),
		credit_ranking_date: draw.date(2024, 2024),
		debt_sold_to_vamc: 'Không có',
	});
	const sections = Object.entries(tables(draw, loanRows)).flatMap(([key, rows]) => [
		[key, rows],
		[`${key}_image`, rows.length > 0 ? image : ''],
	]);
	return success([{ ...header, imgs: withImages ? [image] : [], ...Object.fromEntries(sections) }]);
}
