/** Says which document an item came from; on every item, whatever its form. */
export interface DocumentIdentity {
	/** The file's name as the user knows it (`report.pdf`); null when there is none. */
	readonly name: string | null;
	/** The binary property, or `url`, `base64`, `response`. */
	readonly field: string;
	/** SHA-256 of the bytes sent, in lower-case hex; null for `url` and `response`. */
	readonly sha256: string | null;
}
