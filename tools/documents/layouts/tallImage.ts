import type { Layout } from './layout.ts';
import { today } from './today.ts';

/** Someone has put the pages one below the other into one picture. */
export const tallImage: Layout = {
	...today,
	name: 'tallImage',
	says: 'several pages in one tall picture',
	isOneImage: true,
};
