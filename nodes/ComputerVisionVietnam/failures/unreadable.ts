import { quoteName, type Cause } from './failure';

const unreadable = (clause: string, remedy: string): Cause => ({
	kind: 'unreadableAnswer',
	clause,
	remedy,
});

const ASK_VENDOR = 'If it happens again, ask Computer Vision Vietnam.';
const MAYBE_BILLED = 'The call may have been billed.';
const RUN_AGAIN = `Run this document again. ${ASK_VENDOR} ${MAYBE_BILLED}`;

/** What a body is that is not JSON; named by its first characters, of which none is repeated. */
export function toTextCause(text: string): Cause {
	const start = text.trimStart();
	if (start === '') return unreadable('it is empty', RUN_AGAIN);
	if (start.startsWith('<')) {
		return unreadable(
			'it is a web page, not JSON',
			'Check the Base URL in the credential, and whether a proxy or a login page stands between n8n and the API.',
		);
	}
	const isCut = /^[{[]/.test(start);
	return unreadable(isCut ? 'its JSON is cut off or damaged' : 'it is not JSON', RUN_AGAIN);
}

/** A top-level `Exception` beside error code 0. */
export const EXCEPTION = unreadable(
	'the API reports an exception on its side instead of a result',
	RUN_AGAIN,
);

/** zod's names of types, for people. */
const EXPECTED: Readonly<Record<string, string>> = {
	object: 'an object',
	array: 'a list',
	string: 'text',
	number: 'a number',
};

/** Only keys of the documented reply and list positions may stand in a message. */
const SAFE_PATH = /^[A-Za-z_]{1,40}(?:\.[a-z_]{1,40}|\.\d{1,6})*$/;

/** A reply of another shape than the documented one. */
export function toShapeCause(path: string, expected: string): Cause {
	const place = SAFE_PATH.test(path) ? quoteName(path) : 'the reply';
	return unreadable(
		`${place} should be ${EXPECTED[expected] ?? expected}`,
		`The answer does not have the documented form. ${ASK_VENDOR} ${MAYBE_BILLED}`,
	);
}

/** A reply that holds reports and could not be turned into items: an error of the node's own. */
export const NOT_SHAPED = unreadable(
	'the node could not turn it into items',
	'Set Output to Raw to get the answer as it is, and report this to the maintainers of the node.',
);
