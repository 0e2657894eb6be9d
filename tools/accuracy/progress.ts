import type { PlannedDocument } from './corpus.ts';

/** A text layer is read in next to no time, in parts of a page that is looked at. */
const DIGITAL = 0.1;

const toEffort = ({ condition, document }: PlannedDocument): number =>
	document.pages * (condition === 'digital' ? DIGITAL : 1);

const MINUTE_MS = 60_000;

const toMinutes = (ms: number): string =>
	ms < MINUTE_MS ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / MINUTE_MS)} min`;

/**
 * Tells how far a run has come: which document of how many, the time that has passed, and the time
 * that the pages still to come will take if they take as long as those before.
 *
 * @param now the clock, in milliseconds
 */
export function createProgress(
	planned: readonly PlannedDocument[],
	now: () => number = () => performance.now(),
): (document: PlannedDocument, outcome: string) => string {
	const started = now();
	const all = planned.reduce((sum, document) => sum + toEffort(document), 0);
	let [count, done] = [0, 0];
	return (document, outcome) => {
		count += 1;
		done += toEffort(document);
		const elapsed = now() - started;
		const left = (elapsed / done) * Math.max(0, all - done);
		return `${count} of ${planned.length}: ${document.name}: ${outcome} (${toMinutes(elapsed)}, about ${toMinutes(left)} left)`;
	};
}
