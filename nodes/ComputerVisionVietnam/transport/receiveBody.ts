import { BodyReader } from '../schema/bodyReader';
import type { ReplyBody } from '../schema/replyBody';

/** A body that arrives, as n8n's HTTP client hands it out. */
export interface BodyStream extends AsyncIterable<Buffer> {
	destroy(error: Error): unknown;
}

/** Stops a body that takes too long; the code is the one by which a timeout is known. */
class BodyTimeout extends Error {
	readonly code = 'ETIMEDOUT';
}

/** Sleeps so many milliseconds; less when the execution is stopped, or when `isOver`. */
type Pause = (ms: number, isOver: () => boolean) => Promise<void>;

/**
 * Reads a body while it arrives, and decodes the images in it. Once the headers are there, n8n's
 * client watches neither the time nor the stop button, so that is done here. Rejects with what the
 * stream rejects with.
 *
 * @param leftMs what is left of the time of the call
 */
export async function receiveBody(
	stream: BodyStream,
	leftMs: number,
	pause: Pause,
): Promise<ReplyBody> {
	let isOver = false;
	const watch = async () => {
		await pause(leftMs, () => isOver);
		if (!isOver) stream.destroy(new BodyTimeout());
	};
	const reader = new BodyReader();
	void watch();
	try {
		for await (const chunk of stream) reader.add(chunk);
		return reader.end();
	} finally {
		isOver = true;
	}
}
