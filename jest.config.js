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

module.exports = {
	// A busy machine makes a test slow, not wrong. Not a project's to set.
	testTimeout: 60_000,
	projects: [
		project('unit'),
		project('sandbox'),
		project('engine'),
		project('n8n', withN8n),
		project('system', withN8n),
	],
};
