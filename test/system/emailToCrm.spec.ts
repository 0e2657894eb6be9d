import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { CREDENTIAL_TYPE, NODE_TYPE, readExample } from '../../scripts/host/examples.ts';
import { projectPath } from '../../scripts/host/project.ts';
import { buildMail } from '../support/buildMail.ts';
import type { MailPart } from '../support/buildMail.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';
import { startDovecot } from '../support/startDovecot.ts';
import type { Dovecot } from '../support/startDovecot.ts';
import { startPostgres } from '../support/startPostgres.ts';
import type { Postgres } from '../support/startPostgres.ts';
import { sampleDocuments } from '../support/sandbox.ts';

jest.setTimeout(N8N_START_TIMEOUT_MS);

const DATABASE = 'crm';
const PATIENCE_MS = 90_000;
const POLL_MS = 300;
const VIETNAMESE_NAME = 'Báo cáo tín dụng – Nguyễn Thị Mẫu.pdf';

/** One pixel; what mail programs hang on as a signature. */
const SIGNATURE_GIF = Buffer.from('R0lGODlhAQABAAAAACw=', 'base64');

let postgres: Postgres;
let dovecot: Dovecot;
let started: NodeInN8n;
let workflowId: string;
let mails: Buffer[];

const sample = async (name: string): Promise<Buffer> =>
	await readFile(`${sampleDocuments()}/${name}`);

const pdf = (fileName: string, bytes: Buffer): MailPart => ({
	contentType: 'application/pdf',
	fileName,
	bytes,
});

/** What arrives at a bank in a morning. */
async function buildMails(): Promise<Buffer[]> {
	const badDebt = await sample('bad-debt.pdf');
	const two = buildMail({
		subject: 'Two reports',
		text: 'Both as discussed.',
		parts: [
			pdf('clean-borrower.pdf', await sample('clean-borrower.pdf')),
			pdf('bad-debt.pdf', badDebt),
			{
				contentType: 'image/gif',
				fileName: 'signature.gif',
				bytes: SIGNATURE_GIF,
				disposition: 'inline',
			},
		],
	});
	const vietnamese = buildMail({
		subject: 'Báo cáo tín dụng',
		text: 'Gửi anh chị báo cáo.',
		parts: [
			{
				contentType: 'application/octet-stream',
				fileName: VIETNAMESE_NAME,
				bytes: await sample('scanned-report.pdf'),
			},
		],
	});
	const emptyReport = await sample('empty-report.pdf');
	const forwarded = buildMail({
		subject: 'Fwd: New customer',
		text: 'Please take over.\n\n---------- Forwarded message ---------\nSee the file.',
		parts: [pdf('empty-report.pdf', emptyReport)],
	});
	// As Outlook forwards on request: the whole mail is the attachment.
	const forwardedAsFile = buildMail({
		subject: 'Fwd: as attachment',
		text: 'Please take over.',
		parts: [{ contentType: 'message/rfc822', fileName: null, bytes: two }],
	});
	const broken = buildMail({
		subject: 'Broken reports',
		text: 'The first was cut off, the second is no credit report.',
		parts: [
			pdf('cut.pdf', badDebt.subarray(0, 20_000)),
			pdf('contract.pdf', Buffer.concat([emptyReport, Buffer.from('\n')])),
		],
	});
	const question = buildMail({ subject: 'A question', text: 'When do you open?', parts: [] });
	return [two, vietnamese, forwarded, forwardedAsFile, broken, question];
}

/** What a user does after importing the example: choose credentials. */
async function importExample(): Promise<string> {
	const { client } = started.n8n;
	const accounts: [nodeType: string, credentialType: string, id: string][] = [
		[
			'n8n-nodes-base.emailReadImap',
			'imap',
			await client.saveCredential('Mailbox', 'imap', dovecot.credential),
		],
		[
			'n8n-nodes-base.postgres',
			'postgres',
			await client.saveCredential('CRM', 'postgres', postgres.credential(DATABASE)),
		],
		[
			NODE_TYPE,
			CREDENTIAL_TYPE,
			await client.saveCredential('Sandbox', CREDENTIAL_TYPE, started.sandbox.credential),
		],
	];
	const workflow = await readExample('email-to-crm.json');
	const fill = (node: INode): INode => {
		const [, type = '', id = ''] = accounts.find(([nodeType]) => nodeType === node.type) ?? [];
		return type === '' ? node : { ...node, credentials: { [type]: { id, name: type } } };
	};
	return await client.saveWorkflow({ ...workflow, nodes: workflow.nodes.map(fill) });
}

const countExecutions = async (): Promise<{ all: number; finished: number }> => {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { client } = started.n8n;
	const { results } = await client.request<{ results: unknown[] }>(
		'GET',
		`/executions?limit=100&filter=${filter}`,
	);
	return { all: results.length, finished: (await client.listExecutions(workflowId)).length };
};

/** Delivers the morning's mail and waits until the workflow is done with all of it. */
async function receiveMails(): Promise<void> {
	const before = (await countExecutions()).finished;
	await dovecot.deliver(...mails);
	const isDone = async () => {
		const { all, finished } = await countExecutions();
		return (await dovecot.countUnread()) === 0 && finished > before && finished === all;
	};
	const deadline = Date.now() + PATIENCE_MS;
	// A mail counts as read a moment before its execution starts: it must stay done.
	for (let doneInARow = 0; doneInARow < 5; await delay(POLL_MS)) {
		doneInARow = (await isDone()) ? doneInARow + 1 : 0;
		if (Date.now() > deadline) throw new Error('The mail was not read in time');
	}
	const { client } = started.n8n;
	for (const id of await client.listExecutions(workflowId))
		expect(await client.readExecution(id)).toMatchObject({ status: 'success' });
}

const select = async (columns: string, table: string) =>
	await postgres.query(DATABASE, `select ${columns} from ${table} order by 1, 2`);

/** Everything that the workflow wrote, without the times and mail ids that may change. */
async function readTables() {
	return {
		reports: await select(
			'document_name, cic_code, credit_score, loan_total, worst_debt_group, has_bad_debt_5y, report_key, record',
			'credit_reports',
		),
		rows: await select('row_key, table_name, row_number, report_key, data', 'credit_report_rows'),
		reviews: await select(
			'document_name, review_notes, report_key, record',
			'credit_report_reviews',
		),
		errors: await select('subject, problem, what_to_do', 'credit_report_errors'),
	};
}

beforeAll(async () => {
	// One after the other: what has started is then known, and ended, when the next one fails.
	postgres = await startPostgres();
	dovecot = await startDovecot();
	started = await startNodeInN8n();
	await postgres.createDatabase(DATABASE);
	await postgres.execute(
		DATABASE,
		await readFile(projectPath('examples', 'email-to-crm.sql'), 'utf8'),
	);
	mails = await buildMails();
	workflowId = await importExample();
	await started.n8n.client.setActive(workflowId, true);
	await dovecot.waitForReader();
	await receiveMails();
});

afterAll(async () => {
	await started?.stop();
	await dovecot?.stop();
	await postgres?.stop();
});

test('reports from two attachments and a forwarded mail become lines of credit_reports', async () => {
	const { reports } = await readTables();
	expect(reports).toMatchObject([
		{
			document_name: 'bad-debt.pdf',
			cic_code: '0000000202',
			worst_debt_group: 5,
			has_bad_debt_5y: true,
		},
		{ document_name: 'clean-borrower.pdf', worst_debt_group: 1, has_bad_debt_5y: false },
		{ document_name: 'empty-report.pdf' },
	]);
	// The pages print millions; the tables hold dong.
	expect(reports[0]).toHaveProperty('loan_total', expect.any(Number));
	expect(Number(reports[0]?.['loan_total'])).toBeGreaterThan(1_000_000);
});

test('a doubtful report waits for a person, its Vietnamese file name intact', async () => {
	const { reviews } = await readTables();
	expect(reviews).toMatchObject([
		{ document_name: VIETNAMESE_NAME, review_notes: expect.stringMatching(/\S/) },
	]);
});

test('every row is in the table of rows, and the empty report too', async () => {
	const { rows, reports, reviews } = await readTables();
	const reportKeys = [...reports, ...reviews].map((report) => report['report_key']);
	expect(new Set(rows.map((row) => row['report_key']))).toEqual(new Set(reportKeys));
	const tables = new Set(rows.map((row) => row['table_name']));
	expect(tables).toContain('loan_details');
	expect(tables).toContain(null);
	const badDebt = reports.find((report) => report['document_name'] === 'bad-debt.pdf');
	const own = rows.filter((row) => row['report_key'] === badDebt?.['report_key']);
	expect(own).toHaveLength(39);
});

test('what could not be read is kept as a problem, and what to do', async () => {
	const { errors } = await readTables();
	expect(errors).toMatchObject([
		{ subject: 'A question', problem: expect.stringContaining('"attachment_*"') },
		{ subject: 'Broken reports', problem: expect.stringContaining('"contract.pdf"') },
		{ subject: 'Broken reports', problem: expect.stringContaining('"cut.pdf"') },
		{ subject: 'Fwd: as attachment', problem: expect.stringContaining('"attachment_*"') },
	]);
	for (const { what_to_do: remedy } of errors) expect(remedy).toMatch(/\S/);
});

test('the signature picture was neither sent nor reported, and each report was billed once', async () => {
	expect(await started.sandbox.stats()).toMatchObject({ calls: 6, billed: 4 });
});

test('the same mail once more changes nothing', async () => {
	const before = await readTables();
	await receiveMails();
	expect(await readTables()).toEqual(before);
	expect(await started.sandbox.stats()).toMatchObject({ calls: 12, billed: 8 });
});
