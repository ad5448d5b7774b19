import { runProcess } from '@muster/process';
import { startSocketWorker } from './app.ts';
import { readSocketWorkerConfig } from './config.ts';

await runProcess(async () => startSocketWorker(readSocketWorkerConfig(process.env)));
