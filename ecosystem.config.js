// The processes, for PM2: started by "npm start", or by hand with "npm run build && npx pm2 start ecosystem.config.js"
// in an environment that has the variables of the README. The same processes in containers: docker-compose.yml.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;
const dataDir = path.resolve(root, process.env.MUSTER_DATA_DIR || '.data');
const logDir = path.join(dataDir, 'logs');
mkdirSync(logDir, { recursive: true, mode: 0o711 });

/** One kind of process. `countName` is the variable that says how many of it run; what else it is told is in `more`. */
function processes(name, countName, defaultCount, { program = name, ...more } = {}) {
  const logFile = path.join(logDir, `${name}.log`);
  return {
    name,
    script: path.join(root, 'dist', program, 'main.js'),
    cwd: root,
    instances: Number((countName && process.env[countName]) || defaultCount),
    exec_mode: 'fork',
    // What dies comes back, for ever; only a bad configuration (exit code 2) will not get better by itself.
    autorestart: true,
    max_restarts: 1_000_000_000,
    restart_delay: 100,
    stop_exit_codes: [2],
    // Ready once it can serve. One that waits longer, for a Postgres that is away, is counted as up and goes on waiting.
    wait_ready: true,
    listen_timeout: 15_000,
    // A worker hands over its connections within 30 s.
    kill_timeout: 35_000,
    merge_logs: true,
    out_file: logFile,
    error_file: logFile,
    // Nothing of PM2's own inside the processes.
    pmx: false,
    automation: false,
    vizion: false,
    ...more,
  };
}

/** For PM2 no instances would mean one for each processor. */
function isAny({ instances }) {
  return instances > 0;
}

export const apps = [
  processes('gateway', null, 1),
  processes('coordinator', 'MUSTER_COORDINATORS', 1),
  processes('socket-worker', 'MUSTER_SOCKET_WORKERS', 2, { env: { MUSTER_QUARANTINE: 'false' } }),
  // For apps that processes die of, so that no others go with them.
  processes('quarantine-worker', 'MUSTER_QUARANTINE_WORKERS', 1, {
    program: 'socket-worker',
    env: { MUSTER_QUARANTINE: 'true' },
  }),
  processes('task-worker', 'MUSTER_TASK_WORKERS', 2),
  // The local Slack, where one was set up: "npm start" does so while there are no Slack credentials.
  ...(process.env.MUSTER_SIMULATOR_SEED ? [processes('slack-simulator', null, 1)] : []),
].filter(isAny);
