import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startNodeOnEngine } from '../../tools/accuracy/nodeOnEngine.ts';
import type { NodeOnEngine } from '../../tools/accuracy/nodeOnEngine.ts';
import { measurePlants } from '../../tools/accuracy/plants.ts';

let node: NodeOnEngine;

beforeAll(async () => {
	node = await startNodeOnEngine();
});

afterAll(async () => {
	await node.stop();
});

it('A planted misreading counts by who notices it', async () => {
	const figures = await measurePlants(node, ['short'], [7], new AbortController().signal);
	const unmarked = figures?.plants.filter(({ isUnmarked }) => isUnmarked) ?? [];
	const columns = new Set(unmarked.map(({ column }) => column));
	expect(figures).toMatchObject({ cleanReports: 1, markedCleanReports: 0 });
	expect(figures?.plants.length).toBeGreaterThan(50);
	// Nothing else on the page says where a person lives; each month says its sum.
	expect(columns.has('address')).toBe(true);
	expect(columns.has('outstanding_loans.2')).toBe(false);
	expect(figures?.plants.filter(({ isUnmarkedWithSecond }) => isUnmarkedWithSecond)).toEqual([]);
});

it('A run that is told to end has no figures of plants', async () => {
	expect(await measurePlants(node, ['short'], [7], AbortSignal.abort())).toBeNull();
});
