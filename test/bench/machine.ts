import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { CURRENT_N8N } from '../../scripts/host/installHost.ts';
import { projectPath } from '../../scripts/host/project.ts';

const GIGABYTE = 1024 ** 3;

/** Where the numbers come from. */
export interface Machine {
	processor: string;
	cores: number;
	memoryGb: number;
	system: string;
	node: string;
	n8n: string;
	undici: string;
	package: string;
	/** Processes that wanted a core in the minute before; near 0 is an idle machine. */
	loadBefore: number;
}

function versionOf(...path: string[]): string {
	const manifest = JSON.parse(readFileSync(projectPath(...path, 'package.json'), 'utf8')) as {
		version: string;
	};
	return manifest.version;
}

/** Describes the machine and the versions, at the beginning of a run. */
export const describeMachine = (): Machine => ({
	processor: cpus()[0]?.model ?? 'unknown',
	cores: cpus().length,
	memoryGb: Math.round(totalmem() / GIGABYTE),
	system: `${process.platform} ${release()}`,
	node: process.version,
	n8n: CURRENT_N8N,
	undici: versionOf('node_modules', 'undici'),
	package: versionOf(),
	loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
});

/** One line for a person. */
export const machineLine = (machine: Machine): string =>
	`${machine.cores} × ${machine.processor}, ${machine.memoryGb} GB, ${machine.system}; ` +
	`Node ${machine.node}, n8n ${machine.n8n}, undici ${machine.undici}, ` +
	`this package ${machine.package}; load before: ${machine.loadBefore}`;
