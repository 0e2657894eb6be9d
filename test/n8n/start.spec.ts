import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { processTree, stillRunning } from '../support/processTree.ts';
import { startAsUser } from '../support/startAsUser.ts';
import type { UserStart } from '../support/startAsUser.ts';
import { N8N_START_TIMEOUT_MS } from '../support/n8n.ts';
import type { TrueCell, TrueReport } from '../../tools/documents/truth.ts';

jest.setTimeout(2 * N8N_START_TIMEOUT_MS);

const SAMPLES = [
	{ fileName: 'credit-report.pdf', ending: '' },
	{ fileName: 'credit-report-photo.jpg', ending: ' (photo)' },
];

const readTruth = (fileName: string): TrueReport =>
	JSON.parse(
		readFileSync(join('tools', 'samples', `${fileName}.truth.json`), 'utf8'),
	) as TrueReport;

const toTexts = (cells: readonly TrueCell[]): string[] =>
	cells.map((cell) => (typeof cell === 'string' ? cell : ''));

const toIsoDay = (printed: string): string => printed.split('/').reverse().join('-');

/** How amounts are shown that are printed as `21.367,9`. */
const toNumber = (printed: string): string =>
	String(Number(printed.replaceAll('.', '').replace(',', '.')));

let start: UserStart;

beforeAll(async () => {
	start = await startAsUser('--once');
	await start.waitFor(/Starting the reader/);
});

afterAll(async () => {
	await start.stop();
});

/** What it printed for one of the examples, up to the next. */
function shownFor(name: string): string {
	const [, after = ''] = start.output().split(`══ ${name} ══\n`);
	return after.split('\n══ ')[0] ?? '';
}

test('`npm start -- --once` ends well and leaves nothing running', async () => {
	await start.waitFor(/Reading credit-report\.pdf/);
	const tree = processTree(start.pid);
	// npm's script, the command, the reader with its processes, n8n with its supervisor.
	expect(tree.length).toBeGreaterThan(5);
	expect(await start.ended).toBe(0);
	expect(stillRunning(tree)).toEqual([]);
});

test.each(SAMPLES)('it shows what is printed in $fileName', ({ fileName, ending }) => {
	const shown = shownFor(`Credit report PDF to rows and record${ending} (input: binary)`);
	const { scalars, tables } = readTruth(fileName);
	const { cic_code, id_card, credit_score, credit_ranking_date } = scalars;
	const fields = { cic_code, id_card, credit_score };
	for (const [name, value] of Object.entries(fields))
		expect(shown).toMatch(new RegExp(`^\\| ${name} +\\| ${value} `, 'm'));
	expect(shown).toContain(toIsoDay(credit_ranking_date));
	for (const [no = '', code = '', , , total = ''] of tables.loan_details.rows.map(toTexts)) {
		if (no === '') continue;
		const row = shown.split('\n').find((line) => line.includes(`| ${code} `));
		expect(row).toContain(` ${toNumber(total)} |`);
	}
	for (const [code = '', product = '', day = ''] of tables.customers_look_up.rows.map(toTexts))
		expect(shown).toMatch(new RegExp(`\\| ${code} +\\| ${product} +\\| ${toIsoDay(day)} `));
});

test.each(SAMPLES)('a URL and Base64 text give the same for $fileName', ({ ending }) => {
	const url = shownFor(`Credit report link to rows and record${ending} (input: url)`);
	const base64 = shownFor(`Credit report as Base64 to rows and record${ending} (input: base64)`);
	for (const shown of [url, base64])
		expect(shown).toMatch(/^The same record and the same [1-9]\d* rows as by binary\./);
});
