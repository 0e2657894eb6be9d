import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isLeaving, leave, leaveOnSignals, started } from './endCommand.ts';
import { openFormExample, runExample, saveExamples } from './host/demo.ts';
import type { DemoDocument, DemoRun, FormExample } from './host/demo.ts';
import { CREDENTIAL_TYPE } from './host/examples.ts';
import type { CredentialReference } from './host/examples.ts';
import { tryLock } from './host/exclusively.ts';
import { CURRENT_N8N, installHost } from './host/installHost.ts';
import type { Owner } from './host/n8nClient.ts';
import { packNode } from './host/packNode.ts';
import { consoleStep } from './host/progress.ts';
import { hostsPath, projectPath } from './host/project.ts';
import { serveFiles } from './host/serveFiles.ts';
import { startN8n } from './host/startN8n.ts';
import type { N8nInstance } from './host/startN8n.ts';
import { startReader } from './host/startReader.ts';
import type { Reader } from './host/startReader.ts';
import { printDemoRun } from './printDemoRun.ts';

const USUAL_PORT = 5678;
const OWNER_FILE = 'owner.json';
const SAMPLES_FOLDER = projectPath('tools', 'samples');
/** What is read for a newcomer to see, and what its workflows are called. */
const SAMPLES = [
	{ fileName: 'credit-report.pdf', toName: (name: string) => name },
	{ fileName: 'credit-report-photo.jpg', toName: (name: string) => `${name} (photo)` },
];
const INPUT_WORDS = { binary: 'as a file', url: 'by its URL', base64: 'as Base64 text' };

const { values: flags } = parseArgs({
	options: { once: { type: 'boolean', default: false } },
});

/** The folder with n8n's data, kept between starts; null while another start is using it. */
async function takeUserFolder(): Promise<string | null> {
	const release = await tryLock(hostsPath('user.lock'));
	if (release === null) {
		console.log('Another "npm start" is running; this one keeps no data.');
		return null;
	}
	started.push(release);
	const folder = hostsPath('user');
	await mkdir(folder, { recursive: true });
	return folder;
}

const makeOwner = (): Owner => ({
	email: 'owner@n8n.example',
	password: `Cv1-${randomBytes(9).toString('base64url')}`,
});

/** The owner of the data in this folder, with a password made for it at the first start. */
async function readOwner(userFolder: string): Promise<Owner> {
	const path = join(userFolder, OWNER_FILE);
	const saved = await readFile(path, 'utf8').catch(() => null);
	if (saved !== null) return JSON.parse(saved) as Owner;
	const owner = makeOwner();
	await writeFile(path, JSON.stringify(owner), { mode: 0o600 });
	return owner;
}

/** A running n8n and who can log in there. */
interface Session {
	n8n: N8nInstance;
	owner: Owner;
}

async function startAndLogIn(userFolder: string | null, tarball: string): Promise<Session> {
	const owner = userFolder === null ? makeOwner() : await readOwner(userFolder);
	const n8n = await startN8n({
		tarball,
		readableFolders: [SAMPLES_FOLDER],
		port: USUAL_PORT,
		...(userFolder !== null && { userFolder }),
	});
	started.push(async () => await n8n.stop());
	await n8n.client.login(owner);
	return { n8n, owner };
}

/** Starts n8n; data that a killed start left in a bad state is put aside and made anew. */
async function startHealing(userFolder: string | null, tarball: string): Promise<Session> {
	if (userFolder === null || !existsSync(join(userFolder, OWNER_FILE)))
		return await startAndLogIn(userFolder, tarball);
	const startedBefore = started.length;
	try {
		return await startAndLogIn(userFolder, tarball);
	} catch (error) {
		if (isLeaving()) return await leave(1);
		for (const end of started.splice(startedBefore)) await end();
		const aside = `${userFolder}-${new Date().toISOString().replace(/[:.]/g, '-')}`;
		await rename(userFolder, aside);
		await mkdir(userFolder);
		console.log(`n8n did not start on its old data, now in ${aside}:\n${String(error)}`);
		return await startAndLogIn(userFolder, tarball);
	}
}

async function saveCredential({ client }: N8nInstance, reader: Reader) {
	const name = 'The reader on this machine';
	return { id: await client.saveCredential(name, CREDENTIAL_TYPE, reader.credential), name };
}

/** Sends a document through n8n and the reader in each of the three ways, and prints what came. */
async function showSample(
	{ client }: N8nInstance,
	credential: CredentialReference,
	document: DemoDocument,
	toName: (name: string) => string,
): Promise<void> {
	let first: DemoRun | undefined;
	for (const example of await saveExamples(client, credential, document, toName)) {
		const title = `Reading ${basename(document.path)}, given ${INPUT_WORDS[example.inputMode]}`;
		const run = await consoleStep(title, async () => await runExample(client, example));
		printDemoRun(run, first);
		first ??= run;
		console.log();
	}
}

function printLinks({ n8n, owner }: Session, { formUrl, workflowUrl }: FormExample): void {
	const isOff = 'its form does not answer; the workflow below was changed';
	console.log(`Upload a report of yours:  ${formUrl ?? isOff}`);
	console.log(`The workflow:              ${workflowUrl}`);
	console.log(`  n8n first asks who you are: email ${owner.email}, password ${owner.password}`);
	console.log(`  (those that ran above: ${n8n.url}/home/workflows)`);
	console.log('\nEverything runs on this machine, and nothing leaves it. Ctrl-C ends it.');
}

async function main(): Promise<void> {
	const packed = await consoleStep('Building and packing the node', packNode);
	started.push(async () => await packed.remove());
	await installHost(CURRENT_N8N, consoleStep);
	const reader = await consoleStep('Starting the reader', async () => await startReader());
	started.push(async () => await reader.stop());
	const paths = SAMPLES.map(({ fileName }) => join(SAMPLES_FOLDER, fileName));
	const files = await serveFiles(paths);
	started.push(async () => await files.stop());
	const userFolder = await takeUserFolder();
	const session = await consoleStep(
		`Starting n8n ${CURRENT_N8N} with the packed node`,
		async () => await startHealing(userFolder, packed.path),
	);
	const { n8n } = session;
	const credential = await saveCredential(n8n, reader);
	for (const { fileName, toName } of SAMPLES) {
		const path = join(SAMPLES_FOLDER, fileName);
		await showSample(n8n, credential, { path, url: files.urlOf(path) }, toName);
	}
	const form = await consoleStep(
		'Importing the example with an upload form and switching it on',
		async () => await openFormExample(n8n, credential),
	);
	if (flags.once) await leave(0);
	console.log();
	printLinks(session, form);
	const ended = await Promise.race([
		n8n.process.exited.then(() => 'n8n'),
		once(reader.process, 'exit').then(() => 'The reader'),
	]);
	if (!isLeaving()) console.log(`${ended} ended by itself.`);
	await leave(1);
}

leaveOnSignals(() => console.log('\nEnding n8n and the reader …'));
try {
	await main();
} catch (error) {
	if (!isLeaving()) console.error(error instanceof Error ? error.message : error);
	await leave(1);
}
