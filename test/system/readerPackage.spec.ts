import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../scripts/host/project.ts';
import { runCommand } from '../../scripts/host/runCommand.ts';
import { startReader } from '../../scripts/host/startReader.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import { CONDITIONS } from '../../tools/conditions/conditions.ts';
import { LAYOUTS } from '../../tools/documents/layouts/index.ts';
import { makeDocument } from '../../tools/documents/makeDocument.ts';
import { randomOf } from '../../tools/documents/random.ts';
import { sendFile } from '../support/callApi.ts';

const MEGABYTE = 1_000_000;
const TEST_TIMEOUT_MS = 600_000;

async function sizeOf(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	const sizes = files.map(
		async ({ parentPath, name }) => (await stat(join(parentPath, name))).size,
	);
	return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

describe('the package of the reader', () => {
	it(
		'installs alone in an empty folder, starts quickly and reads a report there',
		async () => {
			const folder = await makeTemporaryFolder('reader-package');
			const cwd = folder.path;
			await runCommand('npm', ['pack', '--pack-destination', cwd], { cwd: projectPath('reader') });
			const [tarball = ''] = await readdir(cwd);
			await runCommand('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd });
			expect(await sizeOf(join(cwd, 'node_modules'))).toBeLessThan(150 * MEGABYTE);

			const program = join(cwd, 'node_modules', '.bin', 'cic-report-reader');
			const starts: number[] = [];
			for (let start = 0; start < 3; start += 1) {
				const started = performance.now();
				const reader = await startReader({ program, cwd });
				starts.push(performance.now() - started);
				await reader.stop();
			}
			expect(Math.min(...starts)).toBeLessThan(5000);

			const reader = await startReader({ program, cwd });
			const layout = LAYOUTS.find(({ name }) => name === 'short') ?? LAYOUTS[0];
			const scan = CONDITIONS.find(({ name }) => name === 'scan200');
			if (layout === undefined || scan === undefined) throw new Error('No such document');
			const report = await makeDocument(layout, Math.floor(Math.random() * 1000));
			const digital = await sendFile(reader, report.pdf);
			expect(digital.body.data.info[0]).toMatchObject({ cic_code: report.data.cicCode });
			const scanned = await scan.send(report, randomOf(1, 'scan'));
			const read = await sendFile(reader, scanned.bytes);
			expect(read.body).toMatchObject({ errorCode: '0' });
			// One of them may be misread; that letters are read at all shows that their threads run.
			const { cic_code, id_card, address } = read.body.data.info[0];
			const { cicCode, idCard, address: home } = report.data;
			expect([cic_code === cicCode, id_card === idCard, address === home]).toContain(true);
			await reader.stop();
			await folder.remove();
		},
		TEST_TIMEOUT_MS,
	);
});
