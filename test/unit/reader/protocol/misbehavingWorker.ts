import type { DocumentOutcome, DocumentTask } from '../../../../reader/documentWorker.ts';

/** What a document can make the process that reads it do; its bytes are the name of one. */
const BEHAVIOURS: Record<string, () => unknown> = {
	answer: () => [{ pid: process.pid }],
	'never end': () => {
		for (;;);
	},
	'never answer': async () => await new Promise((resolve) => setTimeout(resolve, 1e9)),
	exit: () => process.exit(3),
	crash: () => process.kill(process.pid, 'SIGSEGV'),
	'throw later': async () => {
		setTimeout(() => {
			throw new Error('later');
		}, 1);
		await new Promise((resolve) => setTimeout(resolve, 1e9));
	},
};

process.on('uncaughtException', () => process.exit(1));

export const warmUp = (): void => undefined;

export default async function behave({ bytes }: DocumentTask): Promise<DocumentOutcome> {
	const info = await BEHAVIOURS[Buffer.from(bytes).toString()]?.();
	return { kind: 'read', infoJson: Buffer.from(JSON.stringify(info)) };
}
