import type { FleetView, WorkspaceList } from '@muster/api';
import { createMetrics } from '@muster/process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '../../../../scenarios/support/fleet-picture.ts';
import {
  AS_OPERATOR,
  EMPTY_FLEET,
  type GatewayBench,
  install,
  openBench,
  SHARED_APP,
} from '../testing/gateway-bench.ts';

const away = () => Promise.reject(new Error('redis unavailable'));
const NO_FLEET = { fleet: away, snapshots: away, nudge: away, retry: away, drain: away };

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const since = '2026-01-01T00:00:00.000Z';
const at = { host: 'h', since };

describe('GET /api/v1/fleet', () => {
  it('lists every process, with what socket workers hold', async () => {
    bench.fleet = {
      processes: [
        { kind: 'task-worker', id: 'task-worker-1', pid: 4, ...at, details: { missing: 'postgres queue' } },
        {
          kind: 'socket-worker',
          id: 'socket-worker-1',
          pid: 3,
          ...at,
          details: { stored: 4, ackP50Ms: 1.5, ackP99Ms: 9, missing: '' },
        },
        { kind: 'gateway', id: 'gateway-1', pid: 1, ...at },
        { kind: 'coordinator', id: 'coordinator-1', pid: 2, ...at },
      ],
      leader: { id: 'coordinator-1', term: 12n },
      staleTerms: 0,
      workers: [
        {
          id: 'socket-worker-1',
          pid: 3,
          ...at,
          capacity: 100,
          lease: 'current',
          isDraining: false,
          unackedMs: 40,
          held: [
            { slot: 'A1#0', epoch: 9_007_199_254_740_993n, state: 'live', detail: '' },
            { slot: 'A1#1', epoch: 2n, state: 'connecting', detail: '' },
          ],
        },
      ],
      slots: [],
    };
    const answer = await bench.server.inject({ url: '/api/v1/fleet', headers: AS_OPERATOR });
    const fleet = answer.json<FleetView>();
    expect(fleet.leader).toEqual({ id: 'coordinator-1', term: '12' });
    expect(fleet.processes.map(({ id }) => id)).toEqual([
      'gateway-1',
      'coordinator-1',
      'socket-worker-1',
      'task-worker-1',
    ]);
    const ready = { ready: true, missing: [] };
    expect(fleet.processes[0]).toEqual({
      kind: 'gateway',
      id: 'gateway-1',
      pid: 1,
      host: 'h',
      since,
      ...ready,
    });
    expect(fleet.processes[1]).toMatchObject({ leader: true });
    expect(fleet.processes[2]).toMatchObject({
      pid: 3,
      capacity: 100,
      connections: 1,
      draining: false,
      oldestUnackedMs: 40,
      ackMs: { p50: 1.5, p99: 9 },
      states: { live: 1, connecting: 1, down: 0 },
      epoch: '9007199254740993',
      slots: [
        { slot: 'A1#0', epoch: '9007199254740993', state: 'live' },
        { slot: 'A1#1', epoch: '2', state: 'connecting' },
      ],
    });
  });

  it('tells how every wanted app is served, its gaps and quarantines, and what waits', async () => {
    const { id: workspace } = await install(bench, 'served', { teamId: 'TSERVED' });
    const own = { kind: 'own', clientId: null, slots: 2 } as const;
    await bench.store.apps.save({ ...own, id: 'ADARK', name: 'Dark', appToken: 'xapp-1-ADARK-1-a' });
    await bench.store.apps.save({ ...own, id: 'AUNWANTED', name: 'Unwanted' });
    bench.fleet = {
      ...pictureOf(['live', 'down'], 'quarantined internal_error'),
      staleTerms: 2,
    };
    const since = new Date(Date.now() - 60_000);
    const ended = { at: new Date('2026-01-01T00:00:00Z'), seconds: 2, longestSeconds: 7 };
    await bench.store.gaps.note([
      { appId: 'ADARK', since, ended: null },
      { appId: SHARED_APP, since: null, ended },
    ]);
    const retryAt = new Date('2026-01-02T00:00:00Z');
    const slot = { appId: SHARED_APP, index: 1 };
    const report = { slot, epoch: 2n, workerId: 'w', state: 'down', detail: null, retryAt };
    await bench.store.slots.record(report);
    await bench.store.outbox.addMessage({
      installationId: workspace,
      channel: 'C1',
      text: 'Hi',
      sinceTs: '1.0',
    });
    const answer = await bench.server.inject({ url: '/api/v1/fleet', headers: AS_OPERATOR });
    const { apps, backlog, staleTerms } = answer.json<FleetView>();
    expect(staleTerms).toBe(2);
    expect(apps?.map(({ appId, wanted, live }) => [appId, wanted, live])).toEqual([
      ['ADARK', 2, 0],
      [SHARED_APP, 2, 1],
    ]);
    expect(apps?.[0]?.gapSeconds).toBeGreaterThanOrEqual(60);
    expect(apps?.[1]).toMatchObject({
      name: 'Muster',
      gapSeconds: null,
      lastGapSeconds: 2,
      lastGapEndedAt: '2026-01-01T00:00:00.000Z',
      longestGapSeconds: 7,
      quarantined: [{ slot: `${SHARED_APP}#1`, retryAt: retryAt.toISOString() }],
    });
    expect(apps?.[1]?.quarantined[0]?.reason).toContain('internal_error');
    expect(backlog).toMatchObject({ commands: 0, unsentReplies: 1, queue: { waiting: 3, running: 1 } });
  });

  it('answers without what only Postgres knows while that is away', async () => {
    bench.fleet = pictureOf(['live']);
    const away = await openBench({
      parts: {
        store: { ...bench.store, backlog: () => Promise.reject(new Error('away')), apps: bench.store.apps },
        fleet: { ...NO_FLEET, fleet: async () => pictureOf(['live']) },
        bell: { ring: async () => {}, depth: () => new Promise(() => {}) },
      },
    });
    const answer = await away.server.inject({ url: '/api/v1/fleet', headers: AS_OPERATOR });
    expect(answer.json()).toMatchObject({ processes: [{}, {}, {}, {}], backlog: null });
    const { body } = await away.server.inject('/metrics');
    expect(body).toContain('muster_part_up{part="postgres"} 0');
    expect(body).toContain('muster_part_up{part="queue"} 0');
    expect(body).toContain('muster_part_up{part="redis"} 1');
    expect(body).not.toContain('muster_inbox_age_seconds');
    expect(body).toContain('muster_assigned_slots{state="live"} 1');
    await away.close();
  });

  it('says so when the registry does not answer', async () => {
    bench.fleet = null;
    const answer = await bench.server.inject({ url: '/api/v1/fleet', headers: AS_OPERATOR });
    expect([answer.statusCode, answer.json()]).toMatchObject([503, { error: { code: 'fleet_unavailable' } }]);
  });
});

describe('draining a worker', () => {
  const drain = (id: string, headers: object = AS_OPERATOR) =>
    bench.server.inject({
      method: 'POST',
      url: `/api/v1/fleet/workers/${id}/drain`,
      headers: { ...headers },
    });

  it('is told to a worker that is there, and noted', async () => {
    bench.fleet = pictureOf(['live']);
    const id = bench.fleet.workers[0]?.id ?? '';
    expect((await drain(id)).statusCode).toBe(202);
    expect(bench.drained).toEqual([id]);
    const { rows } = await bench.query('SELECT details FROM audit WHERE action = $1', ['worker.drained']);
    expect(rows).toEqual([{ details: { workerId: id } }]);
    expect((await drain('nobody')).json()).toMatchObject({ error: { code: 'not_found' } });
    expect((await drain(id, {})).statusCode).toBe(401);
  });

  it('says so when the registry does not answer', async () => {
    bench.fleet = null;
    expect((await drain('anyone')).json()).toMatchObject({ error: { code: 'fleet_unavailable' } });
  });
});

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
    await install(bench, 'metric', { teamId: 'TMETRIC' });
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
      'muster_part_up{part="postgres"} 1',
    ])
      expect(body).toContain(`${line}\n`);
    expect(body).toMatch(/muster_workspaces\{status="active"\} [12]\n/);
    expect(body).toMatch(/muster_installs_total\{outcome="created",.*\} 2/);
    expect(body).toMatch(
      /muster_http_request_seconds_count\{.*route="\/slack\/oauth_redirect",status="302".*\} 2/,
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

describe('a workspace that is connected but silent', () => {
  it('is told from one that is as quiet as usual', async () => {
    bench.fleet = pictureOf(['live']);
    const { id } = await install(bench, 'silent', { teamId: 'TSILENT' });
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const quiet = async (hours: number, usualHours: number) => {
      const times = [id, hoursAgo(hours), hoursAgo(500), String(usualHours * 3_600)];
      await bench.query(
        'UPDATE installations SET last_event_at = $2::timestamptz, refreshed_at = $3::timestamptz, usual_pause_s = $4 WHERE id = $1::uuid',
        times,
      );
      const answer = await bench.server.inject({ url: '/api/v1/workspaces', headers: AS_OPERATOR });
      return answer.json<WorkspaceList>().items.find((one) => one.id === id);
    };
    expect(await quiet(25, 2)).toMatchObject({ connection: 'connected', isSilent: true });
    expect(await quiet(23, 2)).toMatchObject({ isSilent: false, silentAfterSeconds: 86_400 });
    expect(await quiet(120, 64)).toMatchObject({ isSilent: false, silentAfterSeconds: 128 * 3_600 });
    const silent = await quiet(130, 64);
    expect(silent?.isSilent).toBe(true);
    expect(Date.parse(silent?.quietSince ?? '')).toBeLessThan(Date.now() - 129 * 3_600_000);
    const ended = { at: new Date(), seconds: 1, longestSeconds: 1 };
    await bench.store.gaps.note([{ appId: SHARED_APP, since: null, ended }]);
    expect(await quiet(130, 64)).toMatchObject({ isSilent: false });
    bench.fleet = pictureOf(['down']);
    await bench.query(`UPDATE app_gaps SET last_ended_at = now() - interval '30 days' WHERE app_id = $1`, [
      SHARED_APP,
    ]);
    expect(await quiet(130, 64)).toMatchObject({ connection: 'down', isSilent: false });
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
