/** The sandbox API in a child process, as the scripts start it: one harness for all. */
export { startSandbox } from '../../scripts/host/startSandbox.ts';
export type { Sandbox } from '../../scripts/host/startSandbox.ts';
