import { getDocument, PasswordException, VerbosityLevel } from 'unpdf/pdfjs';
import type { PDFDocumentProxy } from 'unpdf/pdfjs';
import { Refusal } from '../refusal.ts';

/**
 * The largest image of a PDF that is looked at, in pixels: 600 dpi over A4. pdf.js leaves out what
 * is larger, and a page whose image it leaves out looks blank.
 */
const LARGEST_IMAGE = 40_000_000;

/**
 * Opens a PDF. One that only forbids printing or copying opens like any other.
 *
 * @param bytes copied, because pdf.js takes its array away
 * @throws Refusal 6 where a password is asked for, 1 where it is broken
 */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
	const task = getDocument({
		data: new Uint8Array(bytes),
		verbosity: VerbosityLevel.ERRORS,
		disableFontFace: true,
		useSystemFonts: false,
		useWorkerFetch: false,
		isOffscreenCanvasSupported: false,
		maxImageSize: LARGEST_IMAGE,
	});
	try {
		return await task.promise;
	} catch (error) {
		if (error instanceof PasswordException) throw new Refusal('6', 'the PDF asks for a password');
		throw new Refusal('1', 'the PDF cannot be opened');
	}
}
