import { letterHeight } from '../../reader/geometry/inkLines.ts';
import { around } from '../../reader/geometry/textRows.ts';
import { describeMark, markFrame } from '../../reader/ocr/markWindow.ts';
import { placeLetters } from '../../reader/ocr/placeLetters.ts';
import { signBoxes } from '../../reader/ocr/signWindow.ts';
import { markOf, possibleMarks, withMark } from '../../reader/ocr/vowelMarks.ts';
import type { Random } from '../documents/random.ts';
import { drawPage, shapesOf } from './drawSamples.ts';
import type { Sample } from './network.ts';

const ONSETS = (
	',b,c,ch,d,đ,g,gh,h,k,kh,l,m,n,ng,ngh,nh,p,ph,qu,r,s,t,th,tr,v,x' + ',ch,th,nh,tr,l,m,t,h,b,đ'
).split(',');
const CODAS = ',,,,c,ch,m,n,ng,nh,p,t,i,o,u,y'.split(',');
const VOWELS = [...'aăâeêioôơuưy'];

/** Tones that MARKS has of each shape, the first of them none. */
const TONES = 5;

/** Upper parts of vowels of one page, each with its place in MARKS. */
export async function drawMarkSamples(fonts: readonly string[], random: Random): Promise<Sample[]> {
	const dpi = random.pick([150, 170, 185, 200, 200, 200, 215, 230, 250]);
	const page = await drawPage({ fonts, dpi, inventText: inventSyllables }, random);
	const { gray, shapes, printed, scale } = page;
	const usual = letterHeight(shapes, page.dpi);
	return printed.flatMap((item): Sample[] => {
		const { inside } = shapesOf(shapes, item, scale);
		const run = { shapes: inside, box: around(inside.map(({ box }) => box)) };
		const frame = markFrame(gray, run, usual);
		const places = frame && placeLetters(signBoxes(inside), item.text);
		if (!frame || !places) return [];
		return places
			.filter(({ letter }) => possibleMarks(letter).length > 0)
			.map((place) => ({
				values: describeMark(gray, place, frame),
				label: markOf(place.letter),
			}));
	});
}

/** Three syllables of any sounds, in the three ways of capitals. */
function inventSyllables(random: Random): string {
	const style = random.pick(['title', 'title', 'lower', 'upper']);
	const syllable = (): string => {
		const vowel = random.pick(VOWELS);
		const mark = random.pick(possibleMarks(vowel).filter((place) => isShaped(vowel, place)));
		const hasDot = mark % TONES === 0 && random.chance(0.25);
		const marked = withMark(vowel, mark).normalize('NFD') + (hasDot ? '\u0323' : '');
		const second = random.chance(0.25) ? random.pick(['i', 'u', 'o', 'a', 'y']) : '';
		return `${random.pick(ONSETS)}${marked}${second}${random.pick(CODAS)}`.normalize('NFC');
	};
	return Array.from({ length: 3 }, () => {
		const text = syllable();
		if (style === 'upper') return text.toLocaleUpperCase('vi');
		return style === 'lower' ? text : text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
	}).join(' ');
}

/** The vowel's own shape stays: its circumflex, its breve or neither. */
function isShaped(vowel: string, place: number): boolean {
	return Math.floor(markOf(vowel) / TONES) === Math.floor(place / TONES);
}
