import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import type { Execution } from '../../scripts/host/n8nClient.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { changeNodes, ExampleBench, jsonOf } from '../support/exampleBench.ts';
import type { SavedExample } from '../support/exampleBench.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';
import { sampleDocuments } from '../support/sandbox.ts';

// The examples in which a person, an applicant or an earlier report has a say.

jest.setTimeout(N8N_START_TIMEOUT_MS);

let started: NodeInN8n;
let temporary: TemporaryFolder;
let bench: ExampleBench;

beforeAll(async () => {
	temporary = await makeTemporaryFolder('review-examples');
	started = await startNodeInN8n({ readableFolders: [temporary.path] });
	bench = new ExampleBench(started, temporary.path);
});

afterAll(async () => {
	await started?.stop();
	await temporary?.remove();
});

beforeEach(async () => {
	await started.sandbox.control('reset');
});

/** Uploads a report in the form of an example, with what else its form asks for. */
async function upload(example: SavedExample, document: string, ...fields: string[]) {
	const url = await bench.openForm(example);
	const form = new FormData();
	fields.forEach((value, index) => form.append(`field-${index}`, value));
	form.append(`field-${fields.length}`, await bench.upload(document));
	return JSON.parse(await bench.postForm(url, form)) as { formWaitingUrl?: string };
}

/** The items that a node gave; none where nothing came to it. */
function itemsOf(execution: Execution, node: string): IDataObject[] {
	try {
		return jsonOf(execution, node);
	} catch {
		return [];
	}
}

/** The page that an execution waits with. */
async function readPage(url: string): Promise<string> {
	return await (await fetch(url)).text();
}

describe('review-with-corrections.json', () => {
	/** What stands on the page of the sample where its reply has something else. */
	const ON_THE_PAGE: Readonly<Record<string, string>> = {
		'1,234': '1234',
		'1.O50': '1.050',
		O: '0',
		'8B': '88',
		'0B/2024': '08/2024',
		S: 'Nhóm 5',
		V: 'Y',
		'31/02/2023': '28/02/2023',
	};

	/** The fields of a page in their order: what each is filled with; null for a list. */
	const fieldsOf = (page: string): Array<{ name: string; label: string; filled: string | null }> =>
		page.split("<label class='form-label").flatMap((part) => {
			const [, name = '', label = ''] = /^[^>]*for='(field-\d+)'>([^<]*)</.exec(part) ?? [];
			const [, filled = ''] = /<input[^>]*?value="([^"]*)"/.exec(part) ?? [];
			return name === '' ? [] : [{ name, label, filled: part.includes('<select') ? null : filled }];
		});

	async function review(decision: 'Accept' | 'Refuse') {
		const example = await bench.save('review-with-corrections.json');
		const { formWaitingUrl = '' } = await upload(example, 'scanned-report.pdf');
		const id = await bench.waitForExecution(example, 'waiting');
		const page = await readPage(formWaitingUrl);
		const fields = fieldsOf(page);
		const answers = new FormData();
		for (const { name, label, filled } of fields) {
			const typed = filled === null ? 'Right as it was read' : (ON_THE_PAGE[filled] ?? filled);
			answers.append(name, label === 'Your name' ? 'Lan' : typed);
		}
		await bench.postForm(formWaitingUrl, answers);
		await bench.waitForExecution(example, 'waiting');
		const second = await readPage(formWaitingUrl);
		const verdict = new FormData();
		verdict.append('field-0', decision);
		verdict.append('field-1', 'Minh');
		verdict.append('field-2', 'looked at page 1');
		await bench.postForm(formWaitingUrl, verdict);
		return { fields, second, execution: await bench.client.readExecution(id) };
	}

	test('one field per doubt; the record carries what was corrected, by whom and who accepted it', async () => {
		const { fields, second, execution } = await review('Accept');
		const doubts = jsonOf(execution, 'Review items').filter(({ path }) => path !== null);
		expect(doubts.length).toBeGreaterThan(0);
		expect(fields).toHaveLength(doubts.length + 1);
		expect(second).toContain('28/02/2023');
		const [record] = jsonOf(execution, 'Save the record');
		expect(record).toMatchObject({
			accepted_by: 'Minh',
			decision_comment: 'looked at page 1',
			correction_count: doubts.length,
			needs_review: false,
		});
		const trail = JSON.parse(record?.['corrections'] as string) as IDataObject[];
		expect(trail).toContainEqual(
			expect.objectContaining({ old: '31/02/2023', new: '28/02/2023', by: 'Lan' }),
		);
		expect(await started.sandbox.stats()).toMatchObject({ calls: 1, billed: 1 });
	});

	test('a second reviewer who refuses keeps it from being used', async () => {
		const { execution } = await review('Refuse');
		expect(itemsOf(execution, 'Save the record')).toEqual([]);
		expect(jsonOf(execution, 'Not used')).toHaveLength(1);
	});
});

/** Makes a data table of text columns and fills it. */
async function makeTable(name: string, columns: readonly string[], rows: readonly IDataObject[]) {
	const { id } = await bench.client.request<{ id: string }>('GET', '/projects/personal');
	const table = await bench.client.request<{ id: string }>('POST', `/projects/${id}/data-tables`, {
		name,
		columns: columns.map((column) => ({ name: column, type: 'string' })),
	});
	const path = `/projects/${id}/data-tables/${table.id}`;
	await bench.client.request('POST', `${path}/insert`, { data: rows, returnType: 'count' });
	return table.id;
}

/** Chooses a data table in the nodes of an example, as a user does. */
const chooseTable = (value: string) =>
	changeNodes((node: INode) =>
		node.type === 'n8n-nodes-base.dataTable'
			? {
					...node,
					parameters: { ...node.parameters, dataTableId: { __rl: true, mode: 'id', value } },
				}
			: node,
	);

const truthOf = (document: string): IDataObject => {
	const text = readFileSync(
		join(sampleDocuments(), document.replace('.pdf', '.reply.json')),
		'utf8',
	);
	return (JSON.parse(text) as { data: { info: IDataObject[] } }).data.info[0] ?? {};
};

test("applicants-own-report.json lets only the applicant's own report pass", async () => {
	const { id_card, cic_code } = truthOf('bad-debt.pdf');
	const table = await makeTable(
		'credit_applicants',
		['application_number', 'id_card', 'cic_code'],
		[
			{ application_number: 'A-1', id_card, cic_code },
			{ application_number: 'A-2', id_card: '000190000999', cic_code },
		],
	);
	const example = await bench.save('applicants-own-report.json', chooseTable(table));
	const outcomes: unknown[] = [];
	for (const number of ['A-1', 'A-2', 'A-3']) {
		await upload(example, 'bad-debt.pdf', number);
		const id = await bench.waitForExecution(example, 'success');
		const execution = await bench.client.readExecution(id);
		const asked = itemsOf(execution, 'Ask a person');
		const passed = itemsOf(execution, 'Go on with the application');
		outcomes.push([
			passed.map(({ identity_check }) => identity_check),
			asked.map(({ identity_check = null }) => identity_check),
		]);
		expect(JSON.stringify([...asked, ...passed])).not.toContain(id_card as string);
		await bench.client.request('POST', '/executions/delete', { ids: [id] });
	}
	expect(outcomes).toEqual([
		[['match'], []],
		[[], ['mismatch']],
		[[], [null]],
	]);
});

test('monthly-monitor.json sends a message only when it is worse; a first report is no alarm', async () => {
	const raw = (document: string) => ({
		errorCode: '0',
		errorMessage: 'Success',
		data: { info: [truthOf(document)], type: 'credit_report' },
	});
	const sample = raw('bad-debt.pdf');
	const better = structuredClone(sample);
	Object.assign(better.data.info[0] ?? {}, {
		bad_debt: [],
		bad_debt_image: '',
		report_time: '08:00 - 01/01/2020',
	});
	const url = started.sandbox.documentUrl('bad-debt.pdf');
	const table = await makeTable(
		'credit_report_watch',
		['customer', 'url', 'last_reply'],
		[
			{ customer: 'first', url, last_reply: '' },
			{ customer: 'worse', url, last_reply: JSON.stringify(better) },
			{ customer: 'same', url, last_reply: JSON.stringify(sample) },
			{ customer: 'other', url, last_reply: JSON.stringify(raw('clean-borrower.pdf')) },
		],
	);
	const example = await bench.save('monthly-monitor.json', chooseTable(table));
	const first = await bench.run(example, 'Every month');
	expect(jsonOf(first, 'Compare')).toMatchObject([{ is_worse: true }, { days_between: 0 }]);
	expect(jsonOf(first, 'Send the message')).toMatchObject([
		{ new_bad_debt_count: expect.any(Number) },
	]);
	expect(jsonOf(first, 'Look into the problem')).toMatchObject([
		{ error: 'The two reports are about different persons' },
	]);
	const again = await bench.run(example, 'Every month');
	expect(jsonOf(again, 'Compare')).toHaveLength(3);
	expect(itemsOf(again, 'Send the message')).toEqual([]);
});

test('two-readings.json asks for nobody where both engines agree', async () => {
	const example = await bench.save('two-readings.json');
	await upload(example, 'clean-borrower.pdf');
	const id = await bench.waitForExecution(example, 'success');
	const execution = await bench.client.readExecution(id);
	expect(jsonOf(execution, 'Save the record')).toMatchObject([
		{ differing_value_count: 0, agreed_value_count: expect.any(Number), needs_review: false },
	]);
	expect(itemsOf(execution, 'Ask for review')).toEqual([]);
	expect(await started.sandbox.stats()).toMatchObject({ calls: 2 });
});
