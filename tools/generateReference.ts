import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { fillBlocks } from './reference/blocks.ts';
import { loadNodeCode } from './reference/nodeCode.ts';
import type { PrintedText } from './reference/readingTables.ts';

/** Fills the generated parts of README.md and docs/ from the built node; run it after a build. */
const require = createRequire(join(process.cwd(), 'package.json'));
const node = loadNodeCode((path): unknown =>
	require(join(process.cwd(), 'dist', 'nodes', 'ComputerVisionVietnam', path)),
);
const printed = JSON.parse(
	readFileSync('test/fixtures/printedTexts.json', 'utf8'),
) as PrintedText[];
const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
for (const path of ['README.md', ...pages.map((name) => join('docs', name))]) {
	const before = readFileSync(path, 'utf8');
	const after = fillBlocks(before, node, printed);
	if (after !== before) writeFileSync(path, after);
	console.log(`${after === before ? 'unchanged' : 'written  '} ${path}`);
}
