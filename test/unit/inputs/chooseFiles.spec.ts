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
