import { markdownTable } from './readme/markdownTable.ts';

/** One line of `test/fixtures/printedTexts.json`: a printed text and what it reads as, or why not. */
export interface PrintedText {
	/** Which reader takes it. */
	readonly kind: string;
	/** As the API would send it; only a confidence is ever anything but text. */
	readonly text: unknown;
	/** The Amount Unit option; As Printed when it is left out. */
	readonly unit?: 'asPrinted' | 'millionVnd' | 'vnd';
	/** Other amounts of the same report. */
	readonly beside?: readonly string[];
	/** The value; exactly one of `reads`, `none` and `refused` is given. */
	readonly reads?: string | number | boolean | null;
	/** Why nothing is stated. */
	readonly none?: string;
	/** Why it is not read. */
	readonly refused?: string;
	/** What a refused text may have meant. */
	readonly candidate?: string;
	/** What is pointed out about a value that was read. */
	readonly caution?: string;
	/** The value does not hold all of the text. */
	readonly lossy?: boolean;
	/** A confidence that came in percent. */
	readonly percent?: boolean;
	/** The line stands in the README, with this reason. */
	readonly readme?: string;
}

export const READING_TABLE_START = '<!-- reading-table:start -->';
export const READING_TABLE_END = '<!-- reading-table:end -->';

const KIND_NAMES: Readonly<Record<string, string>> = {
	amount: 'amount',
	code: 'code',
	confidence: 'confidence',
	count: 'count',
	date: 'date',
	dateOrTime: 'date or time',
	debtGroup: 'debt group',
	debtName: 'debt line',
	flag: 'yes or no',
	identityNumber: 'identity number',
	institutionCode: 'institution code',
	month: 'month',
	rank: 'rank',
	score: 'score',
	text: 'text',
	timestamp: 'time',
};

const UNIT_NAMES = { asPrinted: '', millionVnd: 'Million VND', vnd: 'VND' } as const;

const code = (text: string): string => (text === '' ? '(nothing)' : `\`${text}\``);

function readsAs({ reads, refused }: PrintedText): string {
	if (refused !== undefined) return 'null, review';
	return reads === undefined || reads === null ? 'null' : code(String(reads));
}

function whereOf({ unit = 'asPrinted', beside = [] }: PrintedText): string {
	const others = beside.map((text) => `beside ${code(text.trim())}`);
	return [UNIT_NAMES[unit], ...others].filter((part) => part !== '').join(', ');
}

function toLine(line: PrintedText): readonly string[] {
	const printed = typeof line.text === 'string' ? line.text : JSON.stringify(line.text);
	const kind = KIND_NAMES[line.kind] ?? line.kind;
	const shown = printed === 'null' ? '(missing)' : code(printed.normalize('NFC'));
	return [kind, shown, whereOf(line), readsAs(line), line.readme ?? ''];
}

const HEADINGS = ['Kind', 'Printed', 'Unit, context', 'Reads as', 'Why'];

/** The README's table of printed texts: the lines of the fixture that carry a `readme` reason. */
export function renderReadingTable(lines: readonly PrintedText[]): string {
	return markdownTable(HEADINGS, lines.filter(({ readme }) => readme !== undefined).map(toLine));
}

/**
 * The README with its table replaced by the one of the fixture; null when it has no place for one.
 */
export function replaceReadingTable(readme: string, lines: readonly PrintedText[]): string | null {
	const start = readme.indexOf(READING_TABLE_START);
	const end = readme.indexOf(READING_TABLE_END);
	if (start < 0 || end < start) return null;
	const before = readme.slice(0, start + READING_TABLE_START.length);
	return `${before}\n\n${renderReadingTable(lines)}\n\n${readme.slice(end)}`;
}
