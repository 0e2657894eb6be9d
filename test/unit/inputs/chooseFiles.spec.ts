import { chooseFiles } from '../../../nodes/ComputerVisionVietnam/inputs/chooseFiles.ts';

describe('chooseFiles', () => {
	const FIELDS = ['data', 'attachment_0', 'attachment_1', 'a.b', 'x,y', 'data2'];
	const filesOf = (fields: readonly string[]) =>
		Object.fromEntries(fields.map((field) => [field, { data: field, mimeType: 'a/b' }]));

	function chosen(parameter: unknown): string[] {
		const choice = chooseFiles(parameter, filesOf(FIELDS));
		if (choice.kind !== 'files') return [];
		return choice.files.map(({ field, named }) => (named ? field : `~${field}`));
	}

	it.each([
		['data', ['data']],
		['nowhere', ['nowhere']],
		['data2, data', ['data2', 'data']],
		['attachment_*', ['~attachment_0', '~attachment_1']],
		['*_1,attachment_*', ['~attachment_1', '~attachment_0']],
		['attachment_1,attachment_*', ['attachment_1', '~attachment_0']],
		['attachment_*,attachment_1', ['~attachment_0', 'attachment_1']],
		['data,data', ['data']],
		['a.*', ['~a.b']],
		['x,y', ['x,y']],
		['*', ['~data', '~attachment_0', '~attachment_1', '~a.b', '~x,y', '~data2']],
		['z*', []],
		['d*a', ['~data']],
		['data*data', []],
		['a*_*_*', []],
		['**t*_**1', ['~attachment_1']],
		[' , ,', []],
	])('reads %j', (parameter, expected) => {
		expect(chosen(parameter)).toEqual(expected);
	});

	describe('files by themselves', () => {
		const chooseIn = (parameter: unknown, files: Record<string, unknown>) => {
			const choice = chooseFiles(parameter, files);
			return choice.kind === 'files' ? choice.files : choice;
		};
		const stored = { id: 'filesystem:1', mimeType: 'application/pdf' };
		const kept = { data: 'JVBE', mimeType: 'application/pdf', fileSize: '3 B' };
		const { data: _data, ...withoutBytes } = kept;

		it.each([
			['of the storage', { ...stored }, { a: kept, b: stored }],
			['with its bytes', { ...kept }, { a: stored, b: kept }],
			['without its bytes', withoutBytes, { a: stored, b: kept }],
		])('a copy %s is the field’s own', (_what, copy, files) => {
			expect(chooseIn(copy, files)).toEqual([{ field: 'b', named: true, value: files.b }]);
		});

		it('a copy without bytes that may be of two files is none of them', () => {
			const files = { a: kept, b: { ...kept, data: 'JVBF' } };
			expect(chooseIn(withoutBytes, files)).toEqual([
				{ field: 'a', named: true, value: withoutBytes },
			]);
		});

		it('a file of another item stays itself', () => {
			const other = { ...stored, id: 'filesystem:2' };
			expect(chooseIn([other, 'a'], { a: stored })).toEqual([
				{ field: 'binaryPropertyName', named: true, value: other },
				{ field: 'a', named: true, value: stored },
			]);
		});

		it('is chosen once, however it is asked for', () => {
			const asked = [{ ...stored }, 'a', '*', { ...stored }];
			expect(chooseIn(asked, { a: stored })).toHaveLength(1);
		});
	});

	it.each([
		[[], { kind: 'noName' }],
		[null, { kind: 'notAName', holds: 'nothing (null)' }],
		[['data', 5n], { kind: 'notAName', holds: 'a bigint' }],
		[{ some: 1 }, { kind: 'notAName', holds: 'an object' }],
		[Buffer.from('data'), { kind: 'notAName', holds: 'a Buffer object' }],
		['', { kind: 'noName' }],
		[['data', ' '], { kind: 'notAName', holds: 'an empty text' }],
	])('says what %j holds', (parameter, expected) => {
		expect(chooseFiles(parameter, filesOf(FIELDS))).toEqual(expected);
	});

	it.each([
		['ba\u0301o', 'b\u00e1o'],
		['b\u00e1o\u200b', 'b\u00e1o'],
		['b\u00e1o c\u00e1o', 'b\u00e1o\u00a0c\u00e1o'],
		['b\u00e1*', 'ba\u0301o'],
	])('%j finds %j: they look the same', (name, field) => {
		expect(chooseFiles(name, filesOf([field]))).toMatchObject({ files: [{ field }] });
	});

	it('takes signs of regular expressions as they are', () => {
		expect(chooseFiles('(a+)*[', filesOf(['aaa', '(a+)x[']))).toMatchObject({
			kind: 'files',
			files: [{ field: '(a+)x[', named: false }],
		});
	});

	it('is not held up by a pattern of many stars', () => {
		const startedAt = performance.now();
		chooseFiles(`${'*a'.repeat(12)}*b`, filesOf(['a'.repeat(40)]));
		expect(performance.now() - startedAt).toBeLessThan(500);
	});
});
