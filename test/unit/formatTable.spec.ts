import { formatTable } from '../../scripts/formatTable.ts';

test('aligns text to the left and numbers to the right', () => {
	const rows = [
		{ bank: 'Ngân hàng Mẫu', total: 5 },
		{ bank: 'Hai', total: 1250 },
	];
	expect(formatTable(['bank', 'total'], rows)).toEqual([
		'bank           total',
		'─────────────  ─────',
		'Ngân hàng Mẫu      5',
		'Hai             1250',
	]);
});

test('shows null and a missing column as a dash, and 0 as 0', () => {
	const [, , first, second] = formatTable(['a', 'b'], [{ a: null, b: 0 }, { b: 12 }]);
	expect([first, second]).toEqual(['-   0', '-  12']);
});

test('composes accents, so that a column of Vietnamese text stays straight', () => {
	const decomposed = 'Địa chỉ'.normalize('NFD');
	const [, rule] = formatTable(['x'], [{ x: decomposed }]);
	expect(rule).toHaveLength('Địa chỉ'.normalize('NFC').length);
});

test('cuts long text and shows lists as JSON', () => {
	const [, , line] = formatTable(['x'], [{ x: ['a'.repeat(60)] }]);
	expect(line).toMatch(/^\["a+…$/);
	expect(line).toHaveLength(44);
});
