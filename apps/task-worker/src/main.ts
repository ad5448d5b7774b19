import { runProcess } from '@muster/process';
import { startTaskWorker } from './app.ts';
import { readTaskWorkerConfig } from './config.ts';

await runProcess(async () => startTaskWorker(readTaskWorkerConfig(process.env)));
