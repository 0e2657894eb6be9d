/** Told about what a long step is doing; the text replaces the one before it. */
export type Tell = (detail: string) => void;

/** Shows a person that something goes on. */
export interface Progress {
	/** Runs one step under a title and shows that it goes on until it ends. */
	readonly step: <T>(title: string, work: (tell: Tell) => Promise<T>) => Promise<T>;
}

/** Shows nothing, for tests. */
export const quietProgress: Progress = {
	step: async (_title, work) => await work(() => undefined),
};
