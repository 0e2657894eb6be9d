import { getDocumentProxy } from 'unpdf';

/** The words of a PDF's text layer, in the order in which they are drawn. */
export async function wordsOfPdf(pdf: Buffer): Promise<string[]> {
	const document = await getDocumentProxy(new Uint8Array(pdf));
	const words: string[] = [];
	for (let number = 1; number <= document.numPages; number += 1) {
		const page = await document.getPage(number);
		const { items } = await page.getTextContent();
		for (const item of items) {
			if ('str' in item) words.push(...item.str.split(/\s+/).filter((word) => word !== ''));
		}
	}
	await document.cleanup();
	return words;
}
