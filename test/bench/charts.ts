import { drawChart } from './drawChart.ts';
import type { Bar } from './drawChart.ts';
import type { Line } from './findings.ts';
import { toShort } from './findings.ts';
import { median } from './statistics.ts';

const OURS = 'Computer Vision Vietnam node';
const PEER = 'HTTP Request node';

const seconds = (milliseconds: number): string => `${toShort(milliseconds / 1000)} s`;

/** Time to records and rows, everybody with as many calls in flight. */
function drawTimes(lines: readonly Line[]): string | null {
	const line = lines.find(({ measure }) => measure.endsWith('until records and rows'));
	const sending = lines.find(({ measure }) => measure.endsWith('the node that sends'));
	if (!line?.peer || !sending?.floor) return null;
	const [ours, peer, floor] = [line.ours, line.peer, sending.floor].map(median);
	if (ours === undefined || peer === undefined || floor === undefined) return null;
	const [documents = ''] = line.measure.split(' ');
	const bars: Bar[] = [
		{ label: OURS, value: ours, note: seconds(ours), kind: 'ours' },
		{ label: `${PEER} and Code nodes`, value: peer, note: seconds(peer), kind: 'peer' },
		{ label: 'bare undici and JSON.parse', value: floor, note: seconds(floor), kind: 'floor' },
	];
	return drawChart({
		title: `${documents} documents to records and rows`,
		subtitle: `Execution time; ${sending.remark?.split(';')[0] ?? ''} each, shorter is better`,
		bars,
	});
}

/** How many documents come out of a server that bounds the calls in flight. */
function drawCrowd(lines: readonly Line[]): string | null {
	const found = lines.filter(({ measure }) => /server takes .*: extracted of/.test(measure));
	const [first] = found;
	if (!first) return null;
	const documents = Number(/of (\d+)$/.exec(first.measure)?.[1]);
	const timeOf = ({ remark = '' }: Line, party: string): string =>
		seconds(Number(new RegExp(`${party} in (\\d+) ms`).exec(remark)?.[1]));
	const ours = median(first.ours);
	const bars: Bar[] = [
		{ label: OURS, value: ours, note: `${ours} in ${timeOf(first, 'ours')}`, kind: 'ours' },
		...found.map((line): Bar => {
			const value = median(line.peer ?? []);
			const [, variant = ''] = /HTTP Request (.*): extracted/.exec(line.measure) ?? [];
			return {
				label: `HTTP Request, ${variant}`.replace(' and Retry On Fail', ', retry'),
				value,
				note: `${value} in ${timeOf(line, 'peer')}`,
				kind: 'peer',
			};
		}),
	];
	return drawChart({
		title: `A server that takes 8 calls at a time: how many of ${documents} documents are read`,
		subtitle: 'It answers 429 to the others; longer is better',
		bars,
		mark: { value: documents, label: 'all' },
	});
}

/** The charts that can be drawn from the lines at hand, by file name. */
export function drawCharts(lines: readonly Line[]): [string, string][] {
	const drawn: [string, string | null][] = [
		['bench-time.svg', drawTimes(lines)],
		['bench-crowded-server.svg', drawCrowd(lines)],
	];
	return drawn.flatMap(([name, svg]): [string, string][] => (svg === null ? [] : [[name, svg]]));
}
