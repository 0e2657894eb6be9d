import type { Ocr } from '../ocr/createOcr.ts';
import type { Crop, CropReading } from '../ocr/letterEngine.ts';

/** What a reading process asks of the server, whose threads read letters for all of them. */
interface OcrRequest {
	readonly kind: 'ocrRequest';
	readonly id: number;
	readonly crops: readonly Crop[];
}

/** What it gets; null: a thread ended or hung, and these pieces were not read. */
interface OcrAnswer {
	readonly kind: 'ocrAnswer';
	readonly id: number;
	readonly readings: readonly CropReading[] | null;
}

const isOf = <M extends { kind: string }>(message: unknown, kind: M['kind']): message is M =>
	typeof message === 'object' && message !== null && Reflect.get(message, 'kind') === kind;

/** In a reading process: letters are read by the server's threads. */
export function connectOcr(): Ocr {
	const open = new Map<number, (readings: OcrAnswer['readings']) => void>();
	let last = 0;
	process.on('message', (message) => {
		if (!isOf<OcrAnswer>(message, 'ocrAnswer')) return;
		open.get(message.id)?.(message.readings);
		open.delete(message.id);
	});
	return {
		async read(crops) {
			const id = (last += 1);
			const answer = new Promise<OcrAnswer['readings']>((resolve) => open.set(id, resolve));
			process.send?.({ kind: 'ocrRequest', id, crops } satisfies OcrRequest);
			const readings = await answer;
			if (readings === null) throw new Error('The letters of a page could not be read');
			return [...readings];
		},
		async close() {},
	};
}

/** In the server: answers one request of a process; other messages are none of its business. */
export async function serveOcr(
	ocr: Ocr,
	message: unknown,
	signal: AbortSignal,
	send: (answer: OcrAnswer) => void,
): Promise<void> {
	if (!isOf<OcrRequest>(message, 'ocrRequest')) return;
	const { id, crops } = message;
	const readings = await ocr.read(crops, signal).catch(() => null);
	send({ kind: 'ocrAnswer', id, readings });
}
