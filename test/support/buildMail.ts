import { randomUUID } from 'node:crypto';

/** A file in a mail. */
export interface MailPart {
	/** As the sender's program declares it, right or wrong. */
	contentType: string;
	bytes: Buffer;
	/** Null for a part without a name, such as a forwarded mail. */
	fileName: string | null;
	/** `inline` for pictures of a signature. */
	disposition?: 'attachment' | 'inline';
}

/** What a mail says, and what hangs on it. */
export interface Mail {
	subject: string;
	text: string;
	parts: readonly MailPart[];
}

const LINE_LENGTH = 76;
const HEADER_DATE = 'Mon, 02 Mar 2026 09:30:00 +0700';

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** RFC 2047, as mail programs write subjects that are not ASCII. */
const encodeHeader = (text: string): string =>
	isAscii(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** RFC 2231, as mail programs write file names that are not ASCII. */
const encodeParameter = (name: string, value: string): string =>
	isAscii(value) ? `${name}="${value}"` : `${name}*=UTF-8''${encodeURIComponent(value)}`;

const wrap = (base64: string): string =>
	(base64.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? []).join('\r\n');

function buildPart({ contentType, bytes, fileName, disposition = 'attachment' }: MailPart): string {
	// A mail within a mail must not be encoded.
	const isMail = contentType === 'message/rfc822';
	const parameter = fileName === null ? '' : `; ${encodeParameter('filename', fileName)}`;
	return [
		`Content-Type: ${contentType}`,
		`Content-Transfer-Encoding: ${isMail ? '8bit' : 'base64'}`,
		...(isMail ? [] : [`Content-Disposition: ${disposition}${parameter}`]),
		'',
		isMail ? bytes.toString('latin1') : wrap(bytes.toString('base64')),
	].join('\r\n');
}

const textPart = (text: string): string =>
	[
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: base64',
		'',
		wrap(Buffer.from(text).toString('base64')),
	].join('\r\n');

/** A mail as it goes over the wire, with a message id of its own. */
export function buildMail({ subject, text, parts }: Mail): Buffer {
	const boundary = `part-${randomUUID()}`;
	const lines = [
		'From: Sample Branch <branch@bank.example>',
		'To: reports@bank.example',
		`Subject: ${encodeHeader(subject)}`,
		`Message-ID: <${randomUUID()}@bank.example>`,
		`Date: ${HEADER_DATE}`,
		'MIME-Version: 1.0',
		`Content-Type: multipart/mixed; boundary="${boundary}"`,
		'',
		...[textPart(text), ...parts.map(buildPart)].map((part) => `--${boundary}\r\n${part}`),
		`--${boundary}--`,
		'',
	];
	return Buffer.from(lines.join('\r\n'), 'latin1');
}
