import type { DocumentLabel } from '../document/sourceDocument';
import type { WireReport } from '../schema/reply';
import { shapeReports } from '../shape/shapeReports';
import type { ShapeSettings, ShapedOutputs } from '../shape/shapeReports';
import { toDocumentFailure } from '../transport/callFailure';
import type { Cause } from '../transport/callFailure';
import type { Host } from '../transport/host';
import { buildRawItems, buildShapedItems } from './buildItems';
import { toFailedOutcome } from './documentOutcome';
import type { DocumentDone, DocumentOutcome } from './documentOutcome';
import type { OutputLanes } from './outputLanes';

/** A reply that holds at least one report, and where it came from. */
export interface ReadDocument {
	readonly document: DocumentLabel;
	/** Of the bytes sent, lower-case hex; null where none were. */
	readonly sha256: string | null;
	readonly reports: readonly WireReport[];
}

const needsReview = ({ records, rows, needsReview: moved }: ShapedOutputs): boolean =>
	moved.length > 0 ||
	[records, rows].some((items) => items.some(({ json }) => json['needs_review'] === true));

/** The documents around it may have been paid for: one odd reply must not take them along. */
const NOT_SHAPED: Cause = {
	kind: 'unreadableAnswer',
	clause: 'the node could not turn it into items',
	remedy:
		'Set Output to Raw to get the answer as it is, and report this to the maintainers of the node.',
};

/** Turns the reports of one document into items. Never rejects. */
export async function shapeDocument(
	host: Host,
	{ document, sha256, reports }: ReadDocument,
	settings: ShapeSettings,
	lanes: OutputLanes,
): Promise<DocumentOutcome> {
	const { itemIndex, name, field } = document;
	try {
		const outputs = shapeReports(reports, { name, field, sha256 }, settings);
		const items = await buildShapedItems(host, outputs, lanes, itemIndex);
		return { ok: true, document, items, needsReview: needsReview(outputs) };
	} catch {
		return toFailedOutcome(itemIndex, toDocumentFailure(document, NOT_SHAPED));
	}
}

/** Keeps the reply of one document as it is. */
export function keepRaw(document: Pick<DocumentLabel, 'itemIndex'>, body: unknown): DocumentDone {
	return { ok: true, document, items: buildRawItems(body, document.itemIndex), needsReview: false };
}
