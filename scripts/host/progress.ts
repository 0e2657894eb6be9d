const TERMINAL_MS = 1000;
const LOG_MS = 10_000;

/** Says how far a step has come, whenever it is asked. */
export type Detail = () => string | Promise<string>;

/** Runs one step under a title and shows a person that it goes on until it ends. */
export type Step = <T>(title: string, work: () => Promise<T>, detail?: Detail) => Promise<T>;

/** Shows nothing, for tests. */
export const quietStep: Step = async (_title, work) => await work();

const secondsSince = (started: number): string => `${Math.round((Date.now() - started) / 1000)} s`;

/** One line when a step starts, one when it ends, and between them the elapsed time. */
export const consoleStep: Step = async (title, work, detail = () => '') => {
	const isTerminal = process.stdout.isTTY;
	const started = Date.now();
	const show = async () => {
		const shown = [secondsSince(started), await detail()].filter((text) => text !== '').join(', ');
		if (isTerminal) process.stdout.write(`\r\x1b[K• ${title} … ${shown}`);
		else console.log(`  … ${shown}`);
	};
	if (isTerminal) await show();
	else console.log(`• ${title} …`);
	const timer = setInterval(() => void show(), isTerminal ? TERMINAL_MS : LOG_MS);
	let sign = '✗';
	try {
		const result = await work();
		sign = '✓';
		return result;
	} finally {
		clearInterval(timer);
		console.log(`${isTerminal ? '\r\x1b[K' : ''}${sign} ${title} (${secondsSince(started)})`);
	}
};
