/** A confidence as the API sent it, on the scale of 0 to 1. */
export interface ConfidenceReading {
	/** 0..1; null when it is missing or no confidence. */
	readonly value: number | null;
	/** It came as a percentage and was divided by 100. */
	readonly wasPercent: boolean;
}

const MISSING: ConfidenceReading = { value: null, wasPercent: false };

function toNumber(raw: unknown): number | null {
	if (typeof raw === 'number') return raw;
	if (typeof raw !== 'string') return null;
	const match = /^(\d{1,3}(?:[.,]\d+)?)( ?%)?$/.exec(raw.trim());
	return match ? Number((match[1] ?? '').replace(',', '.')) : null;
}

/**
 * Reads a confidence. Documented as a number from 0 to 1; text and percentages (`97.2`, `97.2%`)
 * are taken too. Missing, negative or above 100 is null, never 0: 0 would mean "surely wrong".
 */
export function parseConfidence(raw: unknown): ConfidenceReading {
	const value = toNumber(raw);
	if (value === null || !(value >= 0 && value <= 100)) return MISSING;
	const isPercent = value > 1 || (typeof raw === 'string' && raw.includes('%'));
	return isPercent ? { value: value / 100, wasPercent: true } : { value, wasPercent: false };
}
