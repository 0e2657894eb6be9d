import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { replaceReadingTable, type PrintedText } from './renderReadingTable.ts';

function write(path: string, text: string): void {
	const isSame = existsSync(path) && readFileSync(path, 'utf8') === text;
	if (!isSame) writeFileSync(path, text);
	console.log(`${isSame ? 'unchanged' : 'written  '} ${path}`);
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

generateReadme();
