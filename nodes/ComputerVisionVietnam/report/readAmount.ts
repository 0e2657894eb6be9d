import { parseAmount } from './amount';
import type { Cell } from './cell';
import type { Ledger } from './ledger';
import { read, type Reading } from './reading';

/** Reads a cell's amount in the chosen unit, and tells the ledger what it says about units. */
export function readAmount(cell: Cell, ledger: Ledger): Reading<number> {
	const reading = parseAmount(cell.number ?? cell.text, ledger.context.amounts);
	if (reading.kind !== 'value') return reading;
	const { value, printedUnit } = reading.value;
	ledger.addAmount(value, printedUnit);
	return read(value);
}
