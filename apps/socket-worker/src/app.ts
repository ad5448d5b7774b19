import { hostname } from 'node:os';
import type { Log } from '@muster/fleet';
import { announcePresence, createLeaseKeeper, createLeaseStore } from '@muster/leases';
import { createLog, newProcessId, type Running, systemClock, systemRandom } from '@muster/process';
import { createBell } from '@muster/queue';
import { createConnector } from '@muster/slack/connection';
import { createSlackWeb } from '@muster/slack/web';
import { openStore } from '@muster/store';
import type { SocketWorkerConfig } from './config.ts';
import { createDeathWatch } from './deaths/death-watch.ts';
import { waitForSuccessors } from './drain.ts';
import { createEars } from './envelopes/ears.ts';
import { checkInstallations } from './installations/check-installations.ts';
import { createAppTokens } from './slots/app-tokens.ts';
import { createSlotRecorder } from './slots/slot-recorder.ts';
import { createSlotTable, type SlotTable } from './slots/slot-table.ts';

/** How many connections a worker takes: at 150 KB each about 300 MB. */
const CAPACITY = 2_000;
/** How long a stop waits for connections to close. */
const CLOSE_DEADLINE_MS = 5_000;

/** Starts a socket worker: it holds the connections it is assigned and stores what it hears. It waits for what is away. */
export async function startSocketWorker(config: SocketWorkerConfig) {
  const id = newProcessId('socket-worker');
  const clock = systemClock;
  const log = createLog({ level: config.LOG_LEVEL, process: 'socket-worker', processId: id });
  const { store, web, connector, bell, leases, closeAll } = openOutside(config, id, log);

  const ears = createEars({ store, web, bell, clock, log });
  const recorder = createSlotRecorder(store.slots, id, clock, log);
  const { deaths } = store;
  const dataDir = config.MUSTER_DATA_DIR;
  const deathWatch = createDeathWatch({ dataDir, processId: id, deaths, leases, clock, log });
  const since = new Date(clock.wallMs()).toISOString();
  const self = { id, pid: process.pid, host: hostname(), since };
  const keeper = createLeaseKeeper({
    store: leases,
    worker: { ...self, capacity: CAPACITY, isQuarantine: config.MUSTER_QUARANTINE },
    inventory: () => table.inventory(),
    unackedMs: ears.unackedMs,
    onAssignments: (assignments) => table.assign(assignments),
    clock,
    log,
  });
  const table: SlotTable = createSlotTable({
    workerId: id,
    tokens: createAppTokens({
      apps: store.apps,
      checkInstallations: (appId) =>
        checkInstallations({ web, installations: store.installations, clock, log }, appId),
      clock,
      log,
    }),
    connector,
    mayOpen: () => keeper.isCurrent(),
    onEnvelope: (envelope, appId) => deathWatch.during(envelope, appId, ears.onEnvelope),
    onGarbage: ears.onGarbage,
    successors: (slots) => keeper.successors(slots),
    onSlot({ slot, epoch, state, detail, liveSince, retryAt }, isClosed) {
      keeper.report(slot, epoch, isClosed ? 'closed' : state, detail);
      const shown = { detail: detail || null, liveSince, retryAt };
      recorder.record(slot, { epoch, state: isClosed ? 'down' : state, ...shown });
    },
    clock,
    log,
  });
  keeper.start();
  const retries = leases.onRetry((slot) => table.retry(slot));
  const presence = announcePresence({
    store: leases,
    process: () => ({ kind: 'socket-worker', ...self, details: ears.counts() }),
    clock,
    log,
  });
  log.info({}, 'started');

  return {
    log,
    onFatal: deathWatch.blame,
    async stop() {
      keeper.drain();
      retries.cancel();
      const held = () => table.inventory().length;
      await waitForSuccessors({
        workerId: id,
        isQuarantine: config.MUSTER_QUARANTINE,
        held,
        fleet: () => leases.fleet(),
        clock,
        log,
      });
      // What is still held moves at once, while it is heard here for another second.
      await keeper.stop();
      await Promise.race([table.closeAll(), clock.sleep(CLOSE_DEADLINE_MS)]);
      await Promise.all([recorder.stop(), ears.stop(), presence.stop(), deathWatch.stop()]);
      await closeAll();
    },
  } satisfies Running & { log: unknown };
}

/** What the worker speaks to. Nothing connects before it is used; `closeAll` comes last. */
function openOutside(config: SocketWorkerConfig, processId: string, log: Log) {
  const clock = systemClock;
  const redis = { redisUrl: config.REDIS_URL, prefix: config.MUSTER_REDIS_PREFIX };
  const store = openStore({
    databaseUrl: config.DATABASE_URL,
    keys: config.MUSTER_KEYS,
    clock,
    log,
    processId,
  });
  const web = createSlackWeb({ apiUrl: config.SLACK_API_URL, clock });
  const connector = createConnector({ apiUrl: config.SLACK_API_URL, clock, random: systemRandom });
  const bell = createBell({ ...redis, clock, log });
  const leases = createLeaseStore({ url: redis.redisUrl, prefix: redis.prefix, log, clock });
  return {
    store,
    web,
    connector,
    bell,
    leases,
    async closeAll() {
      await Promise.all([connector.close(), web.close(), bell.close(), leases.close()]);
      await store.close();
    },
  };
}
