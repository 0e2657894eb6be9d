import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CURRENT_N8N, installHost } from './host/installHost.ts';
import { packedNodeEnvironment, packNode } from './host/packNode.ts';
import { consoleStep } from './host/progress.ts';
import { childEnvironment, node24Path, projectPath } from './host/project.ts';
import { makeTemporaryFolder } from './host/temporaryFolder.ts';

/** Kinds of tests that need no more than npm packages; each is a jest project and a test folder. */
const USUAL_SUITES = ['unit', 'reader', 'sandbox', 'engine', 'n8n'];
/** Kinds whose tests start a whole n8n, which is installed first. */
const N8N_SUITES = new Set(['n8n', 'system']);
/** Kinds that need the machine for themselves: one file after the other. */
const HEAVY_SUITES = new Set([...N8N_SUITES, 'readerSystem']);
/** Some packages are ES modules only; jest loads those by Node's own means. */
const NODE_FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const SUITES_FLAG = '--suites=';

interface Counts {
	passed: number;
	failed: number;
}

/** The part of jest's JSON report that is counted. */
interface JestReport {
	numPassedTests: number;
	numFailedTests: number;
	/** Files that could not even be loaded. */
	numRuntimeErrorTestSuites: number;
}

/** A run without a report, without tests, or with a bad end that no test explains is a failure. */
function count(report: JestReport | null, exitCode: number): Counts {
	if (report === null) return { passed: 0, failed: 1 };
	const passed = report.numPassedTests;
	const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
	const isUnexplained = failed === 0 && (exitCode !== 0 || passed === 0);
	return { passed, failed: isUnexplained ? 1 : failed };
}

async function readReport(path: string): Promise<JestReport | null> {
	const text = await readFile(path, 'utf8').catch(() => null);
	return text === null ? null : (JSON.parse(text) as JestReport);
}

async function runJest(
	jestArguments: readonly string[],
	env: Record<string, string>,
): Promise<Counts> {
	const folder = await makeTemporaryFolder('report');
	const reportPath = join(folder.path, 'report.json');
	const jest = projectPath('node_modules', 'jest', 'bin', 'jest.js');
	const child = execa(
		node24Path(),
		[...NODE_FLAGS, jest, '--json', `--outputFile=${reportPath}`, ...jestArguments],
		{
			stdio: ['inherit', 'ignore', 'inherit'],
			env: childEnvironment(env),
			extendEnv: false,
			reject: false,
		},
	);
	const endJest = () => child.kill();
	process.once('disconnect', endJest).once('SIGTERM', endJest);
	const { exitCode = 1 } = await child;
	const counts = count(await readReport(reportPath), exitCode);
	await folder.remove();
	return counts;
}

async function runSuite(
	suite: string,
	patterns: readonly string[],
	env: Record<string, string>,
): Promise<Counts> {
	console.log(`\n══ ${suite} tests ══`);
	if (N8N_SUITES.has(suite)) await installHost(CURRENT_N8N, consoleStep);
	const inBand = HEAVY_SUITES.has(suite) ? ['--runInBand'] : [];
	// The patterns come first: jest would take them for names of further projects.
	return await runJest([...patterns, '--selectProjects', suite, ...inBand], env);
}

async function runAll(jestArguments: readonly string[]): Promise<Counts> {
	const packed = await consoleStep('Building and packing the node', packNode);
	const env = packedNodeEnvironment(packed);
	const [first = '', ...patterns] = jestArguments;
	const isChosen = first.startsWith(SUITES_FLAG);
	if (first !== '' && !isChosen) return await runJest(jestArguments, env);
	const suites = isChosen ? first.slice(SUITES_FLAG.length).split(',') : USUAL_SUITES;
	const total = { passed: 0, failed: 0 };
	for (const suite of suites) {
		const { passed, failed } = await runSuite(suite, patterns, env);
		total.passed += passed;
		total.failed += failed;
		if (failed > 0) console.log(`✗ ${suite}: ${failed} failed`);
	}
	await packed.remove();
	return total;
}

/** Where `.ci/run` collects the counts of several commands. */
async function report({ passed, failed }: Counts): Promise<void> {
	const path = process.env['TEST_COUNTS_FILE'];
	if (path !== undefined) await appendFile(path, `${passed} ${failed}\n`);
	console.log(`\n${passed} passed, ${failed} failed`);
}

// jest gets the signal too; its report then tells how far it came.
process.on('SIGINT', () => undefined);
let counts: Counts = { passed: 0, failed: 1 };
try {
	counts = await runAll(process.argv.slice(2));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
}
await report(counts);
process.exit(counts.failed === 0 ? 0 : 1);
