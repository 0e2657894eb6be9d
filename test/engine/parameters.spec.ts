import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { RunOptions, RunResult } from '../support/engine.ts';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { INPUTS, readSample, sampleHash } from '../support/sampleDocuments.ts';
import type { SampleName } from '../support/sampleDocuments.ts';

const running = useEngineAndSandbox();

async function toItems(names: SampleName[]): Promise<INodeExecutionData[]> {
	return await Promise.all(names.map((name) => INPUTS.binary.toItem(running, name)));
}

/** Runs `extract` on one sample document with the given parameters and options. */
async function extract(
	name: SampleName,
	parameters: INodeParameters,
	options: INodeParameters = {},
	more: RunOptions = {},
): Promise<RunResult> {
	return await running.engine.run({
		credential: running.sandbox.credential,
		items: await toItems([name]),
		...more,
		parameters: { ...parameters, options },
	});
}

const tablesOf = ({ json }: RunResult): unknown[] => [...new Set(json.map(({ table }) => table))];

describe('what a report becomes', () => {
	it('tables: only the chosen ones become rows', async () => {
		const chosen = await extract('bad-debt.pdf', { output: 'rows', tables: ['bad_debt'] });
		expect(tablesOf(chosen)).toEqual(['bad_debt']);
		const all = await extract('bad-debt.pdf', { output: 'rows' });
		expect(tablesOf(all)).toHaveLength(8);
	});

	it('tables: an expression may give a comma list', async () => {
		const chosen = await extract('bad-debt.pdf', {
			output: 'rows',
			tables: '={{ "bad_debt, late_payments" }}',
		});
		expect(tablesOf(chosen)).toEqual(['bad_debt', 'late_payments']);
	});

	it('tablesInRecord: columns, lists, JSON text or nothing', async () => {
		const [columns, lists, json, none] = await Promise.all(
			['columns', 'lists', 'json', 'none'].map(
				async (tablesInRecord) => (await extract('bad-debt.pdf', { tablesInRecord })).json[0]!,
			),
		);
		expect(columns).toHaveProperty('loan_details_1_total');
		expect(lists!['loan_details']).toBeInstanceOf(Array);
		expect(json).toMatchObject({ loan_details: JSON.stringify(lists!['loan_details']) });
		expect(Object.keys(none!).filter((key) => /^loan_details_\d/.test(key))).toEqual([]);
		expect(none).not.toHaveProperty('loan_details');
		expect(none).toHaveProperty('loan_total');
	});

	it('amountUnit: millions are multiplied into dong', async () => {
		const printed = await extract('bad-debt.pdf', {});
		const dong = await extract('bad-debt.pdf', { amountUnit: 'millionVnd' });
		expect(dong.json[0]).toMatchObject({
			amount_unit: 'VND',
			loan_total: Number(printed.json[0]!['loan_total']) * 1_000_000,
		});
		const plain = await extract('bad-debt.pdf', { amountUnit: 'vnd' });
		expect(plain.json[0]).toMatchObject({ amount_unit: 'VND', needs_review: true });
	});

	it('minConfidence: below it a report needs review', async () => {
		const low = await extract('clean-borrower.pdf', {}, { minConfidence: 0 });
		const high = await extract('clean-borrower.pdf', {}, { minConfidence: 1 });
		expect(low.json[0]).toMatchObject({ needs_review: false });
		expect(high.json[0]).toMatchObject({ needs_review: true });
	});

	it.each([
		['includeConfidence', 'credit_score_confidence'],
		['includePosition', 'credit_score_box'],
		['includePosition', 'credit_score_page'],
		['includeOriginalText', 'credit_score_text'],
	])('%s: adds %s', async (option, key) => {
		const without = await extract('clean-borrower.pdf', {});
		const withIt = await extract('clean-borrower.pdf', {}, { [option]: true });
		expect(without.json[0]).not.toHaveProperty(key);
		expect(withIt.json[0]).toHaveProperty(key);
	});

	it('includeImages: pages and tables become files, once stored however many rows show them', async () => {
		const without = await extract('bad-debt.pdf', { output: 'recordAndRows' });
		expect(without.outputs.flat().some(({ binary }) => binary)).toBe(false);
		const { outputs } = await extract(
			'bad-debt.pdf',
			{ output: 'recordAndRows' },
			{ includeImages: true },
		);
		const record = outputs[0]![0]!;
		expect(Object.keys(record.binary!)).toEqual(expect.arrayContaining(['page_1', 'loan_details']));
		const page = await running.engine.bytes(record.binary!['page_1']!);
		expect([page[0], page[1]]).toEqual(
			[0xff, 0xd8].includes(page[0]!) ? [0xff, 0xd8] : [0x89, 0x50],
		);
		const loans = outputs[1]!.filter(({ json }) => json['table'] === 'loan_details');
		for (const { binary } of loans) {
			expect(Object.keys(binary!)).toEqual(['loan_details']);
			expect(binary!['loan_details']!.id).toBe(loans[0]!.binary!['loan_details']!.id);
		}
	});

	it('includeImages with raw: the reply carries the images, unchanged', async () => {
		const { json, outputs } = await extract(
			'bad-debt.pdf',
			{ output: 'raw' },
			{ includeImages: true },
		);
		const [report] = (json[0] as { data: { info: { imgs: string[] }[] } }).data.info;
		expect(report!.imgs.map((image) => image.length > 1000)).toEqual([true, true, true]);
		expect(outputs[0]![0]!.binary).toBeUndefined();
	});

	it('maskIdentifiers: all but the last 4 characters become *', async () => {
		const { json } = await extract('bad-debt.pdf', {}, { maskIdentifiers: true });
		expect(json[0]!['cic_code']).toMatch(/^\*{6}\d{4}$/);
		expect(json[0]!['id_card']).toMatch(/^\*+\d{4}$/);
	});

	it('repeatReportFields: rows carry the fields of their report, or only their own', async () => {
		const repeated = await extract('bad-debt.pdf', { output: 'rows' });
		const own = await extract('bad-debt.pdf', { output: 'rows' }, { repeatReportFields: false });
		expect(repeated.json[0]).toHaveProperty('credit_score');
		expect(own.json[0]).not.toHaveProperty('credit_score');
		expect(own.json[0]).toHaveProperty('document_name');
	});

	it.each([
		['record', [0, 1], [1, 0]],
		['rows', [0, 'some'], ['some', 0]],
		['recordAndRows', [0, 'some', 1], [1, 'some', 0]],
	] as const)(
		'reviewOutput with %s: a doubtful report goes to the last output',
		async (output, doubtful, clean) => {
			const lengths = ({ outputs }: RunResult, expected: readonly (number | 'some')[]) => {
				expect(outputs).toHaveLength(expected.length);
				expected.forEach((length, index) => {
					if (length === 'some') expect(outputs[index]!.length).toBeGreaterThan(1);
					else expect(outputs[index]).toHaveLength(length);
				});
			};
			const options = { reviewOutput: true };
			lengths(await extract('scanned-report.pdf', { output }, options), doubtful);
			lengths(await extract('clean-borrower.pdf', { output }, options), clean);
		},
	);

	it('says in a hint how many documents need review', async () => {
		const { hints } = await running.engine.run({
			credential: running.sandbox.credential,
			items: await toItems(['clean-borrower.pdf', 'scanned-report.pdf']),
		});
		expect(hints).toEqual([
			expect.objectContaining({
				message: '1 of 2 documents needs review: see review_notes in the items',
				type: 'warning',
			}),
		]);
	});
});

describe('how documents are sent', () => {
	const sampleNames: SampleName[] = ['clean-borrower.pdf', 'bad-debt.pdf', 'empty-report.pdf'];

	it('maxConcurrency: so many calls are in flight, and no more', async () => {
		await running.sandbox.control('config', { latencyMs: 150 });
		const items = await toItems([...sampleNames, ...sampleNames]);
		const peaks: unknown[] = [];
		for (const maxConcurrency of [1, 3]) {
			await running.engine.run({
				credential: running.sandbox.credential,
				items,
				parameters: { options: { maxConcurrency } },
			});
			peaks.push((await running.sandbox.stats()).peakInFlight);
		}
		expect(peaks).toEqual([1, 3]);
	});

	it('requestsPerMinute: calls start evenly spaced', async () => {
		const started = Date.now();
		await running.engine.run({
			credential: running.sandbox.credential,
			items: await toItems(sampleNames),
			parameters: { options: { requestsPerMinute: 120 } },
		});
		expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
	});

	it('timeout: an answer that takes longer is not waited for', async () => {
		await running.sandbox.control('faults', [{ name: 'hang' }]);
		const started = Date.now();
		const { error } = await extract('bad-debt.pdf', {}, { timeout: 1 });
		expect(Date.now() - started).toBeLessThan(5000);
		expect(error?.message).toContain('No answer for "bad-debt.pdf"');
		expect(await running.sandbox.stats()).toMatchObject({ calls: 1 });
	});

	it('maxRetries: so many further tries, and the hint says how many were spent', async () => {
		await running.sandbox.control('faults', [{ name: 'http-429', retryAfter: '0' }]);
		const failed = await extract('bad-debt.pdf', {}, { maxRetries: 0 });
		expect(failed.error?.message).toContain('bad-debt.pdf');
		await running.sandbox.control('faults', [{ name: 'http-429', retryAfter: '0', times: 2 }]);
		const { json, hints } = await extract('bad-debt.pdf', {}, { maxRetries: 2 });
		expect(json).toHaveLength(1);
		expect(hints.map(({ message }) => message)).toEqual(['2 retries were spent on 1 document']);
	});

	it('retryTimeouts: only then a call that may have been billed is made again', async () => {
		await running.sandbox.control('faults', [{ name: 'hang' }]);
		const { json } = await extract('bad-debt.pdf', {}, { timeout: 1, retryTimeouts: true });
		expect(json).toHaveLength(1);
		expect(await running.sandbox.stats()).toMatchObject({ calls: 2 });
	});

	it('checkSum: goes along with each document, and may differ by item', async () => {
		const items = await toItems(['clean-borrower.pdf', 'bad-debt.pdf']);
		await running.engine.run({
			credential: running.sandbox.credential,
			items,
			parameters: { options: { checkSum: '=case {{ $itemIndex }}&x' } },
		});
		const { log } = await running.sandbox.stats();
		const sent = log.map(({ sha256, checkSum }: Record<string, string>) => [sha256, checkSum]);
		expect(new Map(sent)).toEqual(
			new Map([
				[sampleHash('clean-borrower.pdf'), 'case 0&x'],
				[sampleHash('bad-debt.pdf'), 'case 1&x'],
			]),
		);
	});

	it('fileName: names the document of a base64 text', async () => {
		const { json } = await running.engine.run({
			credential: running.sandbox.credential,
			items: [{ json: {} }],
			parameters: {
				inputMode: 'base64',
				base64: readSample('bad-debt.pdf').toString('base64'),
				options: { fileName: 'Báo cáo.pdf' },
			},
		});
		expect(json[0]).toMatchObject({
			document_name: 'Báo cáo.pdf',
			document_sha256: sampleHash('bad-debt.pdf'),
		});
	});

	it('numbers and switches may come as text from expressions', async () => {
		const { json } = await extract(
			'clean-borrower.pdf',
			{},
			{ minConfidence: '={{ "1" }}', includeConfidence: '={{ "true" }}', timeout: '={{ "" }}' },
		);
		expect(json[0]).toMatchObject({ needs_review: true });
		expect(json[0]).toHaveProperty('credit_score_confidence');
	});
});

describe('parameters that cannot be used', () => {
	it.each([
		['maxConcurrency', 0, 'Max Concurrency', 'a whole number from 1 to 1000'],
		['maxConcurrency', 1.5, 'Max Concurrency', 'a whole number from 1 to 1000'],
		['minConfidence', 85, 'Minimum Confidence', 'a number from 0 to 1'],
		['minConfidence', '={{ "high" }}', 'Minimum Confidence', 'a number from 0 to 1'],
		['timeout', 0, 'Timeout', 'a number from 1 to 3600'],
		['maxRetries', -1, 'Max Retries', 'a whole number from 0 to 10'],
		['includeImages', '={{ "maybe" }}', 'Include Images', 'true or false'],
		['checkSum', '={{ [1] }}', 'Check Sum', 'text'],
	])('%s = %s is refused before anything is sent', async (option, value, name, needed) => {
		const { error } = await extract('bad-debt.pdf', {}, { [option]: value });
		expect(error?.message).toBe(`The parameter "${name}" is not valid`);
		expect(error).toMatchObject({
			description: `It must be ${needed}. Correct it in the node, or the expression that yields it.`,
			context: { itemIndex: 0 },
		});
		expect(await running.sandbox.stats()).toMatchObject({ calls: 0 });
	});

	it.each([
		[{ output: 'table' }, 'The parameter "Output" is not valid'],
		[{ amountUnit: '={{ "USD" }}' }, 'The parameter "Amount Unit" is not valid'],
		[{ tablesInRecord: '={{ 3 }}' }, 'The parameter "Tables in Record" is not valid'],
		[{ output: 'rows', tables: '={{ ["loans"] }}' }, 'The parameter "Tables" is not valid'],
		[{ inputMode: 'ftp' }, 'The parameter "Input Mode" is not valid'],
	])('%j is refused', async (parameters, message) => {
		const { error } = await extract('bad-debt.pdf', parameters);
		expect(error?.message).toBe(message);
		expect(await running.sandbox.stats()).toMatchObject({ calls: 0 });
	});

	it('an item whose options are wrong fails alone when the run goes on', async () => {
		const items = await toItems(['clean-borrower.pdf', 'bad-debt.pdf', 'empty-report.pdf']);
		const { outputs } = await running.engine.run({
			credential: running.sandbox.credential,
			items,
			onError: 'continueRegularOutput',
			parameters: { options: { minConfidence: '={{ $itemIndex === 1 ? 7 : 0.5 }}' } },
		});
		expect(
			outputs[0]!.map(({ json, pairedItem }) => [json['error'] ?? 'read', pairedItem]),
		).toEqual([
			['read', { item: 0 }],
			['The parameter "Minimum Confidence" is not valid', { item: 1 }],
			['read', { item: 2 }],
		]);
	});

	it('an expression that cannot be evaluated fails its item alone', async () => {
		const items = await toItems(['clean-borrower.pdf', 'bad-debt.pdf']);
		const { outputs } = await running.engine.run({
			credential: running.sandbox.credential,
			items,
			onError: 'continueRegularOutput',
			parameters: {
				options: { checkSum: '={{ $itemIndex === 0 ? $("Nowhere").item.json.id : "a" }}' },
			},
		});
		expect(outputs[0]![0]!.json['error']).toMatch(/^A parameter of this item could not be read/);
		expect(outputs[0]![1]!.json).toHaveProperty('credit_score');
	});
});
