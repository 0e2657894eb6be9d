import { createRequire, registerHooks } from 'node:module';

const N8N_WORKFLOW = createRequire(import.meta.url).resolve('n8n-workflow');

/** The ES modules of n8n-workflow leave out the endings of their imports, so Node cannot load them. */
registerHooks({
	resolve: (specifier, context, next) => {
		const isImport = context.conditions.includes('import');
		if (specifier !== 'n8n-workflow' || !isImport) return next(specifier, context);
		return { ...next(`file://${N8N_WORKFLOW}`, context), format: 'commonjs' };
	},
});
