/**
 * Measures what one upload adds to the peak memory of a process that does nothing else.
 *
 * Arguments: <megabytes> <mode> <credential as JSON>. Compiled to CommonJS before it runs (see
 * `uploadMemory.spec.ts`), because the ES modules of n8n-workflow do not load in Node.js.
 *
 * mode: `node` runs the node on the engine; `buffer` sends the same file the way most nodes do, held
 * whole in a Blob. Prints one JSON line.
 */
import type { ICredentialDataDecryptedObject, INodeType } from 'n8n-workflow';
import { ComputerVisionVietnamApi } from '../../credentials/ComputerVisionVietnamApi.credentials.ts';
import { ComputerVisionVietnam } from '../../nodes/ComputerVisionVietnam/ComputerVisionVietnam.node.ts';
import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { collectGarbage, readPeakMemory, storeLargePdf } from './peakMemory.ts';

const MEGABYTE = 1024 * 1024;

const [megabytes = '100', mode = 'node', sandbox = '{}'] = process.argv.slice(2);
const credential: ICredentialDataDecryptedObject & { baseUrl: string } = JSON.parse(sandbox);

/** Sends the file the way most nodes do: read whole, wrapped whole. */
function bufferNode(original: INodeType): INodeType {
	const node: INodeType = {
		description: original.description,
		async execute() {
			const bytes = await this.helpers.getBinaryDataBuffer(0, 'data');
			const body = new FormData();
			body.append('img', new Blob([new Uint8Array(bytes)]), 'report.pdf');
			await this.helpers.httpRequestWithAuthentication.call(this, 'computerVisionVietnamApi', {
				method: 'POST',
				url: `${credential.baseUrl}/api/v2/ocr/document/credit_report?format_type=file`,
				body,
			});
			return [[{ json: { sent: bytes.length }, pairedItem: { item: 0 } }]];
		},
	};
	return node;
}

async function upload(engine: Engine, bytes: number): Promise<void> {
	const item = { json: {}, binary: { data: await storeLargePdf(bytes) } };
	collectGarbage();
	const before = readPeakMemory('reset');
	const { error, json } = await engine.run({
		items: [item],
		parameters: engine.fillParameters({
			resource: 'creditReport',
			operation: 'extract',
			output: 'raw',
			inputMode: 'binary',
			binaryPropertyName: 'data',
		}),
		credential,
	});
	if (error) throw error;
	lastRun = { addedMegabytes: (readPeakMemory('keep') - before) / MEGABYTE, items: json.length };
}

let lastRun = { addedMegabytes: 0, items: 0 };

async function measure(): Promise<void> {
	const node = new ComputerVisionVietnam();
	const engine = await startEngine({
		binaryMode: 'filesystem',
		types: {
			node: mode === 'buffer' ? bufferNode(node) : node,
			credential: new ComputerVisionVietnamApi(),
		},
	});
	try {
		await upload(engine, MEGABYTE);
		await upload(engine, Number(megabytes) * MEGABYTE);
		process.stdout.write(`${JSON.stringify(lastRun)}\n`);
	} finally {
		await engine.stop();
	}
}

void measure();
