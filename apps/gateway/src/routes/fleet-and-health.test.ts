import type { FleetView } from '@muster/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureOf } from '../../../../scenarios/support/fleet-picture.ts';
import { AS_OPERATOR, EMPTY_FLEET, type GatewayBench, install, openBench } from '../testing/gateway-bench.ts';

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
        { kind: 'task-worker', id: 'task-worker-1', pid: 4, ...at },
        { kind: 'socket-worker', id: 'socket-worker-1', pid: 3, ...at },
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
          unackedMs: 0,
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
    expect(fleet.processes[0]).toEqual({ kind: 'gateway', id: 'gateway-1', pid: 1, host: 'h', since });
    expect(fleet.processes[1]).toMatchObject({ leader: true });
    expect(fleet.processes[2]).toMatchObject({
      pid: 3,
      capacity: 100,
      connections: 1,
      epoch: '9007199254740993',
      slots: [
        { slot: 'A1#0', epoch: '9007199254740993', state: 'live' },
        { slot: 'A1#1', epoch: '2', state: 'connecting' },
      ],
    });
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

  it('tells Prometheus of workspaces, processes and requests, without ids or codes in labels', async () => {
    await install(bench, 'metric', { teamId: 'TMETRIC' });
    const { body, headers } = await bench.server.inject('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toMatch(/muster_workspaces\{status="active",.*\} 1/);
    expect(body).toMatch(/muster_installs_total\{outcome="created",.*\} 1/);
    expect(body).toMatch(
      /muster_http_request_seconds_count\{.*route="\/slack\/oauth_redirect",status="302"\} 1/,
    );
    expect(body).not.toContain('metric&');
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
