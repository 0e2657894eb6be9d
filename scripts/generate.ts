import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { describeOutput, SCHEMA_FILES, toSchemaText, type NodeParts } from './describeOutput.ts';
import { replaceReadingTable, type PrintedText } from './renderReadingTable.ts';

const NODE = 'nodes/ComputerVisionVietnam';

/** The built node: its sources are CommonJS TypeScript, which Node cannot run as they are. */
function loadBuiltNode(): NodeParts {
	const load = createRequire(join(process.cwd(), 'dist', NODE, 'generate.js'));
	const { TABLES, SCALARS } = load('./report/tables.js') as {
		TABLES: Record<string, NodeParts['tables'][number]>;
		SCALARS: NodeParts['scalars'];
	};
	const { shapeReports } = load('./shape/shapeReports.js') as Pick<NodeParts, 'shapeReports'>;
	return { tables: Object.values(TABLES), scalars: SCALARS, shapeReports };
}

function write(path: string, text: string): void {
	const isSame = existsSync(path) && readFileSync(path, 'utf8') === text;
	if (!isSame) {
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}
	console.log(`${isSame ? 'unchanged' : 'written  '} ${path}`);
}

function generateSchemas(): void {
	const text = toSchemaText(describeOutput(loadBuiltNode()));
	for (const file of SCHEMA_FILES) write(join(NODE, file), text);
}

function generateReadme(): void {
	const lines = JSON.parse(
		readFileSync('test/fixtures/printedTexts.json', 'utf8'),
	) as PrintedText[];
	const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : '';
	const replaced = replaceReadingTable(readme, lines);
	if (replaced === null) console.log('skipped   README.md (it has no place for the reading table)');
	else write('README.md', replaced);
}

generateSchemas();
generateReadme();
