const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

/** Removes the last build: n8n loads whatever lies in `dist`, so nothing stale may stay there. */
const clean = () => rm('dist', { recursive: true, force: true });

/** Checks the types and puts one readable `.js` per module, docstrings included, into `dist`. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});

/** Icons as they are: without `encoding: false` gulp 5 would read binary files as text. */
const icons = () => src('icons/**/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** The codex files, by which n8n's node panel finds the node. */
const codex = () => src('nodes/**/*.node.json', { base: '.' }).pipe(dest('dist'));

/** The output previews that the editor shows before the first run. */
const schemas = () => src('nodes/**/__schema__/**/*.json', { base: '.' }).pipe(dest('dist'));

exports.clean = clean;
exports.build = series(clean, parallel(compile, icons, codex, schemas));
exports.default = exports.build;
