import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import type { WireReport } from '../../nodes/ComputerVisionVietnam/api/envelope.ts';
import type { Change } from '../../nodes/ComputerVisionVietnam/creditReport/comparison.ts';
import type { OutputName } from '../../nodes/ComputerVisionVietnam/creditReport/outputs/index.ts';
import type { ShapeSettings } from '../../nodes/ComputerVisionVietnam/creditReport/outputs/output.ts';
import type { NodeCode } from './nodeCode.ts';

interface ListedDocument {
	file: string;
	sha256: string;
	reply: string;
}

const DOCUMENTS = join('test', 'fixtures', 'documents');

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

function findDocument(fileName: string): ListedDocument {
	const { documents } = readJson(DOCUMENTS, 'manifest.json') as { documents: ListedDocument[] };
	const document = documents.find(({ file }) => file === fileName);
	if (document === undefined) throw new Error(`There is no sample document ${fileName}`);
	return document;
}

function readReports(node: NodeCode, fileName: string): readonly WireReport[] {
	const reply = readJson(DOCUMENTS, findDocument(fileName).reply);
	const judged = node.judge.judgeReply(reply, node.endpoint.CREDIT_REPORT);
	if (!judged.ok) throw new Error(`The reply for ${fileName} holds no report`);
	return judged.reports;
}

const toSettings = (node: NodeCode, settings: Partial<ShapeSettings>): ShapeSettings => ({
	tables: [...node.sections.TABLE_KEYS],
	tablesInRecord: 'none',
	amountUnit: 'millionVnd',
	numberFormat: 'detect',
	minConfidence: 0.85,
	includeConfidence: false,
	includePosition: false,
	includeOriginalText: false,
	includeImages: false,
	maskIdentifiers: false,
	repeatReportFields: false,
	corrections: [],
	second: null,
	...settings,
});

/**
 * Shapes the reply for one of the invented documents, as the node does it.
 *
 * @returns the items by output
 */
export function shapeSample(
	node: NodeCode,
	fileName: string,
	form: OutputName,
	settings: Partial<ShapeSettings> = {},
): IDataObject[][] {
	const { sha256 } = findDocument(fileName);
	const shaped = node.outputs.shapeReports(
		readReports(node, fileName),
		{ name: fileName, field: 'data', sha256 },
		node.outputs.OUTPUT_FORMS[form].lanes ?? [],
		false,
		toSettings(node, settings),
	);
	return shaped.lanes.map((items) => items.map(({ json }) => json));
}

/** The record of one of the invented documents. */
export const recordSample = (
	node: NodeCode,
	fileName: string,
	settings: Partial<ShapeSettings> = {},
): IDataObject => shapeSample(node, fileName, 'record', settings)[0]?.[0] ?? {};

/**
 * What the invented borrower's report said three months before: without the finance company's loan and
 * bad debt, and with fewer days late.
 */
function toEarlier({ fields, ...wire }: WireReport): WireReport {
	const without = (rows: unknown, text: string): unknown =>
		Array.isArray(rows) ? rows.filter((row) => !JSON.stringify(row).includes(`"${text}"`)) : rows;
	const latePayments = JSON.stringify(fields['late_payments']).replace('"47"', '"12"');
	return {
		...wire,
		fields: {
			...fields,
			report_time: '09:20 - 18/06/2025',
			credit_ranking_date: '31/05/2025',
			loan_details: without(fields['loan_details'], '01997001'),
			bad_debt: without(fields['bad_debt'], '31/07/2025'),
			late_payments: JSON.parse(latePayments) as unknown,
		},
	};
}

/** Compares a report with an earlier one of the same invented person. */
export function compareSample(
	node: NodeCode,
	fileName: string,
): { record: IDataObject; changes: Change[] } {
	const wires = readReports(node, fileName);
	const settings = toSettings(node, {});
	const [later] = node.report.parseReports(wires, settings);
	const [earlier] = node.report.parseReports(wires.map(toEarlier), settings);
	if (!later || !earlier) throw new Error(`The reply for ${fileName} holds no report`);
	const changes = node.comparison.compareTables(earlier, later);
	return { record: node.comparison.summarizeChanges(earlier, later, changes), changes };
}
