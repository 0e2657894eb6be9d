import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';
import { Engine } from '../support/engine.ts';
import type { RunOptions } from '../support/engine.ts';
import { useEngineAndSandbox } from '../support/engineAndSandbox.ts';
import { openGolden } from '../support/golden.ts';
import { FILES, pdf } from '../support/goldenFiles.ts';
import type { FileName } from '../support/goldenFiles.ts';
import { success } from '../support/goldenReplies.ts';
import { toPlainError, toPlainRun } from '../support/goldenRun.ts';
import { INPUTS, readSample } from '../support/sampleDocuments.ts';
import type { InputMode } from '../support/sampleDocuments.ts';

const running = useEngineAndSandbox();
const golden = openGolden('failures');

const ERROR_MODES: readonly OnError[] = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

/** Engines over the same node, for runs at the same time. */
const twin = (): Engine => new Engine(running.engine.nodeType, running.engine.credentialType, '');

interface PlainRun {
	outputs: { json: Record<string, unknown> }[][];
}

/** A run in which items that went well are only named. */
async function run(options: RunOptions): Promise<object> {
	const engine = twin();
	const result = await engine
		.run({ credential: running.sandbox.credential, ...options })
		.catch((error: Error) => error);
	if (result instanceof Error) return { refusedByN8n: toPlainError(result) };
	const plain = (await toPlainRun(running.engine, result)) as PlainRun;
	const outputs = plain.outputs.map((items) =>
		items.map((item) =>
			'error' in item.json ? item : `(read) ${String(item.json['document_name'])}`,
		),
	);
	return { ...plain, outputs };
}

/** The same run in every error mode. */
async function runAll(options: RunOptions): Promise<object> {
	const inModes = ERROR_MODES.map(
		async (onError) => [onError, await run({ ...options, onError })] as const,
	);
	return Object.fromEntries(await Promise.all(inModes));
}

const toFile = async (bytes: Buffer, name?: string) => await running.engine.binary(bytes, name);

async function sampleItem(): Promise<INodeExecutionData> {
	return await INPUTS.binary.toItem(running, 'clean-borrower.pdf');
}

describe('golden failures: files', () => {
	const names = Object.keys(FILES) as FileName[];

	it.each(names)('%s, by its name', async (name) => {
		const data = await toFile(FILES[name], 'hồ sơ "1".bin');
		const items = [await sampleItem(), { json: { from: name }, binary: { data } }];
		golden.matchWhole(`file ${name}`, await runAll({ items }));
	});

	it.each(names)('%s, by a pattern', async (name) => {
		const data = await toFile(FILES[name], 'file.PDF');
		const other = await toFile(FILES[name]);
		const items = [{ json: { from: name }, binary: { data, other } }];
		const parameters = { binaryPropertyName: '*' };
		golden.matchWhole(`pattern ${name}`, await runAll({ items, parameters }));
	});

	it.each(['', ' , ', 'missing', 'a_*', 'data,missing', 'missing,*', '*x*', 'data,data', ' data '])(
		'fields %j',
		async (binaryPropertyName) => {
			const { binary } = await sampleItem();
			const items = [
				{ json: {}, binary: { ...binary, 'with space': await toFile(FILES.gif, 'logo.gif') } },
				{ json: {} },
			];
			const parameters = { binaryPropertyName };
			golden.matchWhole(
				`fields ${JSON.stringify(binaryPropertyName)}`,
				await runAll({ items, parameters }),
			);
		},
	);

	it('skips what is no document', async () => {
		const kinds = ['gif', 'zip', 'calendar', 'text', 'html', 'json', 'unknown'] as const;
		const entries = kinds.map(
			async (kind, index) => [`f${index}`, await toFile(FILES[kind], `${kind}-file`)] as const,
		);
		const binary = Object.fromEntries(await Promise.all(entries));
		const items = [
			{ json: {}, binary: { ...binary, ...(await sampleItem()).binary } },
			{ json: {}, binary },
		];
		golden.matchWhole(
			'skipped files',
			await runAll({ items, parameters: { binaryPropertyName: '*' } }),
		);
	});

	it('names that are hard to show', async () => {
		const names = [
			'a\r\nb\t"c".pdf',
			`${'đ'.repeat(200)}.pdf`,
			'\u202egnp.exe',
			'ECONNREFUSED ENOENT.pdf',
			'',
			'<b>x</b>.pdf',
		];
		const items = await Promise.all(
			names.map(async (name) => ({ json: {}, binary: { data: await toFile(FILES.gif, name) } })),
		);
		golden.matchWhole('names', await run({ items, onError: 'continueRegularOutput' }));
		for (const [index, item] of items.entries()) {
			golden.matchWhole(`name ${index}`, await run({ items: [item], onError: 'stopWorkflow' }));
		}
	});

	it('a stored file that is gone', async () => {
		const data = await toFile(pdf('gone'), 'gone.pdf');
		await running.engine.removeBinary(data);
		const items = [{ json: {}, binary: { data } }, await sampleItem()];
		golden.matchWhole('stored file gone', await runAll({ items }));
	});
});

describe('golden failures: texts and addresses', () => {
	const base64 = FILES.pdf.toString('base64');

	it.each<readonly [string, string]>([
		['empty', ''],
		['blank', ' \n '],
		['no base64 data URL', 'data:application/pdf,abc'],
		['bad character', `${base64.slice(0, 20)}!${base64.slice(20)}`],
		['bad character first', `é${base64}`],
		['padding inside', `${base64.slice(0, 20)}==${base64.slice(20)}`],
		['cut off', 'JVBER'],
		['only a prefix', 'data:application/pdf;base64,'],
		...(['gif', 'encrypted pdf', 'pdf without pages', 'text', 'unknown', 'webp'] as const).map(
			(name) => [name, FILES[name].toString('base64')] as const,
		),
	])('base64: %s', async (name, text) => {
		const items = [{ json: { text } }];
		const parameters = { inputMode: 'base64', base64: '={{ $json.text }}' };
		const named = { ...parameters, options: { fileName: 'tên "x".pdf' } };
		golden.matchWhole(`base64 ${name}`, await runAll({ items, parameters }));
		golden.matchWhole(`base64 ${name}, named`, await run({ items, parameters: named }));
	});

	it.each([
		'',
		'  ',
		'report.pdf',
		'//files.example/a.pdf',
		'ftp://files.example/secret.pdf',
		's3://bucket/key',
		'file:///etc/passwd',
		'data:application/pdf;base64,AAAA',
		'secret://files.example/a.pdf',
		'https://',
		'javascript:alert(1)',
		'http://files.example/unreachable.pdf',
	])('URL %j', async (url) => {
		const items = [{ json: { url } }];
		const parameters = { inputMode: 'url', url: '={{ $json.url }}' };
		golden.matchWhole(`url ${JSON.stringify(url)}`, await runAll({ items, parameters }));
	});
});

const WRONG_OPTIONS: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
	minConfidence: [85, -0.1, '={{ "high" }}', '={{ [1] }}', '={{ true }}', '={{ {} }}'],
	includeConfidence: ['={{ "maybe" }}', '={{ 1 }}', '={{ [] }}'],
	includePosition: ['={{ "yes" }}'],
	includeOriginalText: ['={{ "yes" }}'],
	includeImages: ['={{ "maybe" }}'],
	maskIdentifiers: ['={{ 0 }}'],
	repeatReportFields: ['={{ "no" }}'],
	reviewOutput: ['={{ "no" }}'],
	maxConcurrency: [0, 1.5, 1001, '={{ "four" }}'],
	requestsPerMinute: [-1, 0.5, 100_001],
	timeout: [0, 3601, '={{ "long" }}'],
	maxRetries: [-1, 11, 1.5],
	retryTimeouts: ['={{ "maybe" }}'],
	checkSum: ['={{ [1] }}', '={{ true }}', '={{ {a: 1} }}'],
	fileName: ['={{ [1] }}', '={{ false }}'],
};

const WRONG_PARAMETERS: readonly INodeParameters[] = [
	{ output: 'table' },
	{ output: '={{ null }}' },
	{ operation: 'delete' },
	{ resource: 'other' },
	{ inputMode: 'ftp' },
	{ amountUnit: '={{ "USD" }}' },
	{ tablesInRecord: '={{ 3 }}' },
	{ output: 'rows', tables: '={{ ["loans"] }}' },
	{ output: 'rows', tables: '={{ "bad_debt, loans" }}' },
	{ output: 'rows', tables: '={{ 7 }}' },
	{ output: 'rows', tables: '={{ "" }}' },
	{ output: 'rows', tables: '={{ null }}' },
	{ binaryPropertyName: '={{ 7 }}' },
	{ binaryPropertyName: '={{ ["data"] }}' },
	{ binaryPropertyName: '={{ null }}' },
	{ binaryPropertyName: '={{ $binary.data }}' },
	{ inputMode: 'url', url: '={{ 7 }}' },
	{ inputMode: 'url', url: '={{ null }}' },
	{ inputMode: 'base64', base64: '={{ 7 }}' },
	{ inputMode: 'base64', base64: '={{ ["x"] }}' },
	{ options: '={{ 7 }}' },
	{ options: '={{ null }}' },
	{ options: { checkSum: '={{ $("Nowhere").item.json.id }}' } },
	{ options: { checkSum: '={{ undefined.x }}' } },
	{ options: { checkSum: '={{ (() => { throw new Error("of the user") })() }}' } },
	{ options: { minConfidence: '={{ $itemIndex ? 7 : 0.5 }}' } },
	{ options: { reviewOutput: '={{ $itemIndex ? "x" : true }}' } },
	{ output: '={{ $itemIndex ? "rows" : "record" }}' },
	{ operation: 'reshape', output: 'raw' },
	{ operation: 'reshape', options: { minConfidence: 2 } },
];

describe('golden failures: parameters', () => {
	const WRONG = Object.entries(WRONG_OPTIONS).flatMap(([option, values]) =>
		values.map((value): INodeParameters => ({ options: { [option]: value } })),
	);

	it.each([...WRONG, ...WRONG_PARAMETERS].map((each) => [JSON.stringify(each), each] as const))(
		'%s',
		async (name, parameters) => {
			const items = [await sampleItem(), await sampleItem()];
			golden.matchWhole(`parameters ${name}`, await runAll({ items, parameters }));
		},
	);
});

describe('golden failures: credential', () => {
	it.each([
		['empty', ''],
		['blank', ' '],
		['no address', 'demo.computervision.com.vn'],
		['another scheme', 'ftp://api.example'],
		['a password', 'https://a:b@api.example'],
		['a query', 'https://api.example/?a=1'],
		['a fragment', 'https://api.example/#a'],
		['not encrypted', 'http://api.example'],
		['a number', 7],
		['refused', 'http://127.0.0.1:1'],
		['no such name', 'https://nowhere.invalid'],
	])('base URL: %s', async (name, baseUrl) => {
		const credential = { ...running.sandbox.credential, baseUrl };
		const items = [await sampleItem(), await sampleItem()];
		const parameters = { options: { maxRetries: 0, timeout: 10 } };
		golden.matchWhole(`base URL: ${name}`, await runAll({ items, credential, parameters }));
	});

	it('no TLS at the other end', async () => {
		const baseUrl = running.sandbox.url.replace('http:', 'https:');
		const credential = { ...running.sandbox.credential, baseUrl };
		golden.matchWhole('no TLS', await runAll({ items: [await sampleItem()], credential }));
	});

	it('another web page at the other end', async () => {
		const baseUrl = `${running.sandbox.url}/elsewhere`;
		const credential = { ...running.sandbox.credential, baseUrl };
		golden.matchWhole('another page', await runAll({ items: [await sampleItem()], credential }));
	});

	it.each(['code', 'http'])('a wrong key, told by %s', async (wrongKey) => {
		await running.sandbox.control('config', { wrongKey });
		const credential = { ...running.sandbox.credential, apiSecret: 'wrong' };
		const items = [await sampleItem(), await sampleItem()];
		const parameters = { options: { maxConcurrency: 1 } };
		golden.matchWhole(`wrong key: ${wrongKey}`, await runAll({ items, credential, parameters }));
	});

	it('none', async () => {
		golden.matchWhole(
			'no credential',
			await runAll({ items: [await sampleItem()], credential: null }),
		);
	});
});

type Fault = readonly [name: string, status?: number];

const FAULTS: readonly Fault[] = [
	...[400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 414, 415, 418, 422, 429, 451].map(
		(status): Fault => ['http-400', status],
	),
	...[500, 501, 502, 503, 504, 507, 524, 599].map((status): Fault => ['http-500', status]),
	['http-429'],
	['redirect-cross-origin'],
	...['1', '2', '3', '4', '5', '6', '99', 'number-3'].map((code): Fault => [`error-code-${code}`]),
	['mismatch-5-wrong-key'],
	['mismatch-4-quota'],
	['mismatch-3-no-content'],
	['vietnamese-wrong-key'],
	['vietnamese-quota'],
	['error-code-6', 503],
	['error-code-6', 400],
	['error-code-99', 502],
	['error-code-5', 429],
	['error-code-4', 401],
	['html-200'],
	['empty-200'],
	['truncated-json'],
	['broken-gzip'],
	['json-null'],
	['json-list'],
	['json-text'],
	['data-text'],
	['data-null'],
	['missing-data'],
	['info-text'],
	['info-null'],
	['info-empty'],
	['info-number-entry'],
	['missing-error-code'],
	['missing-error-code', 500],
	['exception-key'],
	['exception-key', 500],
	['info-empty', 500],
	['reset-on-arrival'],
	['reset-before-reply'],
	['reset-mid-body'],
	['hang-mid-body'],
	['hang'],
];

/** Oddities that are no failures, and what the hints say. */
const TOLERATED: readonly Fault[] = [
	['bom'],
	['gzip'],
	['text-html-json'],
	['error-code-number-0'],
	['error-code-padded-0'],
	['exception-empty'],
	['info-object'],
	['data-list'],
	['two-reports'],
	['row-number'],
	['table-text'],
	['cell-text'],
	['redirect-same-origin'],
];

async function toItem(mode: InputMode, index: number, mark: string): Promise<INodeExecutionData> {
	const name = (['clean-borrower.pdf', 'bad-debt.pdf', 'empty-report.pdf'] as const)[index];
	const item = await INPUTS[mode].toItem(running, name ?? 'empty-report.pdf');
	return { ...item, json: { ...item.json, mark: `${index} ${mark}` } };
}

/** Three documents, of which the second one meets the fault; in one error mode. */
async function runFault(
	[name, status]: Fault,
	mode: InputMode,
	onError: OnError,
	options: INodeParameters,
): Promise<object> {
	const mark = `${name} ${status} ${mode} ${onError} ${JSON.stringify(options)}`;
	const items = await Promise.all([0, 1, 2].map(async (index) => await toItem(mode, index, mark)));
	await running.sandbox.control('faults', [
		{ name, times: null, checkSum: `1 ${mark}`, marker: 'MARKER', ...(status && { status }) },
	]);
	const plain = await run({
		items: items.map(({ json, ...item }) => ({
			...item,
			json: {
				mark: json['mark'],
				...(mode === 'base64' ? { text: json['text'] } : { url: json['url'] }),
			},
		})),
		onError,
		parameters: {
			...INPUTS[mode].parameters,
			options: {
				checkSum: '={{ $json.mark }}',
				maxConcurrency: 1,
				maxRetries: 0,
				timeout: name.startsWith('hang') ? 1 : 60,
				...options,
			},
		},
	});
	return hideInputs(plain);
}

/** Error items carry the input's fields on the error output; these differ from run to run. */
function hideInputs(plain: object): object {
	const text = JSON.stringify(plain, (key, value: unknown) =>
		key === 'text' && typeof value === 'string' && value.length > 1000 ? '(base64)' : value,
	);
	return JSON.parse(text.replaceAll(running.sandbox.url, 'ORIGIN')) as object;
}

describe('golden failures: answers', () => {
	const toName = ([name, status]: Fault): string => `${name}${status ? ` ${status}` : ''}`;
	const RUNS: readonly (readonly [InputMode, OnError, INodeParameters])[] = [
		['binary', 'stopWorkflow', {}],
		['binary', 'continueRegularOutput', {}],
		['binary', 'continueErrorOutput', { includeImages: true }],
		['url', 'continueRegularOutput', { includeImages: true }],
		['base64', 'stopWorkflow', { fileName: 'tên.pdf' }],
	];

	it.each(FAULTS.map((fault) => [toName(fault), fault] as const))('%s', async (name, fault) => {
		const runs = await Promise.all(
			RUNS.map(async ([mode, onError, options]) => [
				`${mode} ${onError}`,
				await runFault(fault, mode, onError, options),
			]),
		);
		golden.matchWhole(`answer ${name}`, Object.fromEntries(runs));
	});

	it.each(TOLERATED.map(([name]) => [name] as const))('%s is tolerated', async (name) => {
		golden.matchWhole(`answer ${name}`, await runFault([name], 'binary', 'stopWorkflow', {}));
	});

	it('an account without requests left', async () => {
		await running.sandbox.control('config', { quota: 1 });
		const items = [await sampleItem(), await sampleItem(), await sampleItem()];
		const parameters = { options: { maxConcurrency: 1 } };
		const onError = 'continueRegularOutput';
		golden.matchWhole('quota', await run({ items, parameters, onError }));
	});

	it('an unknown document', async () => {
		const data = await toFile(pdf('unknown'), 'unknown.pdf');
		golden.matchWhole(
			'unknown document',
			await runAll({ items: [{ json: {}, binary: { data } }] }),
		);
	});

	it('retries that help', async () => {
		await running.sandbox.control('faults', [{ name: 'http-429', retryAfter: '0', times: 3 }]);
		const items = [await sampleItem(), await sampleItem()];
		const parameters = { options: { maxConcurrency: 1, minConfidence: 1 } };
		golden.matchWhole('retries', await run({ items, parameters }));
	});
});

const refused = (errorCode: unknown, errorMessage: unknown): object => ({
	data: null,
	errorCode,
	errorMessage,
});

/** Saved replies that hold no report, as objects and as texts. */
const SAVED: Readonly<Record<string, unknown>> = {
	...Object.fromEntries(
		['1', '2', '3', '4', '5', '6', '7', '99', '-1', ' 3 ', 'E1', '12345', ''].map((code) => [
			`code ${JSON.stringify(code)}`,
			refused(code, 'MARKER'),
		]),
	),
	...Object.fromEntries(
		[
			'Incorrect image format',
			'incorrect Image formatt',
			'Ảnh sai format',
			'Url is unavailable',
			'Url không khả dụng',
			'Incorrect api_key or api_secret',
			'Api_key hoặc api_secret không đúng',
			'Out of request',
			'Hết số lượng request',
			'Error when processing the request',
			'The photo does not contain content',
			'Ảnh không chứa nội dung',
			'Incorrect format type',
			'ncorrect formatt type',
			'',
		].map((message) => [`message ${JSON.stringify(message)}`, refused('8', message)]),
	),
	'code as a number': refused(3, null),
	'code as a list': refused(['3'], null),
	'code null': refused(null, null),
	'message as an object': refused('3', { a: 1 }),
	'no report: no info': { data: {}, errorCode: '0' },
	'no report: empty info': success([]),
	'no report: empty entries': success([{}, null, '']),
	'no report: no data': { errorCode: 0 },
	'no report: data is a text': { errorCode: 0, data: '' },
	exception: { errorCode: '0', Exception: 'MARKER', data: {} },
	'exception alone': { Exception: 'MARKER' },
	'exception in small letters': { exception: { a: 1 }, errorCode: '' },
	'exception with a code': { Exception: 'MARKER', errorCode: '3' },
	'info is a text': success('MARKER'),
	'info is a number': success(7),
	'an entry is a number': success([{ a: 1 }, 7]),
	'an entry is a list': success([[{ a: 1 }]]),
	'data is a text': { ...success([]), data: 'MARKER' },
	'data is a list of numbers': { ...success([]), data: [1] },
	'data is a list with a wrong info': {
		...success([]),
		data: [{ info: [{ a: 1 }] }, { info: 'x' }],
	},
	'another object': { hello: 'MARKER' },
	'an empty object': {},
	'a list': [1],
	'an empty list': [],
	'a list of a reply': [success([{ credit_score: '612' }])],
	'data as text': { ...success([]), data: JSON.stringify({ info: [{ credit_score: '612' }] }) },
	'a number': 42,
	true: true,
	null: null,
};

const SAVED_TEXTS: Readonly<Record<string, string>> = {
	'a web page': '<html>MARKER</html>',
	'cut-off JSON': '{"data": {"info": [',
	'cut-off list': '[1, 2',
	'no JSON': 'MARKER',
	'an empty text': '',
	'a blank text': ' \n',
	'a byte order mark': '\ufeff{"errorCode": "3"}',
	'JSON twice': JSON.stringify(JSON.stringify(refused('3', 'x'))),
};

describe('golden failures: saved replies', () => {
	const parameters = { operation: 'reshape', response: '={{ $json.kept }}' };
	const toRun = async (kept: unknown): Promise<object> =>
		await runAll({
			items: [
				{ json: { kept: success([{ credit_score: '612' }]) } },
				{ json: { kept } },
			] as INodeExecutionData[],
			credential: null,
			parameters,
		});

	it.each(Object.keys(SAVED))('%s', async (name) => {
		const object = await toRun(SAVED[name]);
		const text = await toRun(JSON.stringify(SAVED[name]));
		golden.matchWhole(`saved ${name}`, object);
		golden.matchWhole(`saved ${name}, as text`, text);
	});

	it.each(Object.keys(SAVED_TEXTS))('%s', async (name) => {
		golden.matchWhole(`saved text ${name}`, await toRun(SAVED_TEXTS[name]));
	});

	it('in a parameter of its own', async () => {
		const response = readSample('clean-borrower.pdf').toString('latin1').slice(0, 100);
		golden.matchWhole(
			'response PDF',
			await runAll({ credential: null, parameters: { operation: 'reshape', response } }),
		);
		golden.matchWhole(
			'response default',
			await runAll({ credential: null, parameters: { operation: 'reshape' } }),
		);
	});
});

describe('golden failures', () => {
	it('are all of those that are kept', () => {
		golden.finish();
	});
});
