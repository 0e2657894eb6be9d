import { saveExamples } from '../../scripts/host/demo.ts';
import type { SavedExample } from '../../scripts/host/demo.ts';
import { CREDENTIAL_TYPE } from '../../scripts/host/examples.ts';
import type { Owner } from '../../scripts/host/n8nClient.ts';
import { packNode } from '../../scripts/host/packNode.ts';
import { startN8n } from '../../scripts/host/startN8n.ts';
import type { N8nInstance, N8nOptions } from '../../scripts/host/startN8n.ts';
import { sampleDocuments, startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** Long enough for a first start of n8n on a slow machine; the install has its own time before. */
export const N8N_START_TIMEOUT_MS = 300_000;

/** The invented owner of every n8n in a test. */
export const TEST_OWNER: Owner = { email: 'owner@sandbox.example', password: 'Sample-Owner-1' };

/** A real n8n with the packed node, and a sandbox API beside it. */
export interface NodeInN8n {
	readonly n8n: N8nInstance;
	readonly sandbox: Sandbox;
	/** Saves the three examples, filled in for one of the sandbox's sample documents. */
	saveExamples(fileName: string): Promise<SavedExample[]>;
	stop(): Promise<void>;
}

async function startBoth(
	options: Partial<N8nOptions>,
	sandboxFlags: readonly string[],
	started: (() => Promise<void>)[],
): Promise<Pick<NodeInN8n, 'n8n' | 'sandbox'>> {
	const packed = await packNode();
	started.push(async () => await packed.remove());
	const sandbox = await startSandbox(sandboxFlags);
	started.push(async () => await sandbox.stop());
	const readableFolders = [sampleDocuments()];
	const n8n = await startN8n({ tarball: packed.path, readableFolders, ...options });
	started.push(async () => await n8n.stop());
	await n8n.client.login(TEST_OWNER);
	return { n8n, sandbox };
}

/** Starts both, with the owner logged in; n8n may read the sandbox's sample documents. */
export async function startNodeInN8n(
	options: Partial<N8nOptions> = {},
	sandboxFlags: readonly string[] = [],
): Promise<NodeInN8n> {
	const started: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (const end of started.splice(0).reverse()) await end();
	};
	try {
		const { n8n, sandbox } = await startBoth(options, sandboxFlags, started);
		return {
			n8n,
			sandbox,
			async saveExamples(fileName) {
				const name = 'Sandbox API';
				const id = await n8n.client.saveCredential(name, CREDENTIAL_TYPE, sandbox.credential);
				const document = {
					path: `${sampleDocuments()}/${fileName}`,
					url: sandbox.documentUrl(fileName),
				};
				return await saveExamples(n8n.client, { id, name }, document);
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}
