import type { ExecutionError, IBinaryData, INodeExecutionData } from 'n8n-workflow';
import type { Engine, RunResult } from './engine.ts';
import { sha256 } from './sha256.ts';

/** Files of one run by their place in n8n's storage: the same file shown twice has one number. */
class FileNumbers {
	readonly #engine: Engine;
	readonly #numbers = new Map<string, number>();

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** The metadata of a file, with number and hash in place of where n8n keeps it. */
	async describe({ id, data, ...metadata }: IBinaryData): Promise<object> {
		const place = id ?? data;
		const number = this.#numbers.get(place) ?? this.#numbers.size + 1;
		this.#numbers.set(place, number);
		const bytes = await this.#engine.bytes({ id, data, ...metadata } as IBinaryData);
		return {
			...metadata,
			stored: id === undefined ? 'in the item' : data,
			number,
			sha256: sha256(bytes),
		};
	}
}

async function toPlainItem(files: FileNumbers, item: INodeExecutionData): Promise<object> {
	const { binary, ...rest } = item;
	if (binary === undefined) return rest;
	const described: [string, object][] = [];
	for (const [key, file] of Object.entries(binary)) {
		described.push([key, await files.describe(file)]);
	}
	return { ...rest, binary: Object.fromEntries(described) };
}

/** Items whole, files by their metadata and hash. */
export async function toPlainOutputs(
	engine: Engine,
	outputs: INodeExecutionData[][],
): Promise<object[][]> {
	const files = new FileNumbers(engine);
	const plain: object[][] = [];
	for (const items of outputs) {
		const output: object[] = [];
		for (const item of items) output.push(await toPlainItem(files, item));
		plain.push(output);
	}
	return plain;
}

/** What n8n shows of an error that stopped the node. */
export function toPlainError(error: ExecutionError | Error): object {
	const read = (key: string): unknown => Reflect.get(error, key) ?? null;
	return {
		name: error.name,
		message: error.message,
		description: read('description'),
		messages: read('messages'),
		httpCode: read('httpCode'),
		context: read('context'),
	};
}

/** Everything that a run put out: items, hints, and the error that stopped it. */
export async function toPlainRun(engine: Engine, result: RunResult): Promise<object> {
	return {
		status: result.status,
		...(result.error && { error: toPlainError(result.error) }),
		hints: result.hints,
		outputs: await toPlainOutputs(engine, result.outputs),
	};
}
