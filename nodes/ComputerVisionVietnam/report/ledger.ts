import type { AmountContext, PrintedUnit } from './amount';
import type { Cell } from './cell';
import { reviewNote, type Note } from './note';

/** What reading one report needs to know beforehand. */
export interface ReadingContext {
	readonly amounts: AmountContext;
	/** 0..1; a value below it needs a person. */
	readonly minConfidence: number;
}

/**
 * Collects, while a report is read, what only the whole of it can tell. One per report.
 * Notes go to whichever list the caller has opened: a row's own, or the report's.
 */
export class Ledger {
	/** The least confidence of any value; null when no value came with one. */
	lowestConfidence: number | null = null;
	/** At least one confidence came as a percentage. */
	sawPercent = false;
	/** The units printed behind amounts, null for an amount without one; 0 is 0 in all of them. */
	readonly printedUnits = new Set<PrintedUnit | null>();
	/** The largest amount that was read, in the chosen unit; null when there was none. */
	largestAmount: number | null = null;

	constructor(readonly context: ReadingContext) {}

	/** Takes note of an amount that was read, for the checks of the unit. */
	addAmount(value: number, printedUnit: PrintedUnit | null): void {
		if (value !== 0) this.printedUnits.add(printedUnit);
		if (printedUnit === null && value > (this.largestAmount ?? -1)) this.largestAmount = value;
	}

	/** Judges the confidence of a printed value; says into `notes` when it is low or missing. */
	checkConfidence(cell: Cell, subject: () => string, notes: Note[]): void {
		if (cell.text === '') return;
		const { confidence } = cell;
		this.sawPercent ||= cell.wasPercent;
		if (confidence === null) {
			notes.push(reviewNote('missingConfidence', subject(), 'came without a confidence'));
			return;
		}
		if (this.lowestConfidence === null || confidence < this.lowestConfidence) {
			this.lowestConfidence = confidence;
		}
		if (confidence < this.context.minConfidence) notes.push(this.lowConfidence(cell, subject()));
	}

	private lowConfidence({ confidence }: Cell, subject: string): Note {
		const { minConfidence } = this.context;
		const text = `read with confidence ${confidence}, below ${minConfidence}`;
		return reviewNote('lowConfidence', subject, text);
	}
}
