import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { toPage } from './page.ts';
import type { AccuracyOptions } from './options.ts';
import type { AccuracyResult } from './run.ts';
import { printShort } from './tables.ts';
import { drawThresholds, toThresholds } from './thresholds.ts';

const START = '<!-- accuracy:start -->';
const END = '<!-- accuracy:end -->';
const IN_README = new Set(['digital', 'scan300', 'scan200', 'photoDay']);

/** The text with the short table between its marks. */
export function fillReadme(readme: string, { documents }: AccuracyResult): string {
	const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
	if (from === -1 || to < from)
		throw new Error(`README.md has no place for figures: ${START} … ${END}`);
	const table = printShort(documents.filter(({ condition }) => IN_README.has(condition)));
	return `${readme.slice(0, from)}${START}\n\n${table}\n\n${readme.slice(to)}`;
}

/** Writes the page, its chart, and the short table of the README. */
export function saveAccuracy(options: AccuracyOptions, result: AccuracyResult): void {
	mkdirSync('docs', { recursive: true });
	writeFileSync('docs/accuracy.md', toPage(options, result));
	writeFileSync('docs/accuracy-threshold.svg', drawThresholds(toThresholds(result.documents)));
	writeFileSync('README.md', fillReadme(readFileSync('README.md', 'utf8'), result));
}
