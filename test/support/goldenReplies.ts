import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCALAR_NAMES, TABLE_COLUMNS } from './contractNames.ts';
import type { TableName } from './contractNames.ts';

/** Replies by name; each is given to the node as JSON text, so that odd keys arrive as they are. */
export type Replies = Readonly<Record<string, unknown>>;

type Fields = Record<string, unknown>;

const TABLE_NAMES = Object.keys(TABLE_COLUMNS) as TableName[];

const read = (...path: string[]): unknown =>
	JSON.parse(readFileSync(join(process.cwd(), ...path), 'utf8'));

const SAMPLES = [
	'clean-borrower',
	'bad-debt',
	'empty-report',
	'scanned-report',
	'scanned-report-jpg',
] as const;

const DOCUMENTS = ['test', 'fixtures', 'documents'] as const;

const base64Of = (file: unknown): string =>
	typeof file === 'string' && file !== ''
		? readFileSync(join(process.cwd(), ...DOCUMENTS, file)).toString('base64')
		: '';

/** The replies to the sandbox's documents, with their images or, as without `get_thumb`, none. */
export function sampleReplies(withImages: boolean): Replies {
	const fill = (name: string, value: unknown): unknown => {
		if (name === 'imgs' && Array.isArray(value)) return withImages ? value.map(base64Of) : [];
		if (name.endsWith('_image')) return withImages ? base64Of(value) : '';
		return value;
	};
	return Object.fromEntries(
		SAMPLES.map((name) => {
			const text = readFileSync(join(process.cwd(), ...DOCUMENTS, `${name}.reply.json`), 'utf8');
			return [name, JSON.parse(text, fill)];
		}),
	);
}

/** Replies in every documented and undocumented form, generated once and kept. */
export function mangledReplies(): Replies {
	const replies = read('test', 'fixtures', 'golden', 'replies', 'mangled.json') as unknown[];
	return Object.fromEntries(replies.map((reply, index) => [`mangled ${index}`, reply]));
}

export const success = (info: unknown, more: object = {}): object => ({
	data: { info, type: 'credit_report' },
	errorCode: '0',
	errorMessage: 'Success',
	...more,
});

const cell = (value: unknown, score: unknown = 0.97): object => ({
	value,
	box: [1, 2, 3, 4],
	score,
});
const row = (...values: unknown[]): object[] => values.map((value) => cell(value));
const debtsCell = (...lines: (readonly [unknown, unknown])[]): object => ({
	value: lines.map(([debt_name, debt]) => ({ debt_name, debt })),
	box: lines.map(() => [1, 2, 3, 4]),
	score: lines.map(() => 0.97),
});
const lender = (
	no: unknown,
	code: unknown,
	name: unknown,
	lines: (readonly [unknown, unknown])[],
	total: unknown,
): object[] => [cell(no), cell(code), cell(name), debtsCell(...lines), cell(total)];
const scalar = (name: string, value: unknown, confidence: unknown = 0.97): object => ({
	[name]: value,
	[`${name}_box`]: [1, 2, 3, 4],
	[`${name}_confidence`]: confidence,
	[`${name}_id`]: 0,
});

const HEADING = {
	...scalar('report_time', '11:07 - 21/05/2024'),
	...scalar('cic_code', '0000000101'),
	...scalar('id_card', '000190000101'),
};
const NOTHING: Fields = Object.fromEntries(TABLE_NAMES.map((name) => [name, []]));

/** Cells of a row of each table, in which one text stands everywhere. */
const CELL_COUNTS: Readonly<Record<TableName, number>> = {
	loan_details: 5,
	credit_card_info: 4,
	outstanding_loans: 3,
	bad_debt: 5,
	late_payments: 3,
	loan_guarantee: 2,
	credit_contract: 2,
	customers_look_up: 3,
};

/** A report in which a text stands in every place that is read. */
const everywhere = (text: string): object => ({
	...Object.assign({}, ...SCALAR_NAMES.map((name) => scalar(name, text))),
	...Object.fromEntries(
		TABLE_NAMES.map((name) => {
			const cells = row(...Array.from({ length: CELL_COUNTS[name] }, () => text));
			if (name === 'loan_details')
				cells[3] = debtsCell([text, text], ['Dư nợ đủ tiêu chuẩn', text]);
			return [name, [cells]];
		}),
	),
});

/** Every printed text of the fixture, once in each place of a report of its own. */
export function printedTextReplies(): Replies {
	const entries = read('test', 'fixtures', 'printedTexts.json') as {
		kind: string;
		text: unknown;
	}[];
	const kinds = [...new Set(entries.map(({ kind }) => kind))];
	return Object.fromEntries(
		kinds.map((kind) => {
			const texts = entries.filter((entry) => entry.kind === kind).map(({ text }) => text);
			const distinct = [
				...new Set(texts.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)))),
			];
			return [kind, success(distinct.map(everywhere))];
		}),
	);
}

const PNG = Buffer.from('\x89PNG\r\n\x1a\n-the-rest-of-it', 'latin1').toString('base64');
const JPEG = Buffer.from('\xff\xd8\xff\xe0-the-rest-of-it', 'latin1').toString('base64');
const head = (text: string): string =>
	Buffer.from(`${text}-----------`, 'latin1').toString('base64');

/** Images as the API may send them, those that are none included. */
const IMAGES: Replies = {
	'images of every type': success([
		{
			...HEADING,
			...NOTHING,
			imgs: [
				PNG,
				JPEG,
				head('RIFF\x10\0\0\0WEBPVP8 '),
				head('II*\0'),
				head('MM\0*'),
				head('GIF89a'),
				head('BM'),
				head('%PDF-1.7'),
			],
		},
	]),
	'images in odd forms': success([
		{
			...HEADING,
			...NOTHING,
			imgs: [
				`data:image/png;base64,${PNG}`,
				PNG.match(/.{1,8}/g)?.join('\n'),
				PNG.replace(/=+$/, ''),
			],
			loan_details: [lender('1', '79101001', 'Ngân hàng A', [['Dư nợ đủ tiêu chuẩn', '5']], '5')],
			loan_details_image: [PNG, JPEG, ''],
			bad_debt_image: JPEG,
			late_payments_image: [],
		},
	]),
	'images that are none': success([
		{
			...HEADING,
			...NOTHING,
			imgs: [
				'',
				null,
				7,
				'not base64 at all!',
				Buffer.from('plain text').toString('base64'),
				['x'],
				{ a: 1 },
			],
			loan_details_image: 'not base64 at all!',
			bad_debt_image: { a: PNG },
			credit_contract_image: Buffer.from('plain text').toString('base64'),
		},
	]),
	'one image where a list belongs': success([{ ...HEADING, ...NOTHING, imgs: PNG }]),
	'images of two reports': success([
		{ ...HEADING, ...NOTHING, imgs: [PNG], loan_details_image: PNG },
		{ ...HEADING, ...NOTHING, imgs: [PNG, JPEG] },
	]),
	'an image longer than a text': success([
		{
			...HEADING,
			...NOTHING,
			imgs: [
				Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.alloc(60_000, 7)]).toString('base64'),
			],
			address: 'a'.repeat(30_000),
		},
	]),
};

/** Replies that are no success, or one in a form that nobody documents; some hold no report. */
export function hostileReplies(): Replies {
	const report = { ...HEADING, ...NOTHING, ...scalar('credit_score', '612') };
	const odd = JSON.parse(
		'{"__proto__": {"polluted": true}, "constructor": "x", "error": "y", "json": 1, "binary": {"a": 1}, "pairedItem": 7, "toString": null}',
	) as Fields;
	return {
		...IMAGES,
		'info is one object': success(report),
		'data is a list': { errorCode: '0', data: [{ info: [report] }, { info: report }, {}, null] },
		'two reports, empty ones between': success([report, null, {}, report]),
		'the same report twice': success([report, report]),
		'code as a number': { ...success([report]), errorCode: 0 },
		'code between spaces': { ...success([report]), errorCode: ' 0 ' },
		'empty exception': success([report], { Exception: '' }),
		'keys beyond the documented ones': success(
			[{ ...report, ...odd, branch: 'HN', nested: { a: [1, { b: null }] } }],
			{
				...odd,
				request_id: 'r-1',
				branch: 'outer',
			},
		),
		'keys beyond at every level': {
			...success([]),
			data: { ...odd, info: [{ ...report, extra: 1 }], extra: 2, reply_extra: 3 },
			extra: 4,
			reply_extra: 5,
		},
		'tables are no tables': success([
			{
				...HEADING,
				loan_details: 'text',
				credit_card_info: 7,
				outstanding_loans: { json0: row('1', '2', '3') },
				bad_debt: null,
				late_payments: [42, 'x', null, []],
				loan_guarantee: [[cell('1')], [cell('1'), cell('2'), cell('3'), cell('4')]],
				credit_contract: [{ json0: cell('01/02/2024'), json1: cell('01/02/2025'), json7: 'more' }],
				customers_look_up: [['79101', 'Thẻ tín dụng', '10/05/2024 08:00:00']],
			},
		]),
		'cells are no cells': success([
			{
				...HEADING,
				...NOTHING,
				loan_details: [
					['1', '79101001', 'Ngân hàng A', 'Dư nợ đủ tiêu chuẩn: 5', '5'],
					[
						cell(1),
						cell(79101001),
						cell(['Ngân', 'hàng']),
						cell({ debt_name: 'Dư nợ xấu', debt: 3 }),
						cell(3),
					],
					[
						cell('3'),
						cell('x'.repeat(300)),
						cell(true),
						{ value: [null, 7, 'x', { debt: '4' }] },
						cell('4'),
					],
				],
			},
		]),
		'blank rows, headings and totals': success([
			{
				...HEADING,
				...NOTHING,
				loan_details: [
					row('STT', 'Mã TCTD', 'Tên TCTD', 'Dư nợ', 'Tổng'),
					row('', '', '', '', ''),
					lender(
						'1',
						'79101001',
						'Ngân hàng A',
						[
							['Dư nợ cho vay ngắn hạn', '1.000'],
							['- Dư nợ đủ tiêu chuẩn', '900'],
							['- Dư nợ cần chú ý', '100'],
						],
						'1.000',
					),
					lender(
						'2',
						'79202001',
						'Ngân hàng B',
						[
							['Dư nợ cho vay trung hạn', '200'],
							['- Dư nợ có khả năng mất vốn', '200'],
						],
						'250',
					),
					lender('', '', 'Tổng cộng', [['Dư nợ cho vay ngắn hạn', '1.000']], '1.200'),
					row('', '', '', '', ''),
				],
				bad_debt: [
					row('-', '-', '-', '-', '-'),
					row('31/02/2024', 'Nhóm 7', '1,5 tỷ', '1', 'Ngân hàng C'),
				],
			},
		]),
		'rows that contradict each other': success([
			{
				...HEADING,
				...scalar('debt_sold_to_vamc', '0'),
				...NOTHING,
				credit_card_info: [row('50', '60', '70', '0'), row('10', '5', '0', '1')],
				bad_debt: [
					row('01/01/2030', '3', '100', '1', 'Ngân hàng A'),
					row('01/01/2010', '2', '100', '1', 'Ngân hàng A'),
				],
				late_payments: [row('Có', '0', '0'), row('Không', '30', '2')],
				credit_contract: [row('01/02/2025', '01/02/2024'), row('01/02/2025', '')],
				customers_look_up: [
					row('79101', 'Vay', '10/05/2030 08:00:00'),
					row('79101', 'Vay', '10:00 - 01/05/2024'),
				],
			},
		]),
		'confidences of every kind': success([
			{
				...HEADING,
				...NOTHING,
				...scalar('credit_score', '612', '97%'),
				...scalar('credit_rank', '05', null),
				...scalar('address', 'Hà Nội', 0.2),
				...scalar('credit_ranking_date', '30/04/2024', 97),
				loan_guarantee: [
					[cell('1', '0.9'), cell('2', -1)],
					[cell('1', 'x'), { value: '2' }],
				],
			},
		]),
		'boxes of every kind': success([
			{
				...HEADING,
				...NOTHING,
				cic_code_box: [10, 20, 30, 40, 2],
				id_card_box: { left: 1, top: 2 },
				address: 'Hà Nội',
				address_box: ['1', '2', '3', '4'],
				address_id: '3',
				report_time_id: null,
				loan_guarantee: [
					[
						{ value: '1', box: [[1, 2, 3, 4]], score: 0.9 },
						{ value: '2', box: 'x', score: 0.9, page: 4 },
					],
				],
			},
		]),
		'a table seen but not read': success([{ ...HEADING, ...NOTHING, loan_details_image: PNG }]),
		'nothing but a heading': success([HEADING]),
		'an empty entry': success([{}]),
		'deep nesting': success([
			{ ...HEADING, ...NOTHING, extra: JSON.parse('['.repeat(60) + ']'.repeat(60)) as unknown },
		]),
		'very long texts': success([
			{
				...HEADING,
				...NOTHING,
				...scalar('address', 'đ'.repeat(20_000)),
				...scalar('credit_score', '9'.repeat(400)),
			},
		]),
		'odd letters': success([
			{
				...HEADING,
				...NOTHING,
				...scalar(
					'address',
					'Ha\u0300 No\u0323\u0302i\u00a0\u2009\u200b\ufeff\u202eabc\u0000\ud800',
				),
				...scalar('cic_code', ' 00 000.001-01 '),
			},
		]),
		'refused: wrong key': {
			data: null,
			errorCode: '4',
			errorMessage: 'Incorrect api_key or api_secret',
		},
		'no report': success([]),
	};
}

/** A generator of numbers from 0 up to 1 that gives the same ones for the same seed. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

type Change = (text: string, random: () => number) => unknown;

const at = (text: string, random: () => number): number => Math.floor(random() * text.length);

/** What a reader of pages gets wrong in a text. */
const CHANGES: readonly Change[] = [
	(text, random) => {
		const place = at(text, random);
		return text.slice(0, place) + text.slice(place + 1);
	},
	(text, random) => text.replace(/\d/, String(Math.floor(random() * 10))),
	(text) => text.replaceAll('.', ''),
	(text) => text.replaceAll('.', ','),
	(text) => text.replace('0', 'O'),
	(text) => text.replace(/[1l]/, 'I'),
	(text) => `${text} triệu`,
	(text) => `${text}000`,
	(text) => `-${text}`,
	(text) => text.toUpperCase(),
	(text) => text.normalize('NFD'),
	(text) => Number(text.replaceAll('.', '')),
	() => '',
	() => null,
	() => '31/02/2025',
	() => '01/01/2099',
	() => 'Nhóm 9',
	() => 'Không có',
	() => '1.234',
	() => 'Tổng cộng',
];

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every place of a report with a printed text, as the object it stands in and its key there. */
function listTexts(report: Fields): [Fields, string][] {
	const places: [Fields, string][] = SCALAR_NAMES.filter(
		(name) => typeof report[name] === 'string',
	).map((name) => [report, name]);
	const walk = (value: unknown): void => {
		if (Array.isArray(value)) value.forEach(walk);
		if (!isFields(value)) return;
		for (const key of ['value', 'debt_name', 'debt']) {
			if (typeof value[key] === 'string') places.push([value, key]);
			else if (key in value) walk(value[key]);
		}
	};
	for (const name of TABLE_NAMES) walk(report[name]);
	return places;
}

function changeTable(report: Fields, random: () => number): void {
	const name = TABLE_NAMES[Math.floor(random() * TABLE_NAMES.length)] ?? 'bad_debt';
	const table = report[name];
	if (!Array.isArray(table)) return;
	const place = Math.floor(random() * table.length);
	const kind = Math.floor(random() * 7);
	if (kind === 0) table.splice(place, 1);
	else if (kind === 1) table.push(structuredClone(table[place] ?? []));
	else if (kind === 2) delete report[name];
	else if (kind === 3) table.splice(0, table.length);
	else if (kind === 4) table.reverse();
	else if (kind === 5) table.splice(place, 0, []);
	else
		report[name] = table.map((cells: unknown) =>
			Array.isArray(cells)
				? Object.fromEntries(cells.map((each, index) => [`json${index}`, each]))
				: cells,
		);
}

function changeScore(report: Fields, random: () => number): void {
	const places = listTexts(report).filter(([fields]) => 'score' in fields);
	const [fields] = places[Math.floor(random() * places.length)] ?? [];
	if (fields) fields['score'] = [0.3, null, '0.99', 0, 1][Math.floor(random() * 5)];
}

function misread(reply: unknown, random: () => number): unknown {
	const copy = structuredClone(reply) as { data: { info: Fields[] } };
	const report = copy.data.info[0] ?? {};
	for (let left = 1 + Math.floor(random() * 6); left > 0; left -= 1) {
		const places = listTexts(report);
		const [fields, key = ''] = places[Math.floor(random() * places.length)] ?? [];
		const change = CHANGES[Math.floor(random() * CHANGES.length)];
		if (fields && change) fields[key] = change(String(fields[key]), random);
	}
	if (random() < 0.5) changeTable(report, random);
	if (random() < 0.3) changeScore(report, random);
	return copy;
}

/** The sandbox's replies with a few misreadings in each: what cross-checks are for. */
export function misreadReplies(count: number): Replies {
	const random = createRandom(20_240_521);
	const samples = Object.values(sampleReplies(false));
	return Object.fromEntries(
		Array.from({ length: count }, (_, index) => {
			const name = `misread ${index} of ${SAMPLES[index % samples.length]}`;
			return [name, misread(samples[index % samples.length], random)];
		}),
	);
}
