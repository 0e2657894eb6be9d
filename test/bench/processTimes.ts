import { readdir, readFile } from 'node:fs/promises';

/** Linux counts process times in ticks of this length. */
export const TICK_MS = 10;

/** User and system time in ms from the line of `/proc/<pid>/stat`, when it is of that group. */
function timeInGroup(line: string, group: number): number {
	const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
	if (Number(fields[2]) !== group) return 0;
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The CPU time that the processes of a group have used so far, ms. */
export async function readGroupTime(group: number): Promise<number> {
	let total = 0;
	for (const name of await readdir('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		const line = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
		if (line !== null) total += timeInGroup(line, group);
	}
	return total;
}
