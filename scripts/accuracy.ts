import { buildNode } from './host/packNode.ts';
import { consoleStep } from './host/progress.ts';

await consoleStep('Building the node', buildNode);
// n8n's packages have to be known as what they are before anything imports them.
await import('../tools/accuracy/loadN8nAsCommonJs.ts');
await import('../tools/measureAccuracy.ts');
