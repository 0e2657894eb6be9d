import { readFileSync } from 'node:fs';
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { CREDENTIAL_TYPE, EXTRACT_NODE } from '../../scripts/host/examples.ts';
import { CURRENT_N8N, installHost } from '../../scripts/host/installHost.ts';
import { itemsOfNode } from '../../scripts/host/n8nClient.ts';
import { projectPath } from '../../scripts/host/project.ts';
import { buildWorkflow, extractReport, webhook } from '../support/buildWorkflow.ts';
import type { CredentialReference } from '../support/buildWorkflow.ts';
import { makePdf } from '../support/makePdf.ts';
import { N8N_START_TIMEOUT_MS, startNodeInN8n } from '../support/n8n.ts';
import type { NodeInN8n } from '../support/n8n.ts';
import { postFile } from '../support/postFile.ts';
import { readSample } from '../support/sampleDocuments.ts';
import { sha256 } from '../support/sha256.ts';

jest.setTimeout(180_000);

const INSTALL_TIMEOUT_MS = 900_000;
const UPLOAD = 'upload';
const KILOBYTE = 1000;

/** Where n8n keeps the bytes of files; `default` is its memory. */
const MODES = ['default', 'filesystem', 'database'] as const;

const SIZES = [
	['1 kB', KILOBYTE],
	['150 kB', 150 * KILOBYTE],
	['1 MB', 1000 * KILOBYTE],
	['10 MB', 10_000 * KILOBYTE],
	['100 MB', 100_000 * KILOBYTE],
] as const;

/** Names as senders really give them: composed, decomposed as macOS does, with signs and quotes. */
const NAMES = [
	'Báo cáo tín dụng – Nguyễn Văn Mẫu.pdf',
	'Báo cáo tín dụng Trần Thị Thử.pdf'.normalize('NFD'),
	'HỒ SƠ (bản sao) số 12 & 100%.pdf',
	"đơn vay 'gấp'; tháng 03, năm 2025.pdf",
	'Đặng Thị Ửng – 信用報告 📄.pdf',
];

beforeAll(async () => void (await installHost(CURRENT_N8N)), INSTALL_TIMEOUT_MS);

describe.each(MODES)('files kept in %s', (mode) => {
	let started: NodeInN8n;
	let credential: CredentialReference;
	/** The id of the workflow that takes uploads. */
	let uploads: string;

	beforeAll(async () => {
		const env = { N8N_DEFAULT_BINARY_DATA_MODE: mode, N8N_FORMDATA_FILE_SIZE_MAX: '200' };
		started = await startNodeInN8n({ env }, ['--unknown-as', 'clean-borrower.pdf']);
		const { client } = started.n8n;
		const name = 'Sandbox API';
		const id = await client.saveCredential(name, CREDENTIAL_TYPE, started.sandbox.credential);
		credential = { id, name };
		const node = extractReport({ tablesInRecord: 'none' }, credential);
		const workflow = buildWorkflow(UPLOAD, webhook(UPLOAD, { responseMode: 'lastNode' }), node);
		uploads = await client.saveWorkflow(workflow);
		await client.setActive(uploads, true);
	}, N8N_START_TIMEOUT_MS);
	beforeEach(async () => void (await started.sandbox.control('reset')));
	afterAll(async () => await started?.stop());

	/** Why the last upload's execution failed. */
	const explain = async (): Promise<string> => {
		const { client } = started.n8n;
		const [last = ''] = await client.listExecutions(uploads);
		const { error } = (await client.readExecution(last)).data.resultData;
		return `The upload failed: ${error?.message}`;
	};

	/** Uploads a file to the workflow; the record that it answers. */
	const upload = async (bytes: Uint8Array<ArrayBuffer>, name: string): Promise<IDataObject> => {
		const response = await postFile(`${started.n8n.url}/webhook/${UPLOAD}`, { bytes, name });
		if (response.status !== 200) throw new Error(await explain());
		return (await response.json()) as IDataObject;
	};

	test.each(SIZES)('a file of %s arrives whole at the API', async (label, size) => {
		const bytes = makePdf(`${mode} ${label}`, size);
		const name = `báo cáo ${label}.pdf`;
		const record = await upload(bytes, name);
		const hash = sha256(bytes);
		expect(record).toMatchObject({
			document_name: name,
			document_sha256: hash,
			cic_code: expect.stringMatching(/^00\d{8}$/),
		});
		const { log, billed } = await started.sandbox.stats();
		expect(billed).toBe(1);
		expect(log).toEqual([expect.objectContaining({ sha256: hash, bytes: size, fileName: name })]);
		expect(log[0].contentLength).toBeGreaterThan(size);
	});

	test.each(NAMES)('the name %s survives', async (name) => {
		const record = await upload(makePdf(name, KILOBYTE), name);
		const { log } = await started.sandbox.stats();
		// Composed or decomposed, it is the same name.
		expect(log[0].fileName.normalize('NFC')).toBe(name.normalize('NFC'));
		const { document_name: shown } = record as { document_name: string };
		expect(shown.normalize('NFC')).toBe(name.normalize('NFC'));
	});

	test('the images of a report come out whole and are stored where the mode says', async () => {
		const { client } = started.n8n;
		const node = extractReport({ options: { includeImages: true } }, credential);
		const trigger = webhook('images', { responseMode: 'lastNode' });
		const id = await client.saveWorkflow(buildWorkflow('Images', trigger, node));
		await client.setActive(id, true);
		const bytes = new Uint8Array(readSample('bad-debt.pdf'));
		await postFile(`${started.n8n.url}/webhook/images`, { bytes, name: 'bad-debt.pdf' });
		const [execution = ''] = await client.listExecutions(id);
		const [[item] = []] = itemsOfNode(await client.readExecution(execution), EXTRACT_NODE);
		const images: Record<string, IBinaryData> = item?.binary ?? {};
		expect(Object.keys(images)).toEqual(
			expect.arrayContaining(['page_1', 'page_2', 'page_3', 'loan_details', 'bad_debt']),
		);
		for (const [key, image] of Object.entries(images)) {
			const file = `bad-debt.${key.replace('page_', 'page-')}.png`;
			const printed = readFileSync(projectPath('test/fixtures/documents/images', file));
			expect(image).toMatchObject({ mimeType: 'image/png' });
			expect(image.id?.split(':')[0] ?? 'default').toBe(
				{ default: 'default', filesystem: 'filesystem-v2', database: 'database' }[mode],
			);
			expect({ key, hash: sha256(await readImage(image)) }).toEqual({ key, hash: sha256(printed) });
		}
	});

	/** The bytes of an item's file, wherever n8n keeps them, as the editor's download gets them. */
	const readImage = async ({ id, data }: IBinaryData): Promise<Uint8Array> =>
		id === undefined
			? Buffer.from(data, 'base64')
			: await started.n8n.client.download(
					`/binary-data?id=${encodeURIComponent(id)}&action=download`,
				);
});
