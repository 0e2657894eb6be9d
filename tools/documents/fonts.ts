import { createRequire } from 'node:module';

/** Files of one family of letters; all of them hold every Vietnamese letter. */
export interface FontFamily {
	readonly regular: string;
	readonly bold: string;
	readonly italic: string;
}

const { resolve } = createRequire(import.meta.url);

function googleFont(packageName: string, name: string): FontFamily {
	const file = (style: string): string =>
		resolve(`@expo-google-fonts/${packageName}/${style}/${name}_${style}.ttf`);
	return { regular: file('400Regular'), bold: file('700Bold'), italic: file('400Regular_Italic') };
}

/** Holds the full-width signs of old headings, which no other family here has. */
export const FULL_WIDTH_FONT = resolve('@expo-google-fonts/kosugi/Kosugi_400Regular.ttf');

/** The shapes of Times New Roman, of Arial, and others that reports are printed in. */
export const FONTS = {
	times: googleFont('tinos', 'Tinos'),
	arial: googleFont('arimo', 'Arimo'),
	roboto: googleFont('roboto', 'Roboto'),
	beVietnam: googleFont('be-vietnam-pro', 'BeVietnamPro'),
	dejavu: {
		regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
		bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
		italic: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf'),
	},
	dejavuSerif: {
		regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSerif.ttf'),
		bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSerif-Bold.ttf'),
		italic: resolve('dejavu-fonts-ttf/ttf/DejaVuSerif-Italic.ttf'),
	},
} as const satisfies Readonly<Record<string, FontFamily>>;
