import { pixels } from './condition.ts';
import type { Condition } from './condition.ts';
import { addNoise, addSpecks, blur, fade, grey, tilt, turn } from './effects.ts';
import { dayLight, lampLight, photo, photographScreen } from './photos.ts';
import { fax, scan } from './scans.ts';
import { stampOn } from './stamp.ts';

/** Every way in which the invented reports are sent. */
export const CONDITIONS: readonly Condition[] = [
	{
		name: 'digital',
		says: 'the PDF itself, with its text',
		send: async ({ name, pdf, pages }) =>
			await Promise.resolve({ fileName: `${name}.pdf`, bytes: pdf, pages }),
	},
	pixels(
		'scan300',
		'scan of 300 dpi in grey',
		300,
		async (page, random) => await scan(page, random),
	),
	pixels(
		'scan200',
		'scan of 200 dpi in grey',
		200,
		async (page, random) => await scan(page, random),
	),
	pixels(
		'fax',
		'fax in fine mode: 204 by 196 dpi, black and white',
		204,
		fax,
		{ kind: 'png' },
		{ x: 204, y: 196 },
	),
	pixels(
		'jpeg40',
		'200 dpi, JPEG of quality 40',
		200,
		async (page, random) => await tilt(page, random.real(-0.3, 0.3)),
		{ kind: 'jpeg', quality: 40 },
	),
	pixels('tilt', '200 dpi, laid on the glass 2 to 4 degrees askew', 200, async (page, random) =>
		addNoise(await tilt(await grey(page), random.real(2, 4) * random.pick([-1, 1])), 3, random),
	),
	pixels(
		'turned90',
		'200 dpi, turned by 90 degrees',
		200,
		async (page, random) => await turn(await scan(page, random), random.pick([90, 270] as const)),
	),
	pixels(
		'turned180',
		'200 dpi, upside down',
		200,
		async (page, random) => await turn(await scan(page, random), 180),
	),
	pixels('blur', '200 dpi, out of focus', 200, async (page, random) =>
		addNoise(await blur(await grey(page), random.real(1, 1.4)), 2, random),
	),
	pixels('noise', '200 dpi, faint ink on grey, grainy, with specks', 200, async (page, random) =>
		addSpecks(
			addNoise(fade(await scan(page, random), 70, 235), random.real(14, 20), random),
			0.001,
			random,
		),
	),
	pixels(
		'stamp',
		'300 dpi in colour, stamped and signed over the tables',
		300,
		async (page, random) =>
			addNoise(await tilt(await stampOn(page, 300, random), random.real(-0.5, 0.5)), 2, random),
	),
	photo('photoDay', 'photo by a window', 0.9, 0.012, dayLight),
	photo(
		'photoLamp',
		'photo under a lamp, seen from the side, the sheet a little bent',
		0.86,
		0.028,
		lampLight,
	),
	pixels('screenPhoto', 'photo of a screen', 200, photographScreen, { kind: 'jpeg', quality: 80 }),
];

/** The condition of that name; throws where there is none. */
export function conditionNamed(name: string): Condition {
	const condition = CONDITIONS.find((candidate) => candidate.name === name);
	if (!condition) {
		throw new Error(
			`No condition ${name}; there are ${CONDITIONS.map((each) => each.name).join(', ')}`,
		);
	}
	return condition;
}
