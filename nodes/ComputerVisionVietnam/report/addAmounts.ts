/** Finer than anything that is printed; what lies beyond is noise of binary fractions. */
const DECIMALS = 6;

/** Adds two amounts: whole numbers exactly, decimals without the noise of binary fractions. */
export function addAmounts(left: number, right: number): number {
	const sum = left + right;
	return Number.isInteger(sum) ? sum : Number(sum.toFixed(DECIMALS));
}

/** Whether two sums of money agree, to the hundredth of the printed unit. */
export const isSameAmount = (left: number, right: number): boolean =>
	Math.abs(left - right) < 0.005;
