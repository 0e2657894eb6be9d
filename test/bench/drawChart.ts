import { toShort } from './findings.ts';

/** One bar. */
export interface Bar {
	label: string;
	value: number;
	/** Written behind the bar; the value when absent. */
	note?: string;
	kind: 'ours' | 'peer' | 'floor';
}

/** A chart of horizontal bars. */
export interface Chart {
	title: string;
	subtitle: string;
	bars: readonly Bar[];
	/** A thin line across all bars, such as what is ideal. */
	mark?: { value: number; label: string };
}

const WIDTH = 900;
const LABEL_WIDTH = 360;
const NOTE_WIDTH = 190;
const TOP = 78;
const STEP = 34;
const BAR_HEIGHT = 20;
const BOTTOM = 34;

/** Legible on light and on dark: the page that shows the picture decides. */
const STYLE = `
	text { font: 14px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328 }
	.title { font-size: 17px; font-weight: 600 }
	.soft { fill: #59636e }
	.ours { fill: #1a7f37 }
	.peer { fill: #bc4c00 }
	.floor { fill: #6e7781 }
	.mark { stroke: #59636e; stroke-dasharray: 3 3 }
	@media (prefers-color-scheme: dark) {
		text { fill: #e6edf3 }
		.soft { fill: #9198a1 }
		.ours { fill: #3fb950 }
		.peer { fill: #f0883e }
		.floor { fill: #8b949e }
		.mark { stroke: #9198a1 }
	}`;

const escape = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const text = (x: number, y: number, content: string, attributes = ''): string =>
	`<text x="${toShort(x)}" y="${y}"${attributes}>${escape(content)}</text>`;

function drawBar({ label, value, note, kind }: Bar, index: number, scale: number): string {
	const y = TOP + index * STEP;
	const width = Math.max(1, value * scale);
	const baseline = y + BAR_HEIGHT - 5;
	return [
		text(LABEL_WIDTH - 10, baseline, label, ' text-anchor="end"'),
		`<rect class="${kind}" x="${LABEL_WIDTH}" y="${y}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="3"/>`,
		text(LABEL_WIDTH + width + 8, baseline, note ?? toShort(value)),
	].join('\n');
}

function drawMark({ bars, mark }: Chart, scale: number): string {
	if (!mark) return '';
	const x = (LABEL_WIDTH + mark.value * scale).toFixed(1);
	const bottom = TOP + bars.length * STEP;
	return [
		`<line class="mark" x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${bottom}"/>`,
		text(Number(x), bottom + 16, mark.label, ' class="soft" text-anchor="middle"'),
	].join('\n');
}

/** A picture of the chart as SVG. */
export function drawChart(chart: Chart): string {
	const { title, subtitle, bars, mark } = chart;
	const most = Math.max(mark?.value ?? 0, ...bars.map(({ value }) => value), Number.MIN_VALUE);
	const scale = (WIDTH - LABEL_WIDTH - NOTE_WIDTH) / most;
	const height = TOP + bars.length * STEP + BOTTOM;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}">`,
		`<style>${STYLE}\n</style>`,
		text(16, 28, title, ' class="title"'),
		text(16, 50, subtitle, ' class="soft"'),
		...bars.map((bar, index) => drawBar(bar, index, scale)),
		drawMark(chart, scale),
		'</svg>\n',
	].join('\n');
}
