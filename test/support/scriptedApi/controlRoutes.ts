import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { FAULTS, faultRequest } from './faults.ts';
import { Ledger } from './ledger.ts';
import { noForeignCalls } from './sandboxState.ts';
import type { Sandbox } from './sandboxState.ts';
import { patchSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/** Where tests steer the sandbox and read its books. */
export const CONTROL_PATH = '/__control';

/** Bodies by the SHA-256 of the document that they answer. */
const taughtReplies = z.record(z.string().regex(/^[0-9a-f]{64}$/), z.record(z.unknown()));

/** Registers the control endpoint; `initial` is what a reset goes back to. */
export async function controlRoutes(
	app: FastifyInstance,
	sandbox: Sandbox,
	initial: Settings,
): Promise<void> {
	const list = z.array(faultRequest.refine((fault) => fault.name in FAULTS, 'no such fault'));
	app.get(`${CONTROL_PATH}/faults`, async () => ({
		known: Object.fromEntries(
			Object.entries(FAULTS).map(([name, { meaning, billed }]) => [name, { meaning, billed }]),
		),
		pending: sandbox.faults.pending,
	}));
	app.post(`${CONTROL_PATH}/faults`, async (request, reply) => {
		const faults = list.safeParse(request.body);
		if (!faults.success) return refuse(reply, faults.error);
		sandbox.faults.pending = sandbox.faults.pending.concat(faults.data);
		return { pending: sandbox.faults.pending.length };
	});
	app.delete(`${CONTROL_PATH}/faults`, async () => {
		sandbox.faults.pending = [];
		return { pending: 0 };
	});
	app.post(`${CONTROL_PATH}/config`, async (request, reply) => {
		const patched = patchSettings(sandbox.settings, request.body);
		if (!patched.success) return refuse(reply, patched.error);
		sandbox.settings = patched.data;
		return sandbox.settings;
	});
	app.post(`${CONTROL_PATH}/replies`, async (request, reply) => {
		const replies = taughtReplies.safeParse(request.body);
		if (!replies.success) return refuse(reply, replies.error);
		for (const [sha256, body] of Object.entries(replies.data))
			sandbox.documents.teach(sha256, body);
		return { taught: Object.keys(replies.data).length };
	});
	app.get(`${CONTROL_PATH}/stats`, async () => ({
		...sandbox.ledger.snapshot(),
		foreign: sandbox.foreign,
		pendingFaults: sandbox.faults.pending.length,
		settings: sandbox.settings,
	}));
	app.post(`${CONTROL_PATH}/reset`, async () => {
		sandbox.settings = { ...initial };
		sandbox.ledger = new Ledger();
		sandbox.foreign = noForeignCalls();
		sandbox.faults.pending = [];
		sandbox.documents.forget();
		return { reset: true };
	});
}

function refuse(reply: FastifyReply, error: z.ZodError): { error: string } {
	reply.code(400);
	return {
		error: error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
	};
}
