import { sleep } from 'n8n-workflow';

/** Sleeps `ms` milliseconds, less when one of the signals is given meanwhile. Never rejects. */
export async function pause(ms: number, ...signals: AbortSignal[]): Promise<void> {
	const signal = AbortSignal.any(signals);
	if (ms <= 0 || signal.aborted) return;
	await new Promise<void>((resolve) => {
		signal.addEventListener('abort', () => resolve(), { once: true });
		// n8n 1 knows no signal here and sleeps on; n8n 2 rejects, which is answered above.
		sleep(ms, signal).then(resolve, () => resolve());
	});
}
