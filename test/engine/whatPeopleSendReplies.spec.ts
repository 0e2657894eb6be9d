import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import { makePdf } from '../support/makePdf.ts';
import { startReplyServer } from '../support/replyServer.ts';
import type { ReplyServer } from '../support/replyServer.ts';
import { cell, HEADING, lender, NOTHING, reply, row, scalar } from '../support/replies.ts';
import { startRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';

const ERROR_MODES: readonly OnError[] = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

let rig: Rig;
let server: ReplyServer;

beforeAll(async () => {
	rig = await startRig();
	server = await startReplyServer();
});

afterAll(async () => {
	await server.stop();
	await rig.stop();
});

/** Extracts one document that gets this reply, whether it is JSON or not. */
async function extract(text: string, parameters: INodeParameters = {}) {
	server.text = text;
	return await rig.engine.run({
		items: [{ json: { source: makePdf().toString('base64') } }],
		parameters: { inputMode: 'base64', base64: '={{ $json.source }}', ...parameters },
		credential: server.credential,
	});
}

/** Reshapes one saved reply per item. */
async function reshape(
	saved: unknown[],
	parameters: INodeParameters = {},
	onError: OnError = 'continueRegularOutput',
) {
	return await rig.engine.run({
		items: saved.map((response) => ({ json: { response } as IDataObject })),
		parameters: { operation: 'reshape', response: '={{ $json.response }}', ...parameters },
		credential: null,
		onError,
	});
}

const GOOD = reply({ ...HEADING, ...NOTHING });
const report = (fields: object) => reply({ ...HEADING, ...NOTHING, ...fields });

/** Every text within a value, keys included. */
const textsOf = (value: unknown): string[] => {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, each]) => [key, ...textsOf(each)]);
};

describe('replies of a Python service', () => {
	const WORDS = ['NaN', 'Infinity', '-Infinity'];

	it.each(WORDS)('raw: %s is null, and nothing else changes', async (word) => {
		const address = `${word}, "phố" \\ NaN`;
		const body = report({
			...scalar('address', address),
			...scalar('credit_score', '@@', '@@'),
			...{ list: ['@@', 1, '@@'], undocumented: { '@@': '@@' } },
		});
		const text = JSON.stringify(body);
		const { error, json } = await extract(text.replace('"@@":', '"x":').replaceAll('"@@"', word), {
			output: 'raw',
		});
		expect(error).toBeUndefined();
		const expected: unknown = JSON.parse(text.replace('"@@":', '"x":').replaceAll('"@@"', 'null'));
		expect(json).toEqual([expected]);
	});

	it.each(WORDS)('items: %s is null and asks for a person', async (word) => {
		const fields = {
			...scalar('credit_score', '@@'),
			...scalar('address', '@@'),
			...scalar('cic_code', '@@'),
			credit_card_info: [row('30', '@@', '0', '1')],
			loan_details: [lender('01309001', 'Ngân hàng', [['Dư nợ ngắn hạn', '@@']], '12')],
			customers_look_up: [row('01309001', '@@', '20/05/2024')],
		};
		const text = JSON.stringify(report(fields)).replaceAll('"@@"', word);
		const { json } = await extract(text, { tablesInRecord: 'columns' });
		expect(json[0]).toMatchObject({
			credit_score: null,
			address: null,
			cic_code: null,
			id_card: HEADING.id_card,
			credit_card_info_1_credit_limit: 30,
			credit_card_info_1_payable_amount: null,
			loan_details_1_short_term: null,
			customers_look_up_1_product: null,
			needs_review: true,
		});
		expect(json[0]?.['review_notes']).toEqual(
			expect.stringMatching(new RegExp(`(?:.*"${word}"){4}`)),
		);
	});

	it('a confidence that is none asks for a person', async () => {
		const text = JSON.stringify(report(scalar('credit_score', '600', '@@')));
		const { json } = await extract(text.replace('"@@"', 'NaN'));
		expect(json[0]).toMatchObject({ credit_score: 600, needs_review: true });
	});

	it('a long text with many escapes beside a NaN costs nothing', async () => {
		const image = '\\/'.repeat(4_000_000);
		const text = JSON.stringify(report({ ...scalar('credit_score', '@@'), x: '##' }));
		const ran = await extract(text.replace('"@@"', 'NaN').replace('##', image));
		expect(ran.error).toBeUndefined();
		expect(ran.json[0]).toMatchObject({ credit_score: null, needs_review: true });
	});

	it('nothing that cannot be seen reaches an item', async () => {
		const odd = (text: string) => `\u200b${text}\u0000\u200e\u2060`;
		const fields = {
			...scalar('address', odd('12 phố Huế')),
			...scalar('credit_rank', odd('03')),
			...scalar('cic_code', odd('0000000101')),
			loan_details: [
				lender('01309001', odd('Ngân hàng'), [[odd('Dư nợ ngắn hạn'), odd('12')]], odd('12')),
			],
			credit_card_info: [[...row('30', '1', '0', '1'), cell(odd('thừa'))]],
			[odd('khác')]: { [odd('trong')]: [odd('đây')] },
		};
		const settings = { includeOriginalText: true, includeConfidence: true };
		for (const tablesInRecord of ['columns', 'lists', 'json']) {
			const body = JSON.stringify(report(fields));
			const { json } = await extract(body, { tablesInRecord, options: settings });
			expect(json[0]).toMatchObject({ address: '12 phố Huế', credit_rank: '03' });
			for (const text of textsOf(json))
				expect(text).not.toMatch(/[\p{Cf}\0]|\\u(?:200b|0000|200e)/u);
		}
	});

	it.each<[string, number | string]>([
		['beyond 2^53', 9_007_199_254_740_993],
		['a fraction', 1234.5],
		['in exponent form', 1.2e30],
		['negative', -5],
	])('a code that came as a number %s is null with a note', async (_what, number) => {
		const fields = {
			...scalar('cic_code', number),
			...scalar('id_card', number),
			loan_details: [lender('01309001', 'A', [], '')],
			customers_look_up: [[cell(number), cell('A'), cell('20/05/2024')]],
		};
		const [bad, good] = (await reshape([report(fields), GOOD], { tablesInRecord: 'columns' })).json;
		expect(bad).toMatchObject({
			cic_code: null,
			id_card: null,
			customers_look_up_1_institution_code: null,
			needs_review: true,
			review_notes: expect.stringContaining('cannot hold all of its digits'),
		});
		expect(good).toMatchObject({ cic_code: '0000000101', needs_review: false });
	});
});

describe('saved replies as they come back', () => {
	const text = JSON.stringify(GOOD);

	it.each<[string, unknown]>([
		['in a list of one', [GOOD]],
		['under data as text', { data: text, id: 7 }],
		['as text', text],
		['as text of a list', JSON.stringify([GOOD])],
		['as text of text', JSON.stringify(text)],
		['as text under data in a list', [{ data: JSON.stringify(text) }]],
		['with a byte order mark', `\ufeff${text}`],
		['with a NaN', text.replace('"0000000101"', '"0000000101","x":NaN')],
	])('%s', async (_what, saved) => {
		const { json } = await reshape([saved, GOOD]);
		expect(json).toMatchObject([{ cic_code: '0000000101' }, { cic_code: '0000000101' }]);
	});

	it.each<[string, unknown, string]>([
		['a number', 42, 'a number'],
		['true', true, 'the value true'],
		['a list', [GOOD, GOOD], 'a list'],
		['an empty list', [], 'a list'],
		['another object', { hello: 'Nguyễn' }, 'an object'],
		['a text', 'Nguyễn', 'a text'],
		['a web page', '<html>Nguyễn</html>', 'a text'],
		['cut-off text', '{"data": {"info": [', 'a text'],
		['data that is no JSON', { data: 'Nguyễn' }, 'an object'],
		['data without a code', { data: { info: [{}] } }, 'an object'],
		['a Buffer', Buffer.from(text).toJSON(), 'a Buffer object'],
		['text of a number', '"42"', 'a text'],
	])('%s is a mapping problem, in every error mode', async (_what, saved, holds) => {
		for (const onError of ERROR_MODES) {
			const ran = await reshape([GOOD, saved, GOOD], {}, onError);
			const failed = ran.outputs.flat().filter(({ json }) => 'error' in json);
			const told =
				onError === 'stopWorkflow'
					? { error: ran.error?.message, message: ran.error?.description }
					: { error: failed[0]?.json['error'], message: failed[0]?.json['message'] };
			expect(told.error).toMatch(/^The parameter "Response" holds no saved reply: /);
			expect(told.message).toContain(`It holds ${holds}. `);
			expect(JSON.stringify(told)).not.toMatch(/bill|Computer Vision|ask|Nguyễn|run this/i);
			if (onError === 'stopWorkflow') continue;
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
			expect(ran.outputs.flat()).toHaveLength(3);
		}
	});
});

describe('printed numbers and dates', () => {
	const card = (amount: string) => report({ credit_card_info: [row(amount, '1', '0', '1')] });

	async function readAmounts(texts: string[], parameters: INodeParameters = {}) {
		const { json } = await reshape(texts.map(card), { tablesInRecord: 'columns', ...parameters });
		return json.map((item) => item['credit_card_info_1_credit_limit']);
	}

	it('reads what is certain although unusual', async () => {
		const texts = [
			'₫1.234.567',
			'VND 1.234.567',
			'１２３４５６７',
			'2 tỷ 300 triệu',
			'2 tỷ 3000 triệu',
		];
		expect(await readAmounts(texts, { amountUnit: 'vnd' })).toEqual([
			1_234_567,
			1_234_567,
			1_234_567,
			2_300_000_000,
			null,
		]);
	});

	it.each<[string, Array<number | null>]>([
		['detect', [1234, null, 1_234_567, 1_234_567, 1234.5, 1234.5, 12]],
		['dotThousands', [1234, null, 1_234_567, null, 1234.5, null, 12]],
		['commaThousands', [null, 1234, null, 1_234_567, null, 1234.5, 12]],
	])('numberFormat %s', async (numberFormat, expected) => {
		const texts = ['1.234', '1,234', '1.234.567', '1,234,567', '1.234,5', '1,234.5', '12'];
		expect(await readAmounts(texts, { options: { numberFormat } })).toEqual(expected);
	});

	it('a number that contradicts the stated format asks for a person', async () => {
		const options = { numberFormat: 'commaThousands' };
		const { json } = await reshape([card('1.234.567'), card('1,234')], { options });
		expect(json.map((item) => item['needs_review'])).toEqual([true, false]);
		expect(json[0]?.['review_notes']).toContain('1.234.567');
	});

	it('three commas before three digits and no other separator are a rule', async () => {
		const cards = (...amounts: string[]) =>
			report({ credit_card_info: [row(amounts[0], amounts[1], amounts[2], '1')] });
		const { json } = await reshape(
			[
				cards('3,000', '1,250', '1,100'),
				cards('3,000', '1,250', '0'),
				cards('3,000', '1,250', '1,1'),
				cards('3,000', '1,250', '1.100'),
			],
			{ tablesInRecord: 'columns' },
		);
		expect(json.map((item) => item['credit_card_info_1_credit_limit'])).toEqual([
			3000,
			null,
			null,
			null,
		]);
	});

	it('dates', async () => {
		const texts = [
			'20 / 05 / 2024',
			'Ngày 20/05/2024',
			'14h39 20/05/2024',
			'20 tháng 5 năm 2024',
			'20/5/24',
		];
		const saved = texts.map((text) => report(scalar('credit_ranking_date', text)));
		const { json } = await reshape(saved);
		expect(json.map((item) => item['credit_ranking_date'])).toEqual([
			...Array<string>(4).fill('2024-05-20'),
			null,
		]);
		const times = await reshape(
			texts.slice(2, 3).map((text) => report(scalar('report_time', text))),
		);
		expect(times.json[0]?.['report_time']).toBe('2024-05-20T14:39:00+07:00');
	});

	it.each([
		['KHÔNG có nợ xấu hay nợ cần chú ý', false],
		['Không phát sinh nợ quá hạn', false],
		['Trong 12 tháng gần nhất không có nợ quá hạn', false],
		['Không có nợ cần chú ý', false],
		['Khách có mã CIC, không có thông tin', null],
		['Khách không có mã CIC, không có thông tin', null],
		['Không có thông tin PCB', null],
	])('%s: bad debt %j, unknown is not clean', async (statement, expected) => {
		for (const bad_debt of [[[cell(statement)]], statement, [row(statement, '', '', '', '')]]) {
			const { json } = await reshape([report({ bad_debt }), GOOD]);
			expect(json[0]).toMatchObject({
				has_bad_debt_5y: expected,
				bad_debt_row_count: expected === null ? null : 0,
				needs_review: expected === null,
			});
			expect(json[1]).toMatchObject({ has_bad_debt_5y: false });
		}
	});
});

describe('what goes on into other systems', () => {
	const lenders = (count: number) =>
		Array.from({ length: count }, (_, index) =>
			lender(
				`01${String(index + 100)}001`,
				`Ngân hàng ${'rất '.repeat(20)}${index}`,
				[['Dư nợ ngắn hạn', '1']],
				'1',
			),
		);

	it.each([
		['json', /more than 50,000 characters/],
		['columns', /A record has \d+ columns/],
	])('tables as %s: a hint names the way out, nothing is cut', async (tablesInRecord, hint) => {
		const body = JSON.stringify(report({ loan_details: lenders(300) }));
		const { hints, json } = await extract(body, { tablesInRecord });
		expect(hints.map(({ message }) => message)).toContainEqual(expect.stringMatching(hint));
		expect(JSON.stringify(json)).toContain('01399001');
		expect(hints.find(({ message }) => hint.test(message))?.message).toContain('Rows');
		const again = await reshape([JSON.parse(body)], { tablesInRecord });
		expect(again.hints.map(({ message }) => message)).toContainEqual(expect.stringMatching(hint));
	});

	it('a usual report gets no such hint', async () => {
		const { hints } = await extract(JSON.stringify(report({ loan_details: lenders(8) })));
		expect(hints).toEqual([]);
	});
});
