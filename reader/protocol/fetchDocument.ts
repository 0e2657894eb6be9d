import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { Refusal } from '../refusal.ts';
import { AllowedHosts } from './allowedHosts.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const unavailable = (reason: string): Refusal => new Refusal('2', `URL: ${reason}`);

/** Bounds of one fetch. */
export interface FetchLimits {
	readonly maxBytes: number;
	/** For all of it, redirects and body included; milliseconds. */
	readonly timeoutMs: number;
}

/** Resolves names and hands out only addresses that they may stand for; these are connected to. */
export function buildLookup(allowed: AllowedHosts): LookupFunction {
	return (name, options, callback) => {
		lookup(name, { ...options, all: true }, (error, found) => {
			const usable = (error ? [] : found).filter(({ address }) =>
				allowed.hasAddress(name, address),
			);
			const [first] = usable;
			if (first === undefined) callback(error ?? unavailable('its host is not allowed'), []);
			else if (options.all) callback(null, usable);
			else callback(null, first.address, first.family);
		});
	};
}

/** Fetches documents by URL, from hosts that are allowed. */
export class DocumentFetcher {
	private readonly allowed: AllowedHosts;
	private readonly limits: FetchLimits;
	private readonly agent: Agent;

	/** @param allowedHosts as for `AllowedHosts` */
	constructor(allowedHosts: readonly string[], limits: FetchLimits) {
		this.allowed = new AllowedHosts(allowedHosts);
		this.limits = limits;
		this.agent = new Agent({
			connect: { lookup: buildLookup(this.allowed), timeout: CONNECT_TIMEOUT_MS },
		});
	}

	/**
	 * The bytes behind a URL.
	 *
	 * @param address absolute, http or https
	 * @param signal ends it early
	 * @throws Refusal with code 2 for whatever does not give bytes, 6 for too many of them
	 */
	async fetch(address: string, signal: AbortSignal): Promise<Buffer> {
		const timeout = AbortSignal.timeout(this.limits.timeoutMs);
		try {
			return await this.follow(address, AbortSignal.any([signal, timeout]));
		} catch (error) {
			if (error instanceof Refusal) throw error;
			throw unavailable(timeout.aborted ? 'it took too long' : 'its host did not answer');
		}
	}

	/** Ends all connections. */
	async close(): Promise<void> {
		await this.agent.destroy();
	}

	private async follow(address: string, signal: AbortSignal): Promise<Buffer> {
		let url = URL.parse(address);
		for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
			if (url === null || !this.allowed.hasUrl(url)) throw unavailable('its host is not allowed');
			const { statusCode, headers, body } = await request(url, { dispatcher: this.agent, signal });
			if (statusCode === 200) return await this.collect(body);
			await body.dump();
			const { location } = headers;
			const isRedirect = REDIRECTS.has(statusCode) && typeof location === 'string';
			if (!isRedirect) throw unavailable(`its host answered HTTP ${statusCode}`);
			url = URL.parse(location, url.href);
		}
		throw unavailable(`more than ${MAX_REDIRECTS} redirects`);
	}

	private async collect(body: AsyncIterable<Buffer>): Promise<Buffer> {
		const chunks: Buffer[] = [];
		let bytes = 0;
		for await (const chunk of body) {
			bytes += chunk.length;
			if (bytes > this.limits.maxBytes)
				throw new Refusal('6', `URL: more than ${this.limits.maxBytes} bytes`);
			chunks.push(chunk);
		}
		return Buffer.concat(chunks);
	}
}
