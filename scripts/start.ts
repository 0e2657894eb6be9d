import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isLeaving, leave, leaveOnSignals, started } from './endCommand.ts';
import { runExample, saveExamples } from './host/demo.ts';
import { tryLock } from './host/exclusively.ts';
import { CURRENT_N8N, installHost } from './host/installHost.ts';
import type { Owner } from './host/n8nClient.ts';
import { packNode } from './host/packNode.ts';
import { consoleStep } from './host/progress.ts';
import { hostsPath } from './host/project.ts';
import { startN8n } from './host/startN8n.ts';
import type { N8nInstance } from './host/startN8n.ts';
import { sampleDocuments, startSandbox } from './host/startSandbox.ts';
import { printDemoRun } from './printDemoRun.ts';

const USUAL_PORT = 5678;
const OWNER_FILE = 'owner.json';
const SAMPLE_DOCUMENTS = ['bad-debt.pdf', 'clean-borrower.pdf'];

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
	email: 'owner@sandbox.example',
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
		readableFolders: [sampleDocuments()],
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

async function main(): Promise<void> {
	const packed = await consoleStep('Building and packing the node', packNode);
	started.push(async () => await packed.remove());
	await installHost(CURRENT_N8N, consoleStep);
	const sandbox = await consoleStep('Starting the sandbox API', async () => await startSandbox());
	started.push(async () => await sandbox.stop());
	const userFolder = await takeUserFolder();
	const { n8n, owner } = await consoleStep(
		`Starting n8n ${CURRENT_N8N} with the packed node`,
		async () => await startHealing(userFolder, packed.path),
	);
	const fileName = SAMPLE_DOCUMENTS.find((name) => existsSync(join(sampleDocuments(), name))) ?? '';
	const examples = await consoleStep(
		'Saving the credential and the example workflows',
		async () => await saveExamples(n8n.client, sandbox, fileName),
	);
	for (const example of examples) {
		const run = await consoleStep(
			`Running "${example.workflowName}" on ${fileName}`,
			async () => await runExample(n8n.client, example),
		);
		printDemoRun(run);
	}
	if (flags.once) await leave(0);
	console.log(
		`\nThe editor: ${n8n.url}\n  email     ${owner.email}\n  password  ${owner.password}`,
	);
	console.log(`The sandbox API: ${sandbox.url}\nCtrl-C ends both.`);
	await n8n.process.exited;
	if (!isLeaving()) console.log('n8n ended by itself.');
	await leave(1);
}

leaveOnSignals(() => console.log('\nEnding n8n and the sandbox …'));
try {
	await main();
} catch (error) {
	if (!isLeaving()) console.error(error instanceof Error ? error.message : error);
	await leave(1);
}
