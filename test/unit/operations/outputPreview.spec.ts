import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { resolveOutputSchemaPath } from 'n8n-core';

import { parseEnvelope } from '../../../nodes/ComputerVisionVietnam/api/envelope';
import {
	compareTables,
	summarizeChanges,
} from '../../../nodes/ComputerVisionVietnam/creditReport/comparison';
import {
	OUTPUT_FORMS,
	shapeReports,
} from '../../../nodes/ComputerVisionVietnam/creditReport/outputs';
import { parseReports } from '../../../nodes/ComputerVisionVietnam/creditReport/report';
import { SCALARS, SECTION_LIST } from '../../../nodes/ComputerVisionVietnam/creditReport/sections';
import {
	DEFAULT_SETTINGS,
	describeOutput,
	SCHEMA_FILES,
	toSchemaText,
} from '../../../tools/describeOutput.ts';

const NODE = 'nodes/ComputerVisionVietnam';
const PARTS = {
	SECTION_LIST,
	SCALARS,
	OUTPUT_FORMS,
	shapeReports,
	parseReports,
	compareTables,
	summarizeChanges,
};
const schema = describeOutput(PARTS);

describe.each(Object.entries(SCHEMA_FILES))('%s', (file, describeFile) => {
	it('is up to date (else: npm run generate)', () => {
		expect(readFileSync(join(NODE, file), 'utf8')).toBe(toSchemaText(describeFile(PARTS)));
	});
});

describe.each(['extract', 'reshape', 'compare'])('the preview of %s', (operation) => {
	it('lies where n8n looks for it', () => {
		const path = resolveOutputSchemaPath({
			nodeDir: join(process.cwd(), NODE),
			version: 1,
			resource: 'creditReport',
			operation,
		});
		expect(existsSync(path ?? '')).toBe(true);
	});
});

/** The preview shows the first row of a table; the others have the same columns. */
const toFirstRow = (key: string): string => key.replace(/^([a-z_]+)_\d+_/, '$1_1_');

/** Keys that come only where a report needs them: a text kept beside a value, unknown cells. */
const COMES_AND_GOES = /_(?:text|other)$|^other_fields$|_cell_\w+$/;

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

const DOCUMENTS = 'test/fixtures/documents';
const replyFiles = existsSync(DOCUMENTS)
	? readdirSync(DOCUMENTS).filter((name) => name.endsWith('.reply.json'))
	: [];

it('is checked against every sample document', () => {
	expect(replyFiles.length).toBeGreaterThanOrEqual(4);
});

describe.each(replyFiles)('the record of %s', (file) => {
	const reading = parseEnvelope(JSON.parse(readFileSync(join(DOCUMENTS, file), 'utf8')));
	const reports = reading.kind === 'reports' ? reading.reports : [];
	const document = { name: 'a.pdf', field: 'data', sha256: 'ab' };
	const lanes = OUTPUT_FORMS.record.lanes ?? [];
	const shaped = shapeReports(reports, document, lanes, false, DEFAULT_SETTINGS);
	const records = shaped.lanes.flat().map(({ json }) => json);

	it('has the keys and types of the preview', () => {
		expect(records.length).toBeGreaterThan(0);
		for (const record of records) {
			for (const [key, value] of Object.entries(record)) {
				if (COMES_AND_GOES.test(key)) continue;
				const types = schema.properties[toFirstRow(key)]?.type ?? 'no such key';
				expect({ key, fits: [types].flat().includes(typeOf(value)) }).toEqual({ key, fits: true });
			}
		}
	});

	it('has every key of the preview outside the tables, in its order', () => {
		const outside = (keys: string[]) =>
			keys.filter(
				(key) => toFirstRow(key) === key && !/_1_/.test(key) && !COMES_AND_GOES.test(key),
			);
		const expected = outside(Object.keys(schema.properties));
		for (const record of records) expect(outside(Object.keys(record))).toEqual(expected);
	});
});
