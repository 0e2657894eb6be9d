import { z } from 'zod';

const settingsSchema = z
	.object({
		/** Time the API "works" on a call once it has the whole request, ms. */
		latencyMs: z.number().min(0),
		/** Calls worked on at once; beyond it 429. null = no bound. */
		maxInFlight: z.number().int().min(1).nullable(),
		/** `Retry-After` of those 429s, verbatim; null = none. */
		overLimitRetryAfter: z.string().nullable(),
		/** Paid extractions left before code 5; null = no end. */
		quota: z.number().int().min(0).nullable(),
		/** How a wrong key is refused: code 4 inside a 200, or HTTP 401. */
		wrongKey: z.enum(['code', 'http']),
		/** File name of the sample whose reply every unknown document gets; null = code 3. */
		unknownAs: z.string().nullable(),
		/** Page images in a reply with thumbnails; null = as many as the document has. */
		imagePages: z.number().int().min(1).nullable(),
		/** Grow a reply with thumbnails to about this many bytes; the images stay valid. null = as is. */
		padImagesToBytes: z.number().int().min(0).nullable(),
		apiKey: z.string(),
		apiSecret: z.string(),
	})
	.strict();

/** The behaviour of the sandbox at one moment. */
export type Settings = z.output<typeof settingsSchema>;

/** Invented credentials; they open nothing but this sandbox. */
export const DEFAULT_SETTINGS: Settings = {
	latencyMs: 0,
	maxInFlight: null,
	overLimitRetryAfter: '1',
	quota: null,
	wrongKey: 'code',
	unknownAs: null,
	imagePages: null,
	padImagesToBytes: null,
	apiKey: 'sandbox-key',
	apiSecret: 'sandbox-secret',
};

/** Applies the body of `POST /__control/config`; a key left out stays as it is. */
export function patchSettings(
	current: Settings,
	patch: unknown,
): z.SafeParseReturnType<unknown, Settings> {
	const changes = z.record(z.unknown()).safeParse(patch);
	return settingsSchema.safeParse(changes.success ? { ...current, ...changes.data } : patch);
}
