import { createMetrics } from '@muster/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '../../../../scenarios/support/fleet-picture.ts';
import { EMPTY_FLEET, type GatewayBench, install, openBench } from '../testing/gateway-bench.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe('health', () => {
  it('is alive whatever is away', async () => {
    bench.fleet = null;
    expect((await bench.server.inject('/healthz')).statusCode).toBe(200);
  });

  it('is ready only while Postgres and Redis answer', async () => {
    bench.fleet = null;
    const away = await bench.server.inject('/readyz');
    expect([away.statusCode, away.json()]).toMatchObject([
      503,
      { ready: false, postgres: true, redis: false },
    ]);
    bench.fleet = EMPTY_FLEET;
    expect((await bench.server.inject('/readyz')).statusCode).toBe(200);
  });

  it('is not ready before the shared app is saved', async () => {
    const early = await openBench({
      parts: { settling: () => ({ isAppSaved: false, botTokenTrouble: null }) },
    });
    expect((await early.server.inject('/readyz')).json()).toMatchObject({ ready: false, settled: false });
    await early.close();
  });

  it('tells Prometheus of the fleet and of its own requests, without ids or codes in labels', async () => {
    bench.fleet = { ...pictureOf(['live', 'down']), staleTerms: 2 };
    const { id: installationId } = await install(bench, 'metric', { teamId: 'TMETRIC' });
    await bench.store.outbox.addMessage({ installationId, channel: 'C1', text: 'Hi', sinceTs: '1.0' });
    const { body, headers } = await bench.server.inject('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    for (const line of [
      'muster_assigned_slots{state="live"} 1',
      'muster_assigned_slots{state="down"} 1',
      'muster_processes{kind="socket-worker"} 2',
      'muster_leaders 1',
      'muster_stale_terms_total 2',
      'muster_queue_lanes{state="waiting"} 3',
      'muster_unsent_replies 1',
      'muster_inbox_age_seconds 0',
      'muster_dead_letters{kind="command"} 0',
      'muster_workspaces_silent 0',
      'muster_poison_apps 0',
      'muster_part_up{part="postgres"} 1',
    ])
      expect(body).toContain(`${line}\n`);
    expect(body).toMatch(/muster_workspaces\{status="active"\} 1\n/);
    expect(body).toMatch(/muster_installs_total\{outcome="created",.*\} 1/);
    expect(body).toMatch(
      /muster_http_request_seconds_count\{.*route="\/slack\/oauth_redirect",status="302".*\} 1/,
    );
    expect(body).not.toContain('metric&');
  });

  it('tells Prometheus what every other process measured, and its own once', async () => {
    bench.fleet = pictureOf(['live']);
    const worker = createMetrics({ process: 'socket-worker', processId: 'w-1', runtime: false });
    worker.counter('muster_envelopes_total', 'Envelopes', ['outcome']).add({ outcome: 'stored' }, 5);
    const itself = createMetrics({ process: 'gateway', processId: 'gateway-test', runtime: false });
    itself.counter('muster_installs_total', 'Installs', ['outcome']).add({ outcome: 'created' }, 99);
    bench.snapshots.set('w-1', await worker.snapshot());
    bench.snapshots.set('gateway-test', await itself.snapshot());
    bench.snapshots.set('w-2', 'of another version');
    const { body } = await bench.server.inject('/metrics');
    expect(body).toContain(
      'muster_envelopes_total{outcome="stored",process="socket-worker",process_id="w-1"} 5',
    );
    expect(body).not.toContain(' 99\n');
    bench.fleet = null;
    const without = await bench.server.inject('/metrics');
    expect(without.statusCode).toBe(200);
    expect(without.body).toContain('muster_part_up{part="redis"} 0');
    expect(without.body).toContain('muster_http_request_seconds_count');
    expect(without.body).not.toContain('muster_leaders');
  });
});

describe('pages', () => {
  it('answers with a page where nothing is, and JSON under /api', async () => {
    const page = await bench.server.inject('/nothing/here');
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await bench.server.inject('/api/nothing')).headers['content-type']).toContain('application/json');
  });

  it('says so when the console is not built', async () => {
    const page = await bench.server.inject('/');
    expect(page.statusCode).toBe(503);
    expect(page.body).toContain('npm run build');
  });
});
