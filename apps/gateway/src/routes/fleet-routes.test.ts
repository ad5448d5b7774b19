import type { FleetView, WorkspaceList } from '@muster/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '../../../../scenarios/support/fleet-picture.ts';
import { AS_OPERATOR, type GatewayBench, install, openBench, SHARED_APP } from '../testing/gateway-bench.ts';

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
