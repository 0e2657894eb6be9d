import type {
	IBinaryKeyData,
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { startEngine } from '../support/engine.ts';
import type { BinaryMode, Engine } from '../support/engine.ts';
import { openGolden } from '../support/golden.ts';
import { FILES, pdf } from '../support/goldenFiles.ts';
import { Recorder } from '../support/goldenRecorder.ts';
import type { ScriptedAnswer } from '../support/goldenRecorder.ts';
import { toPlainRun } from '../support/goldenRun.ts';

jest.setTimeout(30_000);

const golden = openGolden('requests');

type File = readonly [name: string | undefined, bytes: Buffer, type?: string];

/** A run whose calls are written down. */
interface Case {
	readonly name: string;
	/** Binary fields of the one item, or of several. */
	readonly files?: Readonly<Record<string, File>>;
	readonly json?: readonly Record<string, string | number | null>[];
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	readonly credential?: ICredentialDataDecryptedObject;
	/** After the origin of the recorder. */
	readonly basePath?: string;
	readonly script?: readonly ScriptedAnswer[];
}

const URL_MODE = { inputMode: 'url', url: '={{ $json.source }}' };
const BASE64 = { inputMode: 'base64', base64: '={{ $json.source }}' };

const fileCase = (name: string, file: File, options: INodeParameters = {}): Case => ({
	name,
	files: { data: file },
	options,
});

const urlCase = (name: string, source: string, options: INodeParameters = {}): Case => ({
	name,
	json: [{ source }],
	parameters: URL_MODE,
	options,
});

const base64Case = (name: string, source: string, options: INodeParameters = {}): Case => ({
	name,
	json: [{ source }],
	parameters: BASE64,
	options,
});

const PDF: File = ['report.pdf', FILES.pdf];
const TEXT = Buffer.concat([FILES.pdf, Buffer.from([0xfb, 0xff, 0xfe, 0x3e])]).toString('base64');
const LINK =
	'https://files.example/a%20b/report.pdf?X-Sig=a%2Fb%3D%3D&r=https%3A%2F%2Fx.example%2F%3Fq%3D1#p';

const FILE_CASES: readonly Case[] = [
	fileCase('a PDF', PDF),
	fileCase('a JPEG', ['scan.jpg', FILES.jpeg, 'application/pdf']),
	fileCase('a PNG', ['scan.PNG', FILES.png, 'text/plain']),
	fileCase('a WebP', ['scan.webp', FILES.webp]),
	fileCase('a TIFF', ['scan.tif', FILES.tiff]),
	fileCase('a HEIC', ['scan.heic', FILES.heic]),
	fileCase('a PDF after junk', ['junk.pdf', FILES['pdf after junk']]),
	fileCase('a PDF of 100 kB', ['a.pdf', pdf('a', 100_000)]),
	fileCase('a PDF of 512 kB', ['b.pdf', pdf('b', 524_288)]),
	fileCase('a PDF of 512 kB and a byte', ['c.pdf', pdf('c', 524_289)]),
	fileCase('a PDF of 5 MB', ['d.pdf', pdf('d', 5 * 1024 * 1024 + 3)]),
	fileCase('a Vietnamese name', ['Báo cáo tín dụng Đỗ.pdf', FILES.pdf]),
	fileCase('a name with quotes and line breaks', ['a"b\r\nX: y\\".pdf', FILES.pdf]),
	fileCase('a name without an ending', ['report', FILES.jpeg]),
	fileCase('no name', [undefined, FILES.png]),
	fileCase('a blank name', ['  ', FILES.tiff]),
	fileCase('a name with a path', ['../a/b.pdf', FILES.pdf]),
	{
		name: 'several files of an item',
		files: { b: PDF, a: ['scan.jpg', FILES.jpeg], c: ['logo.gif', FILES.gif] },
		parameters: { binaryPropertyName: '*' },
	},
	{
		name: 'a list of fields',
		files: { b: PDF, a: ['scan.jpg', FILES.jpeg] },
		parameters: { binaryPropertyName: 'a, b ,a' },
	},
];

const OPTION_CASES: readonly Case[] = [
	fileCase('includeImages', PDF, { includeImages: true }),
	fileCase('includeImages as text', PDF, { includeImages: '={{ "true" }}' }),
	fileCase('fileName of a file', PDF, { fileName: 'other.pdf' }),
	...['loan 1&2', 'khoản vay/Đỗ?#%', '={{ 17 }}', '', '   ', ' a ', "a+b'(c)*~!"].map((checkSum) =>
		fileCase(`checkSum ${JSON.stringify(checkSum)}`, PDF, { checkSum }),
	),
	{ ...fileCase('raw with images', PDF, { includeImages: true }), parameters: { output: 'raw' } },
	{
		name: 'a check sum for each item',
		json: [
			{ source: TEXT, loan: 'a' },
			{ source: TEXT, loan: 'b' },
			{ source: TEXT, loan: null },
		],
		parameters: BASE64,
		options: { checkSum: '={{ $json.loan }}' },
	},
	{
		name: 'images and output of the first item and of the second',
		json: [{ source: LINK }, { source: LINK }],
		parameters: { ...URL_MODE, amountUnit: '={{ $itemIndex ? "vnd" : "millionVnd" }}' },
		options: { includeImages: '={{ $itemIndex === 1 }}' },
	},
];

const TEXT_CASES: readonly Case[] = [
	urlCase('a URL', 'https://files.example/report.pdf'),
	urlCase('a signed URL', LINK),
	urlCase('a URL with spaces and letters', ' https://files.example/báo cáo.pdf?q=ế 1 '),
	urlCase('a URL of http', 'HTTP://files.example:8080/x'),
	urlCase('a URL with a user', 'https://user:pa%40ss@files.example/r.pdf'),
	urlCase('a URL and options', LINK, { includeImages: true, checkSum: 'a b', fileName: 'x.pdf' }),
	base64Case('base64', TEXT),
	base64Case('base64 and options', TEXT, {
		includeImages: true,
		checkSum: 'a b',
		fileName: 'x.pdf',
	}),
	base64Case('a data URL', `data:application/pdf;name=a.pdf;base64,${TEXT}`),
	base64Case('wrapped base64', ` ${TEXT.match(/.{1,76}/g)?.join('\r\n')}\n`),
	base64Case('URL-safe base64', Buffer.from(TEXT, 'base64').toString('base64url')),
	base64Case('base64 of an image', FILES.jpeg.toString('base64')),
	base64Case('base64 of 300 kB', pdf('e', 300_001).toString('base64')),
];

const BASE_CASES: readonly Case[] = [
	'/',
	'/prefix',
	'/prefix//',
	'/api/v2/ocr/document/credit_report',
	'/p/api/v2/ocr/document/credit_report/',
].map((basePath): Case => ({ ...fileCase(`base URL ${basePath}`, PDF), basePath }));

const KEY_CASES: readonly Case[] = [
	{
		...fileCase('a key with odd letters', PDF),
		credential: { apiKey: 'khóa:1', apiSecret: 'p@ss "x"' },
	},
	{ ...fileCase('an empty key', PDF), credential: { apiKey: '', apiSecret: '' } },
];

const later = (status: number): ScriptedAnswer => ({
	status,
	headers: { 'retry-after': '0' },
	body: '<html></html>',
});
const redirect = (status: number, location: string): ScriptedAnswer => ({
	status,
	headers: { location },
	body: '',
});
const RETRIES = [URL_MODE, BASE64];

const SCRIPTS: readonly (readonly [string, readonly ScriptedAnswer[], INodeParameters?])[] = [
	['429 twice', [later(429), later(429)]],
	['429 three times', [later(429), later(429), later(429)]],
	['502, 503, 504', [later(502), later(503), later(504)], { maxRetries: 3 }],
	['429 and no retries', [later(429)], { maxRetries: 0 }],
	['500', [later(500)]],
	['408', [later(408)]],
	['reset', [{ isReset: true }]],
	['reset with retryTimeouts', [{ isReset: true }], { retryTimeouts: true }],
	...[301, 302, 303, 307, 308].map(
		(status) =>
			[`redirect ${status} within the host`, [redirect(status, '/elsewhere?b=2')]] as const,
	),
	['redirect to the same address in full', [redirect(307, 'ORIGIN/full')]],
	['redirect to another host', [redirect(307, 'http://localhost:1/elsewhere')]],
	['redirect with a user', [redirect(307, 'http://a:b@127.0.0.1/elsewhere')]],
	['redirect without an address', [{ status: 307, body: '' }]],
	['redirect without end', Array.from({ length: 9 }, () => redirect(307, '/again'))],
	['status 304', [redirect(304, '/again')]],
	[
		'code 6 and 503',
		[
			{
				...later(503),
				body: '{"errorCode":"6","errorMessage":"Error when processing the request"}',
			},
		],
	],
	[
		'code 6 alone',
		[{ body: '{"errorCode":"6","errorMessage":"Error when processing the request"}' }],
	],
	[
		'code 5 and 429',
		[{ ...later(429), body: '{"errorCode":"5","errorMessage":"Out of requests"}' }],
	],
	['a report at status 500', [{ status: 500 }]],
	[
		'Retry-After as a date gone by',
		[{ ...later(429), headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }],
	],
];

const RETRY_CASES: readonly Case[] = [
	...SCRIPTS.map(([name, script, options = {}]): Case => ({
		...fileCase(name, PDF, options),
		script,
	})),
	...RETRIES.map((parameters): Case => ({
		name: `429 once, ${parameters.inputMode}`,
		json: [{ source: parameters === URL_MODE ? LINK : TEXT }],
		parameters,
		script: [later(429)],
	})),
	{ ...fileCase('429 once, 1 MB', ['m.pdf', pdf('m', 1_000_000)]), script: [later(429)] },
	{
		name: 'a wrong key stops what is not sent',
		json: [{ source: LINK }, { source: LINK }, { source: LINK }],
		parameters: URL_MODE,
		script: [{}, { status: 401, body: '' }],
	},
];

const CASES = [
	...FILE_CASES,
	...OPTION_CASES,
	...TEXT_CASES,
	...BASE_CASES,
	...KEY_CASES,
	...RETRY_CASES,
];

async function toItems(
	engine: Engine,
	{ files, json = [{}] }: Case,
): Promise<INodeExecutionData[]> {
	if (!files) return json.map((fields) => ({ json: fields }));
	const binary: IBinaryKeyData = {};
	for (const [field, [name, bytes, type]] of Object.entries(files)) {
		binary[field] = await engine.binary(bytes, name, type);
	}
	return [{ json: {}, binary }];
}

describe.each<[BinaryMode, readonly Case[]]>([
	['filesystem', CASES],
	['default', [...FILE_CASES, ...RETRY_CASES.slice(0, 1)]],
])('golden requests, files in %s storage', (storage, cases) => {
	const recorder = new Recorder();
	let engine: Engine;

	beforeAll(async () => {
		await recorder.start();
		engine = await startEngine({ binaryMode: storage });
	});

	afterAll(async () => {
		await engine.stop();
		await recorder.stop();
	});

	it.each(cases.map((each) => [each.name, each] as const))('%s', async (name, each) => {
		recorder.expect(each.script);
		const result = await engine.run({
			items: await toItems(engine, each),
			credential: {
				apiKey: 'key',
				apiSecret: 'secret',
				baseUrl: `${recorder.origin}${each.basePath ?? ''}`,
				allowInsecureHttp: false,
				...each.credential,
			},
			onError: 'continueRegularOutput',
			parameters: {
				tablesInRecord: 'none',
				...each.parameters,
				options: { maxConcurrency: 1, ...each.options },
			},
		});
		const { hints, outputs } = (await toPlainRun(engine, result)) as {
			hints: unknown;
			outputs: { json: Record<string, unknown> }[][];
		};
		const items = outputs.map((output) =>
			output.map(({ json }) =>
				'error' in json
					? json
					: [json['document_name'], json['document_field'], json['document_sha256']],
			),
		);
		golden.matchWhole(`${storage}: ${name}`, { calls: recorder.calls, hints, items });
	});
});

describe('golden requests', () => {
	it('are all of those that are kept', () => {
		golden.finish();
	});
});
