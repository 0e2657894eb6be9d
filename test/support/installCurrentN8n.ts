import { CURRENT_N8N, installHost } from '../../scripts/host/installHost.ts';

/** Before the tests that start n8n: an install takes minutes, too long for a test's own time. */
export default async function installCurrentN8n(): Promise<void> {
	await installHost(CURRENT_N8N);
}
