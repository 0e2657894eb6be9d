import { buildUrl } from '../../../nodes/ComputerVisionVietnam/api/call.ts';

describe('buildUrl', () => {
	const url = { formatType: 'url', url: 'https://x.example/á?a=1&b=%2F#c' } as const;
	const file = { formatType: 'file', url: null } as const;

	it('encodes the whole address of a document, so that its & stays its own', () => {
		const built = buildUrl('https://api.example', url, { includeImages: false });
		expect(built).toBe(
			'https://api.example?img=https%3A%2F%2Fx.example%2F%C3%A1%3Fa%3D1%26b%3D%252F%23c&format_type=url&get_thumb=false',
		);
		expect(new URL(built).searchParams.get('img')).toBe('https://x.example/á?a=1&b=%2F#c');
	});

	it('asks for images only where they are wanted', () => {
		expect(buildUrl('u', file, { includeImages: true })).toBe('u?format_type=file&get_thumb=true');
		expect(buildUrl('u', file, { includeImages: false })).toBe(
			'u?format_type=file&get_thumb=false',
		);
	});

	it('sends the check sum of the item', () => {
		const settings = { includeImages: true, checkSum: 'run & co' };
		expect(buildUrl('u', file, settings)).toBe(
			'u?format_type=file&get_thumb=true&check_sum=run%20%26%20co',
		);
		expect(buildUrl('u', file, { ...settings, checkSum: 'đ' })).toContain('check_sum=%C4%91');
	});

	it('survives text that no address can hold', () => {
		const broken = { ...url, url: 'https://x.example/\ud800' };
		expect(buildUrl('u', broken, { includeImages: false })).toContain('%EF%BF%BD');
	});
});
