import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { projectPath } from './host/project.ts';
import { fillReadme } from './readme/blocks.ts';
import { loadNodeCode } from './readme/nodeCode.ts';

// Fills the generated parts of README.md from the built node: `npm run build` first.
const require = createRequire(projectPath('package.json'));
const node = loadNodeCode(
	(path) => require(projectPath('dist', 'nodes', 'ComputerVisionVietnam', path)) as object,
);
const readmePath = projectPath('README.md');
const before = await readFile(readmePath, 'utf8');
await writeFile(readmePath, fillReadme(before, node));
