/** 0 for black to 1 for white, of a colour like #f1f3f6. */
export function paleness(colour: string): number {
	const value = Number.parseInt(colour.slice(1), 16);
	if (!Number.isFinite(value)) return 0;
	return ((value >> 16) + ((value >> 8) & 255) + (value & 255)) / (3 * 255);
}
