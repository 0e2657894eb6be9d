import { AllowedHosts } from '../../../../reader/protocol/allowedHosts.ts';

describe('hosts that documents may be fetched from', () => {
	const local = new AllowedHosts([]);
	const named = new AllowedHosts(['files.example', '10.0.0.7', 'localhost', '[::1]']);

	it.each([
		'http://127.0.0.1:8080/a.pdf',
		'http://127.9.9.9/',
		'https://localhost/a?b=c',
		'http://LOCALHOST:1/',
		'http://files.localhost/',
		'http://[::1]:99/',
		'http://2130706433/',
		'http://0x7f.1/',
		'http://[::ffff:127.0.0.1]/',
	])('are by themselves this machine: %s', (url) => {
		expect(local.hasUrl(new URL(url))).toBe(true);
	});

	it.each([
		'http://files.example/a.pdf',
		'http://10.0.0.7/',
		'http://169.254.169.254/latest/meta-data',
		'http://0.0.0.0/',
		'http://[::]/',
		'http://[fe80::1]/',
		'http://localhost.example/',
		'http://127.0.0.1.example/',
		'http://notlocalhost/',
		'ftp://127.0.0.1/a.pdf',
		'file:///etc/passwd',
		'data:application/pdf;base64,JVBERg==',
		'http://user:secret@127.0.0.1/',
		'http://user@127.0.0.1/',
	])('are never %s without being named', (url) => {
		expect(local.hasUrl(new URL(url))).toBe(false);
	});

	it('are the named ones and no others', () => {
		expect(named.hasUrl(new URL('https://Files.Example:8443/x'))).toBe(true);
		expect(named.hasUrl(new URL('http://10.0.0.7/x'))).toBe(true);
		expect(named.hasUrl(new URL('http://[::1]/x'))).toBe(true);
		expect(named.hasUrl(new URL('http://127.0.0.1/x'))).toBe(false);
		expect(named.hasUrl(new URL('http://sub.files.example/x'))).toBe(false);
		expect(named.hasUrl(new URL('http://10.0.0.8/x'))).toBe(false);
	});

	it.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])(
		'may be localhost at %s, and no other name may be there',
		(address) => {
			expect(local.hasAddress('localhost', address)).toBe(true);
			expect(named.hasAddress('files.example', address)).toBe(false);
		},
	);

	it.each([
		'169.254.169.254',
		'0.0.0.0',
		'224.0.0.1',
		'255.255.255.255',
		'::',
		'fe80::1',
		'ff02::1',
	])('are nowhere at %s', (address) => {
		expect(named.hasAddress('files.example', address)).toBe(false);
		expect(named.hasAddress('localhost', address)).toBe(false);
	});

	it.each(['10.1.2.3', '192.168.1.1', '203.0.113.9', '2001:db8::1', 'fd00::1'])(
		'may be %s when they are named, also in a network of one’s own',
		(address) => {
			expect(named.hasAddress('files.example', address)).toBe(true);
			expect(local.hasAddress('localhost', address)).toBe(false);
		},
	);
});
