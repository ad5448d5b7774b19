import type { WorkspaceList, WorkspaceView } from '@muster/api';
import type { FleetPicture } from '@muster/leases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AS_OPERATOR,
  EMPTY_FLEET,
  type GatewayBench,
  install,
  openBench,
  SHARED_APP,
} from '../testing/gateway-bench.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const UNKNOWN_ID = '4f8f5a39-0f0f-4a0f-9d5c-1d2d3d4d5d6d';

function call(method: 'GET' | 'DELETE' | 'POST', path: string, payload?: object) {
  return bench.server.inject({
    method,
    url: `/api/v1${path}`,
    headers: AS_OPERATOR,
    ...(payload ? { payload } : {}),
  });
}

const worker = (id: string) => ({
  id,
  pid: 1,
  host: 'h',
  since: '2026-01-01T00:00:00.000Z',
  capacity: 10,
  lease: 'current' as const,
  isDraining: false,
  unackedMs: 0,
  held: [],
});

describe('workspaces', () => {
  it('lists each with its app, its slots and who serves them', async () => {
    const { id } = await install(bench, 'list', { teamId: 'TLIST', teamName: 'Listed' });
    const fleet: FleetPicture = {
      ...EMPTY_FLEET,
      leader: { id: 'coordinator-1', term: 7n },
      workers: [worker('socket-worker-1'), { ...worker('socket-worker-2'), lease: 'lost' }],
      slots: [
        {
          slot: `${SHARED_APP}#0`,
          workerId: 'socket-worker-1',
          epoch: 9_007_199_254_740_993n,
          state: 'live',
          detail: '',
        },
        { slot: `${SHARED_APP}#1`, workerId: 'socket-worker-2', epoch: 5n, state: 'live', detail: '' },
      ],
    };
    bench.fleet = fleet;
    const liveSince = new Date('2026-02-03T04:05:06.000Z');
    await bench.store.slots.record({
      slot: { appId: SHARED_APP, index: 0 },
      epoch: 9_007_199_254_740_993n,
      workerId: 'socket-worker-1',
      state: 'live',
      detail: null,
      liveSince,
    });
    const { items } = (await call('GET', '/workspaces')).json<WorkspaceList>();
    expect(items.find((item) => item.id === id)).toMatchObject({
      appId: SHARED_APP,
      appName: 'Muster',
      appKind: 'shared',
      teamId: 'TLIST',
      teamName: 'Listed',
      status: 'active',
      connection: 'connected',
      reason: null,
      workers: ['socket-worker-1', 'socket-worker-2'],
      lastEventAt: null,
      slots: [
        {
          slot: `${SHARED_APP}#0`,
          state: 'live',
          epoch: '9007199254740993',
          liveSince: liveSince.toISOString(),
        },
        { slot: `${SHARED_APP}#1`, state: 'down', reason: 'Its worker is gone; another takes over' },
      ],
    });
    expect((await call('GET', `/workspaces/${id}`)).json<WorkspaceView>().id).toBe(id);
  });

  it('says why a workspace is not connected', async () => {
    const { id } = await install(bench, 'why', { teamId: 'TWHY' });
    const reason = async () => (await call('GET', `/workspaces/${id}`)).json<WorkspaceView>().reason;
    bench.fleet = EMPTY_FLEET;
    expect(await reason()).toBe('No socket worker is running');
    bench.fleet = { ...EMPTY_FLEET, workers: [worker('w')] };
    expect(await reason()).toBe('No coordinator is running to assign it');
    bench.fleet = { ...EMPTY_FLEET, workers: [worker('w')], leader: { id: 'c', term: 1n } };
    expect(await reason()).toBe('Waits to be assigned to a worker');
    bench.fleet = {
      ...EMPTY_FLEET,
      workers: [worker('w')],
      slots: [{ slot: `${SHARED_APP}#0`, workerId: 'w', epoch: 1n, state: 'down', detail: 'link_disabled' }],
    };
    expect(await reason()).toBe('Socket Mode is switched off in the settings of the Slack app');
    await bench.store.apps.markTokenRefused(SHARED_APP, 'invalid_auth');
    expect(await reason()).toContain('invalid_auth');
    await bench.store.apps.markTokenAccepted(SHARED_APP);
    bench.fleet = null;
    expect((await call('GET', '/workspaces')).statusCode).toBe(200);
    bench.fleet = EMPTY_FLEET;
  });

  it('is not found under an id that is none, or nobody has', async () => {
    for (const id of ['nope', UNKNOWN_ID, '%00', "';--"]) {
      expect((await call('GET', `/workspaces/${id}`)).statusCode).toBe(404);
      expect((await call('DELETE', `/workspaces/${id}`)).statusCode).toBe(404);
      const message = await call('POST', `/workspaces/${id}/messages`, { channel: 'C1', text: 'x' });
      expect(message.statusCode).toBe(404);
    }
  });
});
