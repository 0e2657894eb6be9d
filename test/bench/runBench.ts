/**
 * Measures the numbers that this project holds; see README.md. `--save` keeps them in `results.md`.
 * Ends with exit code 1 when a bound is missed.
 */
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { format, resolveConfig } from 'prettier';
import manifest from '../../package.json' with { type: 'json' };
import { isLeaving, leave, leaveOnSignals, started } from '../../scripts/endCommand.ts';
import { CURRENT_N8N, installHost } from '../../scripts/host/installHost.ts';
import { packNode } from '../../scripts/host/packNode.ts';
import { consoleStep } from '../../scripts/host/progress.ts';
import { projectPath } from '../../scripts/host/project.ts';
import { runCommand } from '../../scripts/host/runCommand.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { startSandbox } from '../support/scriptedApi/startSandboxProcess.ts';
import { MEASURES } from './measures.ts';
import type { Finding } from './measures.ts';
import { startRig } from './rig.ts';
import type { Rig } from './rig.ts';

const LATENCY_MS = 200;

const { values: flags } = parseArgs({ options: { save: { type: 'boolean', default: false } } });

/** Where the numbers come from. */
async function describeMachine(): Promise<string> {
	const commit = (await runCommand('git', ['describe', '--always', '--dirty'])).trim();
	const gigabytes = Math.round(totalmem() / 1024 ** 3);
	const machine = `${cpus().length} × ${cpus()[0]?.model}, ${gigabytes} GB, ${release()}`;
	const versions = `Node ${process.version}, n8n ${CURRENT_N8N}, undici ${manifest.devDependencies.undici}`;
	const load = loadavg()[0]?.toFixed(2);
	return `${machine}; ${versions}, this package ${manifest.version} at ${commit}; load before: ${load}`;
}

async function prepare(): Promise<Rig> {
	await installHost(CURRENT_N8N, consoleStep);
	const packed = await consoleStep('Building and packing the node', packNode);
	started.push(async () => await packed.remove());
	const answers = ['--unknown-as', 'clean-borrower.pdf', '--latency', String(LATENCY_MS)];
	const sandbox = await startSandbox(answers);
	started.push(async () => await sandbox.stop());
	const folder = await makeTemporaryFolder('bench');
	started.push(async () => await folder.remove());
	const rig = await consoleStep(
		`Starting n8n ${CURRENT_N8N}`,
		async () => await startRig(packed.path, sandbox, folder.path),
	);
	started.push(async () => await rig.n8n.stop());
	return rig;
}

function toTable(findings: readonly Finding[]): string {
	const headings = ['', 'measure', 'bound', 'value', 'HTTP Request + Code', 'floor'];
	const rows = findings.map(({ held, measure, bound, value, peer = '', floor = '' }) => {
		const verdict = held ? 'held' : 'missed';
		return [verdict, measure, bound, value, peer, floor];
	});
	return markdownTable([headings, ...rows]);
}

async function main(): Promise<void> {
	const machine = await describeMachine();
	console.log(machine);
	const rig = await prepare();
	let findings: Finding[] = [];
	for (const [title, measure] of Object.entries(MEASURES)) {
		const found = await consoleStep(title, async () => await measure(rig));
		for (const { held, measure: name, value, bound, peer = '-' } of found)
			console.log(`  ${held ? 'held' : 'MISSED'}: ${name}: ${value} (${bound}; peer ${peer})`);
		findings = findings.concat(found);
	}
	const table = toTable(findings);
	console.log(`\n${table}`);
	const text = `# The numbers it holds\n\nWritten by \`npm run bench -- --save\`.\n\n${machine}\n\n${table}\n`;
	const style = await resolveConfig(projectPath('test', 'bench', 'results.md'));
	const formatted = await format(text, { ...style, parser: 'markdown' });
	if (flags.save) await writeFile(projectPath('test', 'bench', 'results.md'), formatted);
	await leave(findings.every(({ held }) => held) ? 0 : 1);
}

leaveOnSignals();
try {
	await main();
} catch (error) {
	if (!isLeaving()) console.error(error);
	await leave(1);
}
