import { Room, SmallFile } from '../../../nodes/ComputerVisionVietnam/document/smallFile';

const MEGABYTE = 1024 * 1024;
/** Long enough for its memory to be worth giving back. */
const LENGTH = 32 * 1024;

/** A stored file that counts how often it is read; each time it gives a block of its own. */
function storeFile(room = new Room(), size = LENGTH) {
	const stored = {
		reads: 0,
		missing: false,
		file: new SmallFile(
			size,
			async () => {
				stored.reads += 1;
				if (stored.missing) throw new Error('gone');
				return Buffer.alloc(LENGTH, 'a');
			},
			room,
		),
	};
	return stored;
}

describe('Room', () => {
	it('takes files until 8 MB are taken, and again what was given back', () => {
		const room = new Room();
		const taken = Array.from({ length: 40 }, () => room.take(MEGABYTE));
		expect(taken.filter((isTaken) => isTaken)).toHaveLength(8);
		expect(room.take(1)).toBe(false);
		room.leave(MEGABYTE);
		expect(room.take(MEGABYTE)).toBe(true);
	});
});

describe('SmallFile', () => {
	it('is read once for the look and for sending', async () => {
		const stored = storeFile();
		stored.file.giveBack(await stored.file.take());
		expect((await stored.file.take()).toString()).toBe('a'.repeat(LENGTH));
		expect(stored.reads).toBe(1);
	});

	it('is read anew for every further try', async () => {
		const stored = storeFile();
		await stored.file.take();
		expect((await stored.file.take()).length).toBe(LENGTH);
		expect(stored.reads).toBe(2);
	});

	it('is not held where there is no room, and its memory is free at once', async () => {
		const stored = storeFile(new Room(), 9 * 1024 * 1024);
		const bytes = await stored.file.take();
		stored.file.giveBack(bytes);
		expect(bytes.byteLength).toBe('transfer' in ArrayBuffer.prototype ? 0 : LENGTH);
		expect((await stored.file.take()).length).toBe(LENGTH);
		expect(stored.reads).toBe(2);
	});

	it('is read ahead once, if there is room', async () => {
		const stored = storeFile();
		stored.file.readAhead();
		stored.file.readAhead();
		expect(stored.reads).toBe(1);
		await stored.file.take();
		expect(stored.reads).toBe(1);
		const tooLarge = storeFile(new Room(), 9 * 1024 * 1024);
		tooLarge.file.readAhead();
		expect(tooLarge.reads).toBe(0);
	});

	it('gives its room back when it is taken', async () => {
		const room = new Room();
		const stored = storeFile(room, 8 * 1024 * 1024);
		stored.file.readAhead();
		expect(room.take(1)).toBe(false);
		await stored.file.take();
		expect(room.take(8 * 1024 * 1024)).toBe(true);
	});

	it('tells of a storage that fails while it is read ahead only when it is taken', async () => {
		const stored = storeFile();
		stored.missing = true;
		stored.file.readAhead();
		await new Promise((resolve) => setImmediate(resolve));
		await expect(stored.file.take()).rejects.toThrow('gone');
		stored.missing = false;
		expect((await stored.file.take()).length).toBe(LENGTH);
	});

	it('can be read as any source', async () => {
		const chunks: Uint8Array[] = [];
		for await (const chunk of storeFile().file.open()) chunks.push(chunk);
		expect(Buffer.concat(chunks).toString()).toBe('a'.repeat(LENGTH));
	});
});
