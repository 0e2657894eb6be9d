import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';

const require = createRequire(import.meta.url);

/** Letters that are known: Vietnamese ones, or English ones, which is surer with figures. */
export type Script = 'vie' | 'eng';

/** A piece of a page with one line in it, dark on white, to be read in one way. */
export interface Crop {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array;
	readonly script: Script;
}

/** What a piece was read as. */
export interface CropReading {
	/** NFC, single spaces; empty where nothing was read. */
	readonly text: string;
	/** 0..1, the engine's own opinion, which is no measure of truth. */
	readonly certainty: number;
}

interface Engine {
	Init(path: null, language: string, mode: number): number;
	SetPageSegMode(mode: number): void;
	SetImageFile(exif: number, angle: number): number;
	GetUTF8Text(): string;
	MeanTextConf(): number;
}

interface Core {
	readonly FS: { writeFile(path: string, data: Uint8Array): void };
	readonly TessBaseAPI: new () => Engine;
}

type LoadCore = (options: {
	readonly print: (line: string) => void;
	readonly printErr: (line: string) => void;
}) => Promise<Core>;

/** Mode of the recognizer (neural lines only) and of page segmentation (one line, as it is cut). */
const NEURAL = 1;
const RAW_LINE = 13;

/** The build with relaxed SIMD, where the machine has it; both read the same. */
async function loadCore(): Promise<Core> {
	const silence = (): void => undefined;
	const options = { print: silence, printErr: silence };
	const load = (build: string): Promise<Core> => {
		const core = require(`tesseract.js-core/tesseract-core-${build}.js`) as LoadCore;
		return core(options);
	};
	return await load('relaxedsimd-lstm').catch(() => load('simd-lstm'));
}

function loadEngine(core: Core, script: Script): Engine {
	const file = require.resolve(
		`@tesseract.js-data/${script}/4.0.0_best_int/${script}.traineddata.gz`,
	);
	core.FS.writeFile(`./${script}.traineddata`, gunzipSync(readFileSync(file)));
	const engine = new core.TessBaseAPI();
	if (engine.Init(null, script, NEURAL) !== 0) throw new Error(`no letters for ${script}`);
	engine.SetPageSegMode(RAW_LINE);
	return engine;
}

const core = await loadCore();
const engines = { vie: loadEngine(core, 'vie'), eng: loadEngine(core, 'eng') };

/** Reads pieces one after the other. Runs in a thread of its own, which holds one engine. */
export default function readCrops(crops: readonly Crop[]): CropReading[] {
	return crops.map(({ width, height, data, script }) => {
		const header = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
		core.FS.writeFile('/input', Buffer.concat([header, data]));
		const engine = engines[script];
		if (engine.SetImageFile(1, 0) !== 0) return { text: '', certainty: 0 };
		const text = engine.GetUTF8Text().normalize('NFC').replace(/\s+/gu, ' ').trim();
		return { text, certainty: engine.MeanTextConf() / 100 };
	});
}
