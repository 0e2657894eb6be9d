import { randomUUID } from 'node:crypto';
import type { IConnections } from 'n8n-workflow';
import type { WorkflowFile } from '../../scripts/host/n8nClient.ts';
import { EXTRACT_NODE } from '../../scripts/host/examples.ts';
import { buildWorkflow, extractReport, runSql, webhook } from './buildWorkflow.ts';
import type { NodeDraft } from './buildWorkflow.ts';
import type { QueueModeRig } from './queueModeRig.ts';

/** The webhook's path; the document's name comes in the query as `document`. */
export const UPLOAD_PATH = 'credit-report';

/**
 * The user's own tables. `runs` has one line for each time that a worker began with a document, so
 * that a document taken up twice shows. `results` and `errors` have one line per document.
 */
export const TABLES_SQL = `
	create table runs (execution_id text, document text, began_at timestamptz default now());
	create table results (
		document text primary key, execution_id text, cic_code text not null,
		document_sha256 text not null, loan_total numeric, stored integer default 1
	);
	create table errors (
		execution_id text primary key, document text, message text not null, kind text not null
	);`;

const STORE_RESULT = `
	with gone as (delete from errors where document = $1)
	insert into results (document, execution_id, cic_code, document_sha256, loan_total)
	values ($1, $2, $3, $4, $5)
	on conflict (document) do update set execution_id = excluded.execution_id,
		stored = results.stored + 1`;

const STORE_ERROR = `
	insert into errors (execution_id, document, message, kind) values ($1, $2, $3, 'node')
	on conflict do nothing`;

/** n8n names only the execution; a result that was stored before the crash stands. */
const STORE_CRASH = `
	insert into errors (execution_id, document, message, kind)
	select $1::text, (select document from runs where execution_id = $1::text limit 1), $2, 'execution'
	where not exists (select from results where execution_id = $1::text)
	on conflict do nothing`;

const DOCUMENT = "$('Webhook').first().json.query.document";

/** Extracts an upload; stores its record or its error. `errorWorkflow` hears of crashes. */
export function buildUploadWorkflow(rig: QueueModeRig, errorWorkflow: string): WorkflowFile {
	const { api, database } = rig;
	const sql = (name: string, query: string, values: string) =>
		runSql(name, query, `={{ [${values}] }}`, database);
	const fields = ['cic_code', 'document_sha256', 'loan_total'].map((name) => `$json.${name}`);
	const begin = sql(
		'Begin',
		'insert into runs (execution_id, document) values ($1, $2)',
		`$execution.id, ${DOCUMENT}`,
	);
	const extract = extractReport({ tablesInRecord: 'none' }, api, {
		onError: 'continueErrorOutput',
	});
	const store = sql('Store', STORE_RESULT, [DOCUMENT, '$execution.id', ...fields].join());
	const state = sql('State', STORE_ERROR, `$execution.id, ${DOCUMENT}, $json.error ?? 'unknown'`);
	const { nodes } = buildWorkflow(
		'',
		webhook(UPLOAD_PATH, { responseMode: 'lastNode' }),
		[begin, extract],
		[store, state],
	);
	const to = (...names: string[]) =>
		names.map((node) => ({ node, type: 'main' as const, index: 0 }));
	const connections: IConnections = {
		Webhook: { main: [to('Begin', EXTRACT_NODE)] },
		[EXTRACT_NODE]: { main: [to('Store'), to('State')] },
	};
	const settings = { executionOrder: 'v1' as const, errorWorkflow };
	return { name: 'Uploads', nodes, connections, settings };
}

/** Runs when an execution fails as a whole, such as with the worker that ran it. */
export function buildCrashWorkflow({ database }: QueueModeRig): WorkflowFile {
	const trigger: NodeDraft = {
		name: 'On Error',
		type: 'n8n-nodes-base.errorTrigger',
		typeVersion: 1,
		parameters: {},
		webhookId: randomUUID(),
	};
	const values = '={{ [$json.execution.id, $json.execution.error.message] }}';
	return buildWorkflow('Crashes', trigger, runSql('State', STORE_CRASH, values, database));
}
