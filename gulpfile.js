const { rm } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { n8n } = require('./package.json');

/** Removes the last build: n8n loads whatever lies in `dist`, so nothing stale may stay there. */
const clean = () =>
	Promise.all(['dist', 'build'].map((path) => rm(path, { recursive: true, force: true })));

/** Checks the types and compiles every module into `build`, for the generators of docs and previews. */
function compile() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		stdio: 'inherit',
	});
}

/**
 * One file for the node and one for the credential, in `dist`: n8n loads 2 files instead of 80, and
 * the package is a quarter smaller. Functions keep their names, so a stack trace can be read.
 */
const bundle = () =>
	esbuild.build({
		entryPoints: [...n8n.nodes, ...n8n.credentials].map((file) =>
			file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
		),
		outbase: '.',
		outdir: 'dist',
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		minify: true,
		keepNames: true,
		charset: 'utf8',
		legalComments: 'none',
	});

/** Icons as they are: without `encoding: false` gulp 5 would read binary files as text. */
const icons = () => src('icons/**/*.svg', { encoding: false }).pipe(dest('dist/icons'));

/** The codex files, by which n8n's node panel finds the node. */
const codex = () => src('nodes/**/*.node.json', { base: '.' }).pipe(dest('dist'));

/** The output previews that the editor shows before the first run. */
const schemas = () => src('nodes/**/__schema__/**/*.json', { base: '.' }).pipe(dest('dist'));

exports.clean = clean;
exports.build = series(clean, parallel(compile, bundle, icons, codex, schemas));
exports.default = exports.build;
