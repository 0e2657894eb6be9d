import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** What no name on the list may stand for: this machine, its neighbours' metadata, everybody. */
const NEVER_BY_NAME = new BlockList();
NEVER_BY_NAME.addSubnet('0.0.0.0', 8, 'ipv4');
NEVER_BY_NAME.addSubnet('127.0.0.0', 8, 'ipv4');
NEVER_BY_NAME.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER_BY_NAME.addSubnet('224.0.0.0', 3, 'ipv4');
NEVER_BY_NAME.addSubnet('::', 127, 'ipv6');
NEVER_BY_NAME.addSubnet('fe80::', 10, 'ipv6');
NEVER_BY_NAME.addSubnet('ff00::', 8, 'ipv6');

const isIn = (list: BlockList, address: string): boolean =>
	list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

/** Without the brackets that an IPv6 address has in a URL. */
const toHost = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/**
 * Which hosts documents may be fetched from. A host must be allowed by its name or address as the
 * URL has it, and once more by the address that its name turns out to stand for.
 */
export class AllowedHosts {
	private readonly hosts: ReadonlySet<string>;

	/** @param hosts as `URL.hostname` writes them; empty: this machine only */
	constructor(hosts: readonly string[]) {
		this.hosts = new Set(hosts);
	}

	/** Whether a URL may be asked at all: http(s), no credentials, a host that is allowed. */
	hasUrl(url: URL): boolean {
		if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return false;
		if (this.hosts.size > 0) return this.hosts.has(url.hostname);
		const host = toHost(url);
		return isIP(host) === 0 ? isLocalName(host) : isIn(LOOPBACK, host);
	}

	/** Whether an allowed name may stand for this address. */
	hasAddress(name: string, address: string): boolean {
		return isLocalName(name) ? isIn(LOOPBACK, address) : !isIn(NEVER_BY_NAME, address);
	}
}
