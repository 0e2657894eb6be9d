import { setTimeout as delay } from 'node:timers/promises';

const REGISTERED_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 120_000;
const POLL_MS = 100;

/** A file as a browser would upload it. */
export interface UploadedFile {
	bytes: Uint8Array<ArrayBuffer>;
	name: string;
	/** `application/pdf` when absent. */
	type?: string;
}

/**
 * Uploads a file to a webhook of n8n, in the form field `data`. An n8n 2 registers the webhook a
 * moment after it has said that the workflow is active, so an unknown address is asked again.
 *
 * @throws TypeError or DOMException when no answer came within `timeoutMs`.
 */
export async function postFile(
	url: string,
	file: UploadedFile,
	timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<Response> {
	const { bytes, name, type = 'application/pdf' } = file;
	const deadline = Date.now() + REGISTERED_TIMEOUT_MS;
	for (;;) {
		const body = new FormData();
		body.set('data', new File([bytes], name, { type }));
		const signal = AbortSignal.timeout(timeoutMs);
		const response = await fetch(url, { method: 'POST', body, signal });
		if (response.status !== 404 || Date.now() > deadline) return response;
		await response.body?.cancel();
		await delay(POLL_MS);
	}
}
