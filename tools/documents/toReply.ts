import { SCALARS, TABLES } from './truth.ts';
import type { TrueCell, TrueReport } from './truth.ts';

/**
 * The documented reply that says exactly what is printed, as sure of everything as `confidence`
 * (0..1); without boxes and images.
 */
export function toReply(truth: TrueReport, confidence: number): object {
	const scalars = SCALARS.flatMap((key) => [
		[key, truth.scalars[key]],
		[`${key}_box`, []],
		[`${key}_confidence`, truth.scalars[key] === '' ? 0 : confidence],
		[`${key}_id`, 0],
	]);
	const tables = TABLES.flatMap((key) => [
		[
			key,
			truth.tables[key].rows.map((row) =>
				row.map((cell, place) =>
					toCell(key === 'loan_details' && place === 3 && cell === '' ? [] : cell, confidence),
				),
			),
		],
		[`${key}_image`, ''],
	]);
	const info = [Object.fromEntries([...scalars, ...tables]) as object];
	return { data: { info, type: 'credit_report' }, errorCode: '0', errorMessage: 'Success' };
}

function toCell(cell: TrueCell, confidence: number): object {
	if (typeof cell === 'string')
		return { value: cell, box: [], score: cell === '' ? 0 : confidence };
	return { value: cell, box: cell.map(() => []), score: cell.map(() => confidence) };
}
