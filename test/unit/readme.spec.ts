import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	BLOCK_NAMES,
	fillBlocks,
	listBlocks,
	MEASURED_BLOCKS,
} from '../../tools/reference/blocks.ts';
import { loadNodeCode } from '../../tools/reference/nodeCode.ts';
import type { PrintedText } from '../../tools/reference/readingTables.ts';
import { recordSample, shapeSample } from '../../tools/reference/samples.ts';

const CODE = join(process.cwd(), 'nodes', 'ComputerVisionVietnam');
const node = loadNodeCode((path) => jest.requireActual(join(CODE, path)));
const printed: PrintedText[] = JSON.parse(readFileSync('test/fixtures/printedTexts.json', 'utf8'));
const PAGES = readdirSync('docs')
	.filter((name) => name.endsWith('.md'))
	.map((name) => join('docs', name));
const GENERATED = ['README.md', ...PAGES];
const LINKED = [
	...GENERATED,
	'CONTRIBUTING.md',
	'SECURITY.md',
	'CHANGELOG.md',
	'examples/README.md',
	'reader/README.md',
	'tools/README.md',
];
/** Written by a command that takes hours: links to it are checked as soon as it is there. */
const MEASURED_PAGE = join('docs', 'accuracy.md');

const read = (path: string): string => readFileSync(path, 'utf8');

test('the README has at most 200 lines', () => {
	expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200);
});

test.each(GENERATED)('every generated part of %s is as the code gives it', (path) => {
	// Stale? Run `npm run generate`.
	expect(read(path)).toBe(fillBlocks(read(path), node, printed));
});

test('every generated part stands somewhere', () => {
	const placed = new Set(GENERATED.flatMap((path) => listBlocks(read(path))));
	expect(BLOCK_NAMES.filter((name) => !placed.has(name))).toEqual([]);
	expect(MEASURED_BLOCKS.filter((name) => !placed.has(name))).toEqual([]);
});

test('a changed sample is noticed', () => {
	const readme = read('README.md');
	const changed = readme.replace('1786500000', '1786500001');
	expect(changed).not.toBe(readme);
	expect(fillBlocks(changed, node, printed)).toBe(readme);
});

test('docs/fields.md explains every field of records, rows, review items and comparisons', () => {
	const named = new Set(
		[...read('docs/fields.md').matchAll(/`([a-z0-9_]+)`/g)].map(([, name]) => name),
	);
	const [rows = []] = shapeSample(node, 'bad-debt.pdf', 'rows');
	const [reviewItems = []] = shapeSample(node, 'scanned-report.pdf', 'reviewItems');
	const items = [recordSample(node, 'bad-debt.pdf'), ...rows, ...reviewItems];
	const names = new Set(items.flatMap((item) => Object.keys(item)));
	const comesAndGoes = /_text$|^cell_\d+$/;
	expect([...names].filter((name) => !named.has(name) && !comesAndGoes.test(name))).toEqual([]);
});

test('the README keeps its order', () => {
	const headings = [...read('README.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
	expect(headings).toEqual([
		'What goes in, what comes out',
		'Install',
		'Try it with two commands',
		'Credential',
		'Inputs',
		'Outputs',
		'How far it can be trusted',
		'Limits and costs',
		'Privacy',
		'Scaling out',
		'Tested with',
		'Development',
	]);
});

const withoutCode = (text: string): string => text.replace(/```[^]*?```|`[^`\n]*`/g, '');

const linksOf = (text: string): string[] =>
	[...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(
		([, link, source]) => link ?? source ?? '',
	);

/** The anchor that GitHub gives a heading. */
const toAnchor = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.trim()
		.replace(/\s/g, '-');

const anchorsOf = (text: string): string[] =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => toAnchor(heading));

test.each(LINKED)('every link of %s to a file or a heading leads somewhere', (path) => {
	const local = linksOf(read(path)).filter((link) => !/^(?:https?|mailto):/.test(link));
	const broken = local.filter((link) => {
		const [file = '', anchor] = link.split('#');
		const target = file === '' ? path : join(path, '..', file);
		if (!existsSync(target)) return target !== MEASURED_PAGE;
		return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
	});
	expect(broken).toEqual([]);
});

test.each(readdirSync('.github/images'))('the picture %s is shown somewhere', (name) => {
	expect(LINKED.some((path) => read(path).includes(`.github/images/${name}`))).toBe(true);
});
