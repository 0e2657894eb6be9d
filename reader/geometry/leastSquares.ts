/**
 * The weights that bring the weighted sums of each row closest to its value; null where the rows
 * do not determine them.
 */
export function leastSquares(
	rows: readonly (readonly number[])[],
	values: readonly number[],
): number[] | null {
	const size = rows[0]?.length ?? 0;
	const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
	for (const [index, row] of rows.entries()) {
		for (let line = 0; line < size; line += 1) {
			for (let column = 0; column < size; column += 1) {
				matrix[line]![column]! += row[line]! * row[column]!;
			}
			matrix[line]![size]! += row[line]! * values[index]!;
		}
	}
	return solve(matrix);
}

/** Gauss with pivots, of equations written as rows with their value last. */
export function solve(matrix: Float64Array[]): number[] | null {
	const size = matrix.length;
	for (let step = 0; step < size; step += 1) {
		let pivot = step;
		for (let row = step + 1; row < size; row += 1) {
			if (Math.abs(matrix[row]![step]!) > Math.abs(matrix[pivot]![step]!)) pivot = row;
		}
		if (Math.abs(matrix[pivot]![step]!) < 1e-9) return null;
		[matrix[step], matrix[pivot]] = [matrix[pivot]!, matrix[step]!];
		for (let row = 0; row < size; row += 1) {
			if (row === step) continue;
			const factor = matrix[row]![step]! / matrix[step]![step]!;
			if (factor === 0) continue;
			for (let column = step; column <= size; column += 1) {
				matrix[row]![column]! -= factor * matrix[step]![column]!;
			}
		}
	}
	return matrix.map((row, index) => row[size]! / row[index]!);
}
