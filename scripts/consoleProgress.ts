import type { Progress, Tell } from './host/progress.ts';

const TERMINAL_MS = 1000;
const LOG_MS = 10_000;

const isTerminal = (): boolean => process.stdout.isTTY;

function showDetail(title: string, detail: string): void {
	if (isTerminal()) process.stdout.write(`\r\x1b[K• ${title} … ${detail}`);
	else console.log(`  … ${detail}`);
}

/** Shows the elapsed time and the latest detail: every second on a terminal, sparsely in a log. */
function startTicking(title: string, started: number): { tell: Tell; stop: () => void } {
	let detail = '';
	const show = () => {
		const seconds = `${Math.round((Date.now() - started) / 1000)} s`;
		showDetail(title, detail === '' ? seconds : `${seconds}, ${detail}`);
	};
	const timer = setInterval(show, isTerminal() ? TERMINAL_MS : LOG_MS);
	return {
		tell(text) {
			detail = text;
		},
		stop() {
			clearInterval(timer);
			if (isTerminal()) process.stdout.write('\r\x1b[K');
		},
	};
}

/** Progress for a person: one line when a step starts, one when it ends, signs of life between. */
export const consoleProgress: Progress = {
	async step(title, work) {
		const started = Date.now();
		if (isTerminal()) showDetail(title, '');
		else console.log(`• ${title} …`);
		const { tell, stop } = startTicking(title, started);
		try {
			const result = await work(tell);
			stop();
			console.log(`✓ ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
			return result;
		} catch (error) {
			stop();
			console.log(`✗ ${title}`);
			throw error;
		}
	},
};
