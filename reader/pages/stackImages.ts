import sharp from 'sharp';

/** Images below each other in one, as a PNG; the widest tells the width. */
export async function stackImages(images: readonly Buffer[]): Promise<Buffer> {
	const sizes: { input: Buffer; width: number; height: number }[] = [];
	for (const input of images) {
		const { width = 0, height = 0 } = await sharp(input).metadata();
		sizes.push({ input, width, height });
	}
	let top = 0;
	const layers = sizes.map(({ input, height }) => {
		const layer = { input, left: 0, top };
		top += height;
		return layer;
	});
	const width = Math.max(...sizes.map((size) => size.width));
	return await sharp({ create: { width, height: top, channels: 3, background: '#fff' } })
		.composite(layers)
		.png()
		.toBuffer();
}
