/**
 * Measures how long n8n takes to load the package, in a process that has n8n's engine loaded, as a
 * starting n8n has. Argument: <folder of the unpacked package>. NODE_PATH leads to n8n's modules.
 * Prints one JSON line.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** n8n's own loader, as far as it is called here. */
interface Loader {
	loadAll(): Promise<void>;
}

const [packageFolder = ''] = process.argv.slice(2);
const load = createRequire(join(packageFolder, 'index.js'));
const { PackageDirectoryLoader } = load('n8n-core') as {
	PackageDirectoryLoader: new (folder: string) => Loader;
};

const started = performance.now();
await new PackageDirectoryLoader(packageFolder).loadAll();
const oursMs = performance.now() - started;

const startedPeer = performance.now();
load('n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js');
const peerMs = performance.now() - startedPeer;

console.log(JSON.stringify({ oursMs, peerMs }));
process.exit(0);
