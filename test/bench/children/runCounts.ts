/** How often a process of its own sends all its documents. */
export interface RunCounts {
	/** Not measured: V8 compiles meanwhile, as it has long done in an n8n that runs for weeks. */
	warmUpRuns: number;
	/** The median of these is reported. */
	measuredRuns: number;
}
