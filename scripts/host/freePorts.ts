import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

async function listenOn(port: number): Promise<Server> {
	const server = createServer();
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return server;
}

async function close(server: Server): Promise<void> {
	server.close();
	await once(server, 'close');
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** That many different ports of 127.0.0.1 on which nothing listened a moment ago. */
export async function findFreePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, async () => await listenOn(0)));
	const ports = servers.map(portOf);
	await Promise.all(servers.map(close));
	return ports;
}

/** `wanted` when nothing listens there, else some other free port of 127.0.0.1. */
export async function findFreePortNear(wanted: number): Promise<number> {
	const server = await listenOn(wanted).catch(async () => await listenOn(0));
	const port = portOf(server);
	await close(server);
	return port;
}
