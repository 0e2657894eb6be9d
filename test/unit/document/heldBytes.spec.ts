import {
	holdBytes,
	Room,
	SMALL_BYTES,
} from '../../../nodes/ComputerVisionVietnam/document/heldBytes';

describe('Room', () => {
	it('takes small files until 32 MB are taken', () => {
		const room = new Room();
		const taken = Array.from({ length: 40 }, () => room.take(SMALL_BYTES));
		expect(taken.filter((isTaken) => isTaken)).toHaveLength(32);
		expect(room.take(1)).toBe(false);
	});

	it('has no place for a large file, nor for one of unknown length', () => {
		const room = new Room();
		expect(room.take(SMALL_BYTES + 1)).toBe(false);
		expect(room.take(undefined)).toBe(false);
		expect(room.take(SMALL_BYTES)).toBe(true);
	});
});

it('gives held bytes as often as they are asked for', async () => {
	const source = holdBytes(Buffer.from('%PDF-'));
	for (let pass = 0; pass < 2; pass += 1) {
		const chunks: Uint8Array[] = [];
		for await (const chunk of source.open()) chunks.push(chunk);
		expect(Buffer.concat(chunks).toString()).toBe('%PDF-');
	}
	expect(source.size).toBe(5);
});
