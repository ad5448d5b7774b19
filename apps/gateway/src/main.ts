import path from 'node:path';
import { runProcess } from '@muster/process';
import { startGateway } from './app.ts';
import { readGatewayConfig } from './config.ts';

// The build puts the console beside the gateway: `dist/gateway/main.js`, `dist/console/index.html`.
const consoleDir = path.resolve(import.meta.dirname, '..', 'console');

await runProcess(async () => startGateway(readGatewayConfig(process.env), consoleDir));
