import { FlagError, parseFlags } from '../../../../reader/protocol/parseFlags.ts';

const parse = (...commandLine: string[]) => parseFlags(commandLine, {});

describe('the command line', () => {
	it('has a default for everything', () => {
		expect(parse()).toEqual({
			port: 0,
			apiKey: expect.stringMatching(/^[\w-]{24}$/),
			apiSecret: expect.stringMatching(/^[\w-]{24}$/),
			workers: 2,
			maxPages: 20,
			maxBytes: 50 * 1024 * 1024,
			timeoutMs: 300_000,
			allowedHosts: [],
			exitWithParent: false,
		});
	});

	it('draws another key and secret every time', () => {
		const drawn = [parse(), parse()].flatMap((settings) => [settings?.apiKey, settings?.apiSecret]);
		expect(new Set(drawn).size).toBe(4);
	});

	it('takes every flag', () => {
		const flags =
			'--port 8484 --api-key k --api-secret s:s --workers 3 --max-pages 5 --max-bytes 9';
		const more = '--timeout 7 --allow-hosts A.example,https://b.example/,[::1] --exit-with-parent';
		expect(parse(...`${flags} ${more}`.split(' '))).toEqual({
			port: 8484,
			apiKey: 'k',
			apiSecret: 's:s',
			workers: 3,
			maxPages: 5,
			maxBytes: 9,
			timeoutMs: 7000,
			allowedHosts: ['a.example', 'b.example', '[::1]'],
			exitWithParent: true,
		});
	});

	it('takes key and secret from the environment, and the flags before it', () => {
		const environment = { READER_API_KEY: 'from-env', READER_API_SECRET: 'secret-from-env' };
		expect(parseFlags([], environment)).toMatchObject({
			apiKey: 'from-env',
			apiSecret: 'secret-from-env',
		});
		expect(parseFlags(['--api-key', 'flag'], environment)).toMatchObject({
			apiKey: 'flag',
			apiSecret: 'secret-from-env',
		});
	});

	it('gives way to --help', () => {
		expect(parse('--help')).toBeNull();
	});

	it.each([
		[['--port', '65536'], '--port needs a whole number from 0 to 65535, not "65536"'],
		[['--port=-1'], '--port needs a whole number'],
		[['--workers', '0'], '--workers needs a whole number from 1'],
		[['--workers', '1.5'], '--workers needs a whole number'],
		[['--timeout', ''], '--timeout needs a whole number'],
		[['--max-bytes', '1e3'], '--max-bytes needs a whole number'],
		[['--api-key', 'a:b'], '--api-key needs visible ASCII characters, without a colon'],
		[['--api-secret', 'với dấu'], '--api-secret needs visible ASCII characters'],
		[['--api-key', ''], '--api-key needs visible ASCII characters'],
		[['--allow-hosts', 'a.example:8080,b'], '--allow-hosts needs host names'],
		[['--allow-hosts', 'a.example/path'], '--allow-hosts needs host names'],
		[['--allow-hosts', ''], '--allow-hosts needs host names'],
		[['--synthesize'], '--synthesize'],
		[['report.pdf'], 'report.pdf'],
		[['--port'], '--port'],
	])('refuses %j and says why', (commandLine, message) => {
		const attempt = () => parse(...commandLine);
		expect(attempt).toThrow(FlagError);
		expect(attempt).toThrow(message);
	});
});
