import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { ShapedImage } from '../creditReport/outputs/output';
import type { SourceBytes, StoredFile } from '../inputs/document';

/** Characters decoded at a time: a multiple of 4, so that every slice is whole base64. */
const SLICE = 64 * 1024;

/** A file of n8n as a source of bytes. Rejects when the storage does not know it. */
export async function openFile(
	context: IExecuteFunctions,
	{ id, data }: StoredFile,
): Promise<SourceBytes> {
	if (id === undefined) {
		// In memory mode the file is base64 in the item.
		async function* open() {
			for (let at = 0; at < data.length; at += SLICE) {
				yield Buffer.from(data.slice(at, at + SLICE), 'base64');
			}
		}
		return { size: Buffer.byteLength(data, 'base64'), open };
	}
	const { fileSize } = await context.helpers.getBinaryMetadata(id);
	async function* open(): AsyncGenerator<Uint8Array> {
		const stream: AsyncIterable<Uint8Array> = await context.helpers.getBinaryStream(id ?? '');
		yield* stream;
	}
	return { size: fileSize, open };
}

/** Stores each image once, however many items of the document carry it. */
export function createImageStore(
	context: IExecuteFunctions,
): (image: ShapedImage) => Promise<IBinaryData> {
	const stored = new Map<Buffer, Promise<IBinaryData>>();
	return async ({ bytes, fileName, mimeType }) => {
		const binary =
			stored.get(bytes) ?? context.helpers.prepareBinaryData(bytes, fileName, mimeType);
		stored.set(bytes, binary);
		return await binary;
	};
}
