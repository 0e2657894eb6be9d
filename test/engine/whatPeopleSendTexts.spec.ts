import type { INodeParameters, OnError } from 'n8n-workflow';
import { makePdf } from '../support/makePdf.ts';
import { startReplyServer } from '../support/replyServer.ts';
import type { ReplyServer } from '../support/replyServer.ts';
import { HEADING, NOTHING, reply } from '../support/replies.ts';
import { startRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { sha256 } from '../support/sha256.ts';

const ERROR_MODES: readonly OnError[] = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

let rig: Rig;

beforeAll(async () => {
	rig = await startRig();
});

afterAll(async () => {
	await rig.stop();
});

beforeEach(async () => {
	await rig.sandbox.control('reset');
});

const BASE64: INodeParameters = { inputMode: 'base64', base64: '={{ $json.source }}' };
const URL_MODE: INodeParameters = { inputMode: 'url', url: '={{ $json.source }}' };

async function run(
	sources: unknown[],
	parameters: INodeParameters,
	onError: OnError = 'continueRegularOutput',
) {
	const ran = await rig.engine.run({
		items: sources.map((source) => ({ json: JSON.parse(JSON.stringify({ source })) })),
		parameters,
		credential: rig.sandbox.credential,
		onError,
	});
	const { calls, log } = await rig.sandbox.stats();
	return { ...ran, calls, log: log as Array<Record<string, unknown>> };
}

/** The one bad item between two good ones, in every error mode. */
async function expectAlone(
	good: string[],
	bad: unknown,
	parameters: INodeParameters,
	message: string,
) {
	for (const onError of ERROR_MODES) {
		await rig.sandbox.control('reset');
		const ran = await run([good[0], bad, good[1]], parameters, onError);
		if (onError === 'stopWorkflow') {
			expect(ran.error).toMatchObject({ message, context: { itemIndex: 1 } });
			continue;
		}
		const items = ran.outputs.flat();
		expect(items).toHaveLength(3);
		const failed = items.filter(({ json }) => 'error' in json);
		expect(failed).toMatchObject([{ json: { error: message }, pairedItem: { item: 1 } }]);
		if (onError === 'continueErrorOutput') expect(ran.outputs[1]).toEqual(failed);
		expect(ran.calls).toBe(2);
	}
}

describe('base64 that came a long way', () => {
	const bytes = Buffer.concat([makePdf(), Buffer.alloc(300, '\u00fb\u00ef\u00be', 'latin1')]);
	const plain = bytes.toString('base64');
	const good = () => [makePdf().toString('base64'), makePdf().toString('base64')];

	it.each([
		['wrapped', (plain.match(/.{1,64}/g) ?? []).join('\n')],
		['wrapped by blanks', (plain.match(/.{1,76}/g) ?? []).join(' ')],
		['a data URL with a name', `data:application/pdf;name=Hợp đồng, bản 2.pdf;base64,${plain}`],
		['a data URL in upper case', `DATA:APPLICATION/PDF;CHARSET=UTF-8;BASE64,${plain}`],
	])('%s: the same bytes arrive', async (_what, source) => {
		const { json } = await run([source], BASE64);
		expect(json).toMatchObject([{ document_sha256: sha256(bytes) }]);
	});

	const DOCUMENT = 'Cannot send the base64 document: ';

	it.each<[string, unknown, string]>([
		[
			'blanks for plus signs',
			plain.replaceAll('+', ' '),
			`${DOCUMENT}the base64 text has blanks inside its lines, which were plus signs once`,
		],
		[
			'padding that does not fit',
			`${plain.replaceAll('=', '')}====`,
			`${DOCUMENT}the base64 text is cut off: its length is impossible`,
		],
		['a Buffer', Buffer.from('%PDF-1.7'), 'The parameter "Base64 Text" is not valid'],
		['a number', 42, 'The parameter "Base64 Text" is not valid'],
		['nothing', null, 'The parameter "Base64 Text" is not valid'],
		['a list', [plain], 'The parameter "Base64 Text" is not valid'],
	])('%s: a stated problem of that item alone', async (_what, bad, message) => {
		await expectAlone(good(), bad, BASE64, message);
	});
});

describe('addresses', () => {
	it.each([
		'https://a.example/1.pdf https://a.example/2.pdf',
		'https://a.example/1.pdf,https://a.example/2.pdf',
		'https://a.example/1.pdf;\nHTTP://a.example/2.pdf',
		'https://a.example/1.pdf\r\nhttps://a.example/2.pdf',
		'https://a.example/1.pdf | https://a.example/2.pdf',
	])('two in one field are refused: %j', async (bad) => {
		const good = [0, 1].map((each) => rig.documentUrl({ name: `${each}.pdf`, bytes: makePdf() }));
		await expectAlone(good, bad, URL_MODE, 'The URL field holds more than one address');
	});

	it('one inside the query of another is one', async () => {
		const bytes = makePdf();
		const address = rig.documentUrl({ name: 'a.pdf', bytes });
		for (const more of ['&next=https://b.example/,x', '&next=https%3A%2F%2Fb.example']) {
			const { json } = await run([`${address}${more}`], URL_MODE);
			expect(json[0]).toMatchObject({ document_name: 'a.pdf' });
		}
	});

	it('a name in an address is put out without what cannot be seen', async () => {
		const address = rig.documentUrl({
			name: 'ba\u0301o\u202e\u200bca\u0301o\u0000.pdf',
			bytes: makePdf(),
		});
		const { json } = await run([address], URL_MODE);
		expect(json[0]?.['document_name']).toBe('báocáo .pdf');
	});
});

describe('pasted secrets', () => {
	let server: ReplyServer;

	beforeAll(async () => {
		server = await startReplyServer();
		server.text = JSON.stringify(reply({ ...HEADING, ...NOTHING }));
	});

	afterAll(async () => {
		await server.stop();
	});

	const AROUND = ['\ufeff', '\u200b', '\u00a0', ' \t\r\n', '\u2060', '\u202a', '\u0000', '\u3000'];

	async function runWith(credential: Record<string, string | boolean>, onError?: OnError) {
		server.calls.length = 0;
		return await rig.engine.run({
			items: [{ json: { source: makePdf().toString('base64') } }],
			parameters: BASE64,
			credential,
			...(onError && { onError }),
		});
	}

	it.each(AROUND)('%j around them is cleaned away', async (around) => {
		const { apiKey, apiSecret, baseUrl } = server.credential;
		const wrap = (text: string) => `${around}${text}${around}`;
		const ran = await runWith({
			apiKey: wrap(apiKey),
			apiSecret: wrap(apiSecret),
			baseUrl: wrap(`${baseUrl}/`),
		});
		expect(ran.error).toBeUndefined();
		const expected = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
		expect(server.calls.map(({ headers }) => headers.authorization)).toEqual([expected]);
	});

	it.each([
		['apiKey', 'ke\u200by', 'The API Key of the credential has a blank or an invisible character'],
		['apiKey', 'key secret', 'The API Key of the credential has a blank or an invisible character'],
		['apiSecret', 'sec\u00a0ret', 'The API Secret of the credential has a blank or an invisible'],
		['apiSecret', 'sec\nret', 'The API Secret of the credential has a blank or an invisible'],
		[
			'baseUrl',
			'http://127.0.0.1:1/ x',
			'The Base URL of the credential has a blank or an invisible',
		],
		['baseUrl', 'http://127.0.\u200b0.1:1', 'The Base URL of the credential has a blank or an'],
	])('inside %s it is a stated problem: %j', async (field, value, message) => {
		for (const onError of ERROR_MODES) {
			const ran = await runWith({ ...server.credential, [field]: value }, onError);
			const told =
				onError === 'stopWorkflow'
					? ran.error?.message
					: ran.outputs.flat().map(({ json }) => json['error'])[0];
			expect(told).toContain(message);
			expect(JSON.stringify(ran.error ?? ran.outputs)).not.toContain(value);
			expect(server.calls).toEqual([]);
		}
	});
});
