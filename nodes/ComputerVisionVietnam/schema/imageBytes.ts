/**
 * An image that was decoded while its reply arrived; it stands where its base64 text would. Such a
 * text is nearly all of a reply with images, and `JSON.parse` would copy every letter of it.
 */
export class ImageBytes {
	constructor(readonly bytes: Buffer) {}

	/** The text that the API sent. */
	toString(): string {
		return this.bytes.toString('base64');
	}
}
