import path from 'node:path';
import { createLog, newProcessId, runProcess } from '@muster/process';
import { startSimulatorApp } from './app.ts';
import { readSimulatorConfig } from './config.ts';

await runProcess(async () => {
  const config = readSimulatorConfig(process.env);
  const log = createLog({
    level: config.logLevel,
    process: 'slack-simulator',
    processId: newProcessId('slack-simulator'),
  });
  // The build puts the page's files into a folder beside this one.
  return startSimulatorApp({ config, pageDir: path.join(import.meta.dirname, 'page'), log });
});
