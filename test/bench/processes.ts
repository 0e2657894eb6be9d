import { readdir, readFile, writeFile } from 'node:fs/promises';

/** Linux counts process times in ticks of this length. */
const TICK_MS = 10;

/** The lines of `/proc/<pid>/stat` of all processes of a group, split behind the command's name. */
async function readGroup(group: number): Promise<{ pid: string; fields: string[] }[]> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const stats = pids.map(async (pid) => {
		const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
		return { pid, fields: line.slice(line.lastIndexOf(')') + 2).split(' ') };
	});
	return (await Promise.all(stats)).filter(({ fields }) => Number(fields[2]) === group);
}

/** The user and system time that the processes of a group have used so far, ms. */
export async function readCpuMs(group: number): Promise<number> {
	let ticks = 0;
	for (const { fields } of await readGroup(group)) ticks += Number(fields[11]) + Number(fields[12]);
	return ticks * TICK_MS;
}

/** The sum of the peaks of resident memory of a group's processes since the last reset, bytes. */
export async function readPeakBytes(group: number, reset = false): Promise<number> {
	let kilobytes = 0;
	for (const { pid } of await readGroup(group)) {
		if (reset) await writeFile(`/proc/${pid}/clear_refs`, '5');
		const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
		kilobytes += Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
	}
	return kilobytes * 1024;
}
