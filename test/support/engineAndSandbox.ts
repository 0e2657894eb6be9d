import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** A busy machine makes a test slow, not wrong. */
const TEST_TIMEOUT_MS = 30_000;

/** n8n's engine with the built node, and a sandbox API beside it, for one spec file. */
export interface EngineAndSandbox {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
}

/**
 * Starts both before the tests of a file, resets the sandbox before each, and stops what was
 * started after them: a process left behind would keep jest from ending.
 */
export function useEngineAndSandbox(): EngineAndSandbox {
	jest.setTimeout(TEST_TIMEOUT_MS);
	let engine: Engine | undefined;
	let sandbox: Sandbox | undefined;
	beforeAll(async () => {
		sandbox = await startSandbox();
		engine = await startEngine();
	});
	beforeEach(async () => {
		await sandbox?.control('reset');
	});
	afterAll(async () => {
		await engine?.stop();
		await sandbox?.stop();
	});
	return {
		get engine() {
			if (!engine) throw new Error('The engine is not running');
			return engine;
		},
		get sandbox() {
			if (!sandbox) throw new Error('The sandbox is not running');
			return sandbox;
		},
	};
}
