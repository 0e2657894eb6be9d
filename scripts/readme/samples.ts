import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { ShapeSettings } from '../../nodes/ComputerVisionVietnam/shape/shapeReports';
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
	if (document === undefined) throw new Error(`The sandbox has no document ${fileName}`);
	return document;
}

/** The items of one of the sandbox's sample documents. */
export interface SampleItems {
	record: IDataObject;
	rows: IDataObject[];
}

/** Shapes the reply that the sandbox gives for a document, as the node does it. */
export function shapeSample(
	node: NodeCode,
	fileName: string,
	settings: Partial<ShapeSettings> = {},
): SampleItems {
	const { sha256, reply } = findDocument(fileName);
	const reading = node.readReply(readJson(DOCUMENTS, reply));
	if (reading.kind !== 'reports') throw new Error(`The reply for ${fileName} holds no report`);
	const outputs = node.shapeReports(
		reading.reports,
		{ name: fileName, field: 'data', sha256 },
		{
			output: 'recordAndRows',
			tables: [...node.TABLE_KEYS],
			tablesInRecord: 'none',
			amountUnit: 'millionVnd',
			minConfidence: 0.85,
			includeConfidence: false,
			includePosition: false,
			includeOriginalText: false,
			includeImages: false,
			maskIdentifiers: false,
			repeatReportFields: false,
			reviewOutput: false,
			...settings,
		},
	);
	return { record: outputs.records[0]?.json ?? {}, rows: outputs.rows.map(({ json }) => json) };
}
