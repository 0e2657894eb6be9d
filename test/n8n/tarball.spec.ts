import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { projectPath } from '../../scripts/host/project.ts';
import { packNode, unpackNode } from '../../scripts/host/packNode.ts';
import type { PackedNode } from '../../scripts/host/packNode.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TemporaryFolder } from '../../scripts/host/temporaryFolder.ts';

jest.setTimeout(120_000);

/** One readable module per source module; every other file of `dist` lies there as in the source. */
const SHIPPED: readonly (readonly [folder: string, source: RegExp])[] = [
	['nodes', /(?<!\.d)\.ts$/],
	['credentials', /(?<!\.d)\.ts$/],
	['nodes', /\.node\.json$/],
	['nodes', /__schema__\/v[\d.]+\/.+\.json$/],
	['icons', /\.svg$/],
];

const listFiles = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		statSync(join(folder, file)).isFile(),
	);

const expectedFiles = (): string[] =>
	SHIPPED.flatMap(([root, source]) =>
		listFiles(projectPath(root))
			.filter((file) => source.test(file))
			.map((file) => join('dist', root, file.replace(/\.ts$/, '.js'))),
	).concat('package.json', 'README.md', 'LICENSE');

let packed: PackedNode;
let temporary: TemporaryFolder;
let folder: string;
let files: string[];

beforeAll(async () => {
	packed = await packNode();
	temporary = await makeTemporaryFolder('tarball');
	folder = await unpackNode(packed.path, temporary.path);
	// What the host provides; in a real n8n it lies above the package, too.
	symlinkSync(projectPath('node_modules'), join(temporary.path, 'node_modules'), 'dir');
	files = listFiles(folder);
});

afterAll(async () => {
	await temporary.remove();
	await packed.remove();
});

test('the tarball holds one module per source module, and what n8n shows of them', () => {
	expect(files.toSorted()).toEqual(expectedFiles().toSorted());
});

test('every file that package.json names for n8n is there', () => {
	const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	expect(files).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials]));
});

test('a shipped module can be read: it keeps its docstrings and its lines', () => {
	const modules = files.filter((file) => file.endsWith('.js'));
	const texts = modules.map((file) => readFileSync(join(folder, file), 'utf8'));
	expect(texts.some((text) => text.includes('/**'))).toBe(true);
	const lines = texts.flatMap((text) => text.split('\n'));
	// The compiler declares the exports of a module in one line.
	const written = lines.filter((line) => !/^exports\..* = void 0;$/.test(line));
	expect(Math.max(...written.map(({ length }) => length))).toBeLessThan(500);
});

test('the tarball is under 150 kB', () => {
	expect(statSync(packed.path).size).toBeLessThan(150_000);
});

test('no file of the tarball requires what n8n does not give a community node', () => {
	const given = new Set(['n8n-workflow', 'lodash', 'luxon', 'zod', 'p-limit', 'node:crypto']);
	const required = files
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => [
			...readFileSync(join(folder, file), 'utf8').matchAll(/require\("([^"]+)"\)/g),
		])
		.map(([, name = '']) => name);
	expect(required.length).toBeGreaterThan(0);
	expect(required.filter((name) => !name.startsWith('.') && !given.has(name))).toEqual([]);
});

test('n8n loads the node and the credential from it', async () => {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	expect(loader.types.nodes.map(({ name, usableAsTool }) => [name, usableAsTool])).toEqual([
		['computerVisionVietnam', true],
	]);
	expect(loader.types.credentials.map(({ name }) => name)).toEqual(['computerVisionVietnamApi']);
});
