/** `1-3,7` as 1, 2, 3, 7; throws where it is no such list. */
export function parseSeeds(text: string): number[] {
	return text.split(',').flatMap((part) => {
		const range = /^(\d+)(?:-(\d+))?$/.exec(part);
		const [first, last] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
		if (!(first <= last)) throw new Error(`No range of seeds: ${part}`);
		return Array.from({ length: last - first + 1 }, (_, index) => first + index);
	});
}
