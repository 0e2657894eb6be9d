import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { SCHEMA_FILES, toSchemaText, type NodeParts } from './describeOutput.ts';

const NODE = 'nodes/ComputerVisionVietnam';

/** The built node: its sources are CommonJS TypeScript, which Node cannot run as they are. */
function loadBuiltNode(): NodeParts {
	const load = createRequire(join(process.cwd(), 'dist', NODE, 'creditReport', 'generate.js'));
	return {
		...(load('./outputs/index.js') as Pick<NodeParts, 'OUTPUT_FORMS' | 'shapeReports'>),
		...(load('./comparison.js') as Pick<NodeParts, 'compareTables' | 'summarizeChanges'>),
		...(load('./report.js') as Pick<NodeParts, 'parseReports'>),
		...(load('./sections/index.js') as Pick<NodeParts, 'SECTION_LIST' | 'SCALARS'>),
	};
}

/** Writes the previews that n8n's editor shows before the first run; run it after a build. */
const parts = loadBuiltNode();
for (const [file, describe] of Object.entries(SCHEMA_FILES)) {
	const path = join(NODE, file);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, toSchemaText(describe(parts)));
	console.log(`written   ${path}`);
}
