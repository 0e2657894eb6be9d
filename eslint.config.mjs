import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts'];

/**
 * What ships is held to n8n's own rules for community nodes, as the official scanner applies them;
 * everything in TypeScript to typescript-eslint's strict, type-aware ones.
 */
export default defineConfig(
	globalIgnores([
		'dist/',
		'.n8n-host/',
		'coverage/',
		'test-results/',
		'test/fixtures/documents/',
		'reader/dist/',
	]),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },

	{
		files: [...shipped, 'package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { 'no-console': 'error' },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser },
		rules: n8nNodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// Off in the official scanner too: it wants a page name of n8n's own documentation.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			// Off in the official scanner too: the community rule knows better what is secret.
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// Off in the official scanner too: inputs and outputs may be more than the string "main".
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			// Off in the official scanner too: a real API can have a maximum.
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},

	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: 'tsconfig.test.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/explicit-module-boundary-types': 'error',
			'@typescript-eslint/no-deprecated': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/prefer-nullish-coalescing': 'error',
			'@typescript-eslint/prefer-optional-chain': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			// Interfaces of n8n and fastify ask for promises also where nothing has to be waited for.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/strict-boolean-expressions': 'off',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			eqeqeq: 'error',
			'no-else-return': 'error',
			'object-shorthand': 'error',
			'prefer-const': 'error',
		},
	},
	{
		files: [...shipped, 'reader/**/*.ts', 'scripts/**/*.ts', 'test/support/scriptedApi/**/*.ts'],
		rules: {
			'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
		},
	},
	{
		// A layout is a list of what stands on the page; a list has no natural end at fifty lines.
		files: ['tools/**/*.ts'],
		rules: {
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
		},
	},
	{
		// What a section's summary holds is said once, in the function: `Summary` is derived from it.
		files: ['nodes/**/creditReport/sections/*.ts'],
		rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
	},
	{
		// Tests look into parsed JSON of every shape; a wrong path makes them fail, as it should.
		files: ['test/**/*.ts'],
		rules: {
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/explicit-module-boundary-types': 'off',
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/unbound-method': 'off',
		},
	},
	{
		// Loops over pixels keep their indexes within the image; a fallback for each would be a lie.
		files: ['reader/{geometry,ocr}/**/*.ts', 'reader/pages/{renderPage,splitTallImage}.ts'],
		rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
	},
	{
		files: ['**/*.js', '**/*.mjs'],
		rules: { eqeqeq: 'error', 'prefer-const': 'error', 'no-unused-vars': 'error' },
	},
);
