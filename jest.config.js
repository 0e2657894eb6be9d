/** One transform for every kind of test; each kind is a project, so it can be run alone. */
const project = (displayName, extra = {}) => ({
	displayName,
	testMatch: [`<rootDir>/test/${displayName}/**/*.spec.ts`],
	testEnvironment: 'node',
	transform: { '^.+\\.(t|j)s$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
	transformIgnorePatterns: ['/node_modules/'],
	// Named, so that jest does not walk through the n8n installs in `.n8n-host`.
	roots: ['test', 'nodes', 'credentials', 'scripts'].map((name) => `<rootDir>/${name}`),
	modulePathIgnorePatterns: ['<rootDir>/scripts/n8n/'],
	...extra,
});

const withN8n = { globalSetup: '<rootDir>/test/support/installCurrentN8n.ts' };

/** The reader and the makers of documents are ES modules; jest needs --experimental-vm-modules. */
const esModules = {
	testMatch: ['<rootDir>/test/{unit/{reader,tools},reader}/**/*.spec.ts'],
	roots: ['test/unit', 'test/reader', 'reader', 'tools'].map((name) => `<rootDir>/${name}`),
	modulePathIgnorePatterns: ['<rootDir>/reader/dist/'],
	extensionsToTreatAsEsm: ['.ts'],
	// Its ES modules leave out the endings of their imports, so only its CommonJS can be loaded.
	moduleNameMapper: { '^n8n-workflow$': require.resolve('n8n-workflow') },
};

module.exports = {
	// A busy machine makes a test slow, not wrong. Not a project's to set.
	testTimeout: 60_000,
	projects: [
		project('unit', { testPathIgnorePatterns: ['<rootDir>/test/unit/(reader|tools)/'] }),
		project('reader', esModules),
		project('sandbox'),
		project('engine'),
		project('n8n', withN8n),
		project('system', { ...withN8n, testPathIgnorePatterns: ['<rootDir>/test/system/reader'] }),
		project('readerSystem', {
			...esModules,
			testMatch: ['<rootDir>/test/system/reader*.spec.ts'],
			roots: ['<rootDir>/test/system', ...esModules.roots],
		}),
	],
};
