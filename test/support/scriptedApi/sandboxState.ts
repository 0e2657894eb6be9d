import type { FaultQueue } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { SampleDocuments } from './sampleDocuments.ts';
import type { Settings } from './settings.ts';

/** Everything that changes while the sandbox runs; `ledger` is replaced by a reset. */
export interface Sandbox {
	settings: Settings;
	ledger: Ledger;
	readonly faults: FaultQueue;
	readonly documents: SampleDocuments;
	/** The second host: where cross-origin redirects lead. */
	foreignOrigin: string;
	foreign: ForeignCalls;
}

/** What reached the second host. Anything in `withAuthorization` is a leak of the key. */
export interface ForeignCalls {
	calls: number;
	withAuthorization: number;
	/** Request body bytes that arrived there. */
	bodyBytes: number;
}

/** The counts of a second host nothing has reached yet. */
export function noForeignCalls(): ForeignCalls {
	return { calls: 0, withAuthorization: 0, bodyBytes: 0 };
}
