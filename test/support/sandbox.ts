/** The sandbox API in a child process: one harness for all. */
export { sampleDocuments, startSandbox } from './scriptedApi/startSandboxProcess.ts';
export type { Sandbox } from './scriptedApi/startSandboxProcess.ts';
