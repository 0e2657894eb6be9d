import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { projectPath } from '../../scripts/host/project.ts';
import { packNode, unpackNode } from '../../scripts/host/packNode.ts';
import type { PackedNode } from '../../scripts/host/packNode.ts';
import { makeTemporaryFolder } from '../../scripts/host/temporaryFolder.ts';
import type { TemporaryFolder } from '../../scripts/host/temporaryFolder.ts';

jest.setTimeout(120_000);

const ALLOWED = [
	/^(package\.json|README\.md|LICENSE)$/,
	/^dist\/(nodes|credentials)\/.+\.js$/,
	/^dist\/nodes\/.+\.node\.json$/,
	/^dist\/nodes\/.+\/__schema__\/v[\d.]+\/.+\.json$/,
	/^dist\/icons\/.+\.svg$/,
];

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
	files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
		statSync(join(folder, file)).isFile(),
	);
});

afterAll(async () => {
	await temporary.remove();
	await packed.remove();
});

test('the tarball holds only what n8n loads', () => {
	const others = files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)));
	expect(others).toEqual([]);
});

test('the tarball holds every file that package.json and the descriptions name', () => {
	const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	expect(files).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials]));
	expect(files).toEqual(
		expect.arrayContaining([
			'README.md',
			'LICENSE',
			'dist/nodes/ComputerVisionVietnam/ComputerVisionVietnam.node.json',
		]),
	);
	expect(files.filter((file) => file.endsWith('.svg'))).toHaveLength(2);
});

test('the tarball is under 60 kB', () => {
	expect(statSync(packed.path).size).toBeLessThan(60_000);
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
