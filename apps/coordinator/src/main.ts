import { runProcess } from '@muster/process';
import { startCoordinator } from './app.ts';
import { readCoordinatorConfig } from './config.ts';

await runProcess(async () => startCoordinator(readCoordinatorConfig(process.env)));
