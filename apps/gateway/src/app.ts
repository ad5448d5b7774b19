import { hostname } from 'node:os';
import { announcePresence, createLeaseStore } from '@muster/leases';
import {
  createLog,
  createMetrics,
  newProcessId,
  type RunningProcess,
  systemClock,
  watchReadiness,
} from '@muster/process';
import { createBell } from '@muster/queue';
import { createSlackOAuth } from '@muster/slack/oauth';
import { createSlackWeb } from '@muster/slack/web';
import { openStore } from '@muster/store';
import type { GatewayConfig } from './config.ts';
import type { Settling } from './parts.ts';
import { gatewayNeeds } from './routes/health-routes.ts';
import { buildServer } from './server.ts';
import { settleEnvironment } from './startup/settle-environment.ts';

/** A person waits for these calls, so they may take longer than the bot's own. */
const SLACK_TIMEOUT_MS = 8_000;

/**
 * Starts the gateway: it listens at once and says through `/readyz` when it can serve. Postgres, Redis and Slack
 * may be away, now or later. `url` is where it listens.
 */
export async function startGateway(
  config: GatewayConfig,
  consoleDir: string,
): Promise<RunningProcess & { readonly url: string }> {
  const clock = systemClock;
  const id = newProcessId('gateway');
  const log = createLog({ level: config.logLevel, process: 'gateway', processId: id });
  const metrics = createMetrics({ process: 'gateway', processId: id });
  const { databaseUrl, redisUrl, redisPrefix: prefix, keys, slackApiUrl: apiUrl } = config;
  const store = openStore({ databaseUrl, keys, clock, log, processId: id });
  const fleet = createLeaseStore({ url: redisUrl, prefix, log, clock });
  const bell = createBell({ redisUrl, prefix, clock, log });
  const slackWeb = createSlackWeb({ apiUrl, clock, timeoutMs: SLACK_TIMEOUT_MS });
  const slackOAuth = createSlackOAuth({ apiUrl, timeoutMs: SLACK_TIMEOUT_MS });
  let settling: Settling = { isAppSaved: false, botTokenTrouble: null };
  const parts = {
    id,
    config,
    consoleDir,
    store,
    fleet,
    bell,
    slackWeb,
    slackOAuth,
    metrics,
    settling: () => settling,
    clock,
    log,
  };
  const server = await buildServer(parts);
  const url = await server.listen({ host: config.host, port: config.port });
  log.info({ url, publicUrl: config.publicUrl }, 'gateway listens');

  const since = new Date(clock.wallMs()).toISOString();
  const self = { kind: 'gateway' as const, id, pid: process.pid, host: hostname(), since };
  const readiness = watchReadiness({ needs: gatewayNeeds(parts), metrics, clock, log });
  const presence = announcePresence({
    store: fleet,
    process: () => ({ ...self, details: { missing: readiness.missing().join(' ') } }),
    snapshot: metrics.snapshot,
    clock,
    log,
  });
  const stopping = new AbortController();
  const settled = settleEnvironment(
    parts,
    (change) => {
      settling = { ...settling, ...change };
    },
    stopping.signal,
  );

  return {
    log,
    url,
    ready: readiness.once,
    async stop() {
      readiness.stop();
      stopping.abort();
      await settled;
      await presence.stop();
      await server.close();
      await slackWeb.close();
      await bell.close();
      await fleet.close();
      await store.close();
    },
  };
}
