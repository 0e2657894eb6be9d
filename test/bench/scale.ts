import { parseArgs } from 'node:util';

/** How much is measured. */
export interface Scale {
	name: 'smoke' | 'usual' | 'full';
	/** Times that each wall-clock measurement is repeated, the parties taking turns. */
	repeats: number;
	/** Documents of the measurements that have a bound. */
	documents: number;
	latencyMs: number;
	/** Further pairs of documents and concurrency. */
	grid: readonly { documents: number; concurrency: number }[];
	/** Times that each process of its own is started. */
	processes: number;
	/** Documents whose CPU time is taken. */
	cpuDocuments: number;
	uploadMegabytes: readonly number[];
	rowCounts: readonly number[];
}

const crossed = (documents: readonly number[], concurrencies: readonly number[]) =>
	documents.flatMap((count) =>
		concurrencies.map((concurrency) => ({ documents: count, concurrency })),
	);

const ROW_COUNTS = [10, 100, 1000, 10_000, 100_000];

const SCALES: Readonly<Record<Scale['name'], Scale>> = {
	smoke: {
		name: 'smoke',
		repeats: 1,
		documents: 24,
		latencyMs: 50,
		grid: [{ documents: 1, concurrency: 1 }],
		processes: 1,
		cpuDocuments: 40,
		uploadMegabytes: [1],
		rowCounts: [100, 1000],
	},
	usual: {
		name: 'usual',
		repeats: 3,
		documents: 200,
		latencyMs: 200,
		grid: [
			{ documents: 1, concurrency: 1 },
			{ documents: 10, concurrency: 4 },
			{ documents: 200, concurrency: 16 },
		],
		processes: 3,
		cpuDocuments: 200,
		uploadMegabytes: [100],
		rowCounts: ROW_COUNTS,
	},
	full: {
		name: 'full',
		repeats: 3,
		documents: 200,
		latencyMs: 200,
		grid: crossed([1, 10, 100, 1000], [1, 4, 8, 16]),
		processes: 5,
		cpuDocuments: 200,
		uploadMegabytes: [1, 10, 100],
		rowCounts: ROW_COUNTS,
	},
};

/** What the command line asks for. */
export interface Flags {
	scale: Scale;
	/** Parts to run; all when empty. */
	only: readonly string[];
	/** Keep the result in the repository: the JSON file and the charts. */
	save: boolean;
}

/** Reads `--full`, `--smoke` (tiny, to see that everything works), `--only=a,b` and `--save`. */
export function readFlags(): Flags {
	const { values } = parseArgs({
		options: {
			full: { type: 'boolean', default: false },
			smoke: { type: 'boolean', default: false },
			save: { type: 'boolean', default: false },
			only: { type: 'string', default: '' },
		},
	});
	const usual = values.smoke ? 'smoke' : 'usual';
	return {
		scale: SCALES[values.full ? 'full' : usual],
		only: values.only.split(',').filter((part) => part !== ''),
		save: values.save,
	};
}
