/** How the documents of one run are sent. */
export interface TransportSettings {
	/** Calls in flight at the same time, over all items; at least 1. */
	readonly maxConcurrency: number;
	/** Calls started per minute, retries included; 0 = no limit. */
	readonly requestsPerMinute: number;
	/** How long one call may take, seconds. */
	readonly timeoutSeconds: number;
	/** Further tries after the first one; 0 = none. */
	readonly maxRetries: number;
	/** Whether a call that may have been billed (timeout, reset) is tried again. */
	readonly retryTimeouts: boolean;
	/** Sent as `check_sum` with each document that has none of its own. */
	readonly checkSum?: string;
	/** Whether the API is to send page and table images. */
	readonly getThumb: boolean;
	/** Whether images are decoded while they arrive; without it the body is kept as it came. */
	readonly decodesImages: boolean;
	/** Whether nothing more is sent once a document has failed: the run will stop anyway. */
	readonly stopAtFirstFailure: boolean;
}
