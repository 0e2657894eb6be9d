import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillReadme } from '../../scripts/readme/blocks.ts';
import { loadNodeCode } from '../../scripts/readme/nodeCode.ts';
import { shapeSample } from '../../scripts/readme/samples.ts';

const CODE = join(process.cwd(), 'nodes', 'ComputerVisionVietnam');
const node = loadNodeCode((path) => jest.requireActual(join(CODE, path)));
const readme = readFileSync('README.md', 'utf8');
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'examples/README.md'];

const linksOf = (text: string): string[] =>
	[...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(([, link, source]) => link ?? source!);

/** The anchor that GitHub gives a heading. */
const toAnchor = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.trim()
		.replace(/\s/g, '-');

const anchorsOf = (text: string): string[] =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => toAnchor(heading));

test('every sample, option and message in the README is what the code gives', () => {
	// Stale? Run `npm run generate`.
	expect(readme).toBe(fillReadme(readme, node));
});

test('a changed sample is noticed', () => {
	const changed = readme.replace('| `credit_score`      | 431', '| `credit_score`      | 413');
	expect(changed).not.toBe(readme);
	expect(fillReadme(changed, node)).toBe(readme);
});

test('the README explains every field of a record', () => {
	const { record } = shapeSample(node, 'bad-debt.pdf');
	const named = new Set([...readme.matchAll(/`([a-z0-9_]+)`/g)].map(([, name]) => name));
	const [first, last] = ['loan_total_group_1', 'loan_total_group_5'];
	const inRange = (name: string) => name >= first && name <= last;
	const isSpecial = (name: string) => inRange(name) || name.endsWith('_text');
	expect(Object.keys(record).filter((name) => !named.has(name) && !isSpecial(name))).toEqual([]);
	expect(named).toContain(first);
	expect(named).toContain(last);
});

test('the README keeps its order', () => {
	const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
	expect(headings).toEqual([
		'What goes in, what comes out',
		'Install',
		'Try it with two commands',
		'Credential',
		'Operations and inputs',
		'Outputs',
		'How values are read',
		'When something fails',
		'Limits and costs',
		'Privacy',
		'Scaling out',
		'Tested with',
		'Development',
	]);
});

test.each(DOCUMENTS)('every link of %s to a file or a heading leads somewhere', (path) => {
	const text = readFileSync(path, 'utf8');
	const local = linksOf(text).filter((link) => !/^(?:https?|mailto):/.test(link));
	const broken = local.filter((link) => {
		const [file = '', anchor] = link.split('#');
		const target = file === '' ? path : join(path, '..', file);
		if (!existsSync(target)) return true;
		return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
	});
	expect(broken).toEqual([]);
});
