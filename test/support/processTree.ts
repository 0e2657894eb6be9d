import { execFileSync } from 'node:child_process';

/** A process as `ps` shows it. */
export interface ListedProcess {
	pid: number;
	parent: number;
	/** Resident memory in bytes. */
	memory: number;
	/** How long it has worked, as `ps` writes it: to the second. */
	worked: string;
}

function listProcesses(): ListedProcess[] {
	const columns = 'pid=,ppid=,rss=,time=,stat=';
	const lines = execFileSync('ps', ['-A', '-o', columns], { encoding: 'utf8' });
	return lines.split('\n').flatMap((line) => {
		const [pid, parent, kilobytes, worked = '', state = ''] = line.trim().split(/\s+/);
		// What has ended and was not yet asked for its exit code runs no more.
		if (line.trim() === '' || state.startsWith('Z')) return [];
		return [
			{
				pid: Number(pid),
				parent: Number(parent),
				memory: Number(kilobytes) * 1024,
				worked,
			},
		];
	});
}

/** A process and everything that it started, directly or not. */
export function processTree(root: number): ListedProcess[] {
	const all = listProcesses();
	const tree = all.filter(({ pid }) => pid === root);
	for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
	return tree;
}

/** Which of these processes are still running. */
export function stillRunning(tree: readonly ListedProcess[]): number[] {
	const running = new Set(listProcesses().map(({ pid }) => pid));
	return tree.map(({ pid }) => pid).filter((pid) => running.has(pid));
}
