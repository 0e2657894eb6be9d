import type { IBinaryData, IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { freeNow } from '../freeNow';
import type { ShapedImage, ShapedItem, ShapedOutputs } from '../shape/shapeReports';
import type { Host } from '../transport/host';
import { listLanes } from './outputLanes';
import type { OutputLanes } from './outputLanes';

/** The items of one document: one list for each of the node's outputs. */
export type DocumentItems = INodeExecutionData[][];

type StoreImage = (image: ShapedImage) => Promise<IBinaryData>;

/** Stores each image once, however many items of the document carry it. */
function createImageStore(host: Host): StoreImage {
	const stored = new Map<Buffer, Promise<IBinaryData>>();
	const storeNow = async ({ bytes, fileName, mimeType }: ShapedImage) => {
		const binary = await host.prepareBinaryData(bytes, fileName, mimeType);
		freeNow(bytes);
		return binary;
	};
	return async (image) => {
		const binary = stored.get(image.bytes) ?? storeNow(image);
		stored.set(image.bytes, binary);
		return await binary;
	};
}

async function withImages(
	item: INodeExecutionData,
	images: readonly ShapedImage[],
	store: StoreImage,
): Promise<INodeExecutionData> {
	const toEntry = async (image: ShapedImage) => [image.key, await store(image)] as const;
	const binary: IBinaryKeyData = Object.fromEntries(await Promise.all(images.map(toEntry)));
	return { ...item, binary };
}

async function buildLane(
	items: readonly ShapedItem[],
	itemIndex: number,
	store: StoreImage,
): Promise<INodeExecutionData[]> {
	const built: INodeExecutionData[] = [];
	for (const { json, images } of items) {
		const item = { json, pairedItem: { item: itemIndex } };
		built.push(images.length === 0 ? item : await withImages(item, images, store));
	}
	return built;
}

/** The items of a shaped document; its images become files of n8n. */
export async function buildShapedItems(
	host: Host,
	outputs: ShapedOutputs,
	lanes: OutputLanes,
	itemIndex: number,
): Promise<DocumentItems> {
	const store = createImageStore(host);
	const built: DocumentItems = [];
	for (const lane of listLanes(lanes)) built.push(await buildLane(outputs[lane], itemIndex, store));
	return built;
}

/** The item of a reply kept as it is. The reply was read before, so it is an object. */
export function buildRawItems(body: unknown, itemIndex: number): DocumentItems {
	return [[{ json: body as IDataObject, pairedItem: { item: itemIndex } }]];
}
