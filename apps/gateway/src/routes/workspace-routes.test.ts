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
    expect(await reason()).toBe('link_disabled');
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

describe('removing a workspace', () => {
  it('revokes the token at Slack, then forgets it, and shows the workspace as removed', async () => {
    const { id, grant } = await install(bench, 'remove', { teamId: 'TREMOVE' });
    const answer = await call('DELETE', `/workspaces/${id}`);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(bench.slack.revoked).toContain(grant.botToken);
    expect(await bench.store.installations.botToken(id)).toBeNull();
    expect((await call('GET', `/workspaces/${id}`)).json()).toMatchObject({
      status: 'removed',
      connection: 'removed',
      slots: [],
      removedReason: 'Removed in the console',
    });
    expect((await call('DELETE', `/workspaces/${id}`)).statusCode).toBe(404);
    expect((await bench.store.audit.list(20)).map(({ action }) => action)).toContain('installation.removed');
  });

  it('changes nothing while Slack is away, and says when to come back if Slack is busy', async () => {
    const { id, grant } = await install(bench, 'remove-away', { teamId: 'TREMOVEAWAY' });
    bench.slack.trouble = 'away';
    expect((await call('DELETE', `/workspaces/${id}`)).statusCode).toBe(502);
    bench.slack.trouble = 'busy';
    const busy = await call('DELETE', `/workspaces/${id}`);
    expect([busy.statusCode, busy.headers['retry-after']]).toEqual([503, '30']);
    bench.slack.trouble = 'none';
    expect(await bench.store.installations.botToken(id)).toBe(grant.botToken);
  });

  it('goes on when Slack says that the token is dead already', async () => {
    const { id, grant } = await install(bench, 'remove-dead', { teamId: 'TREMOVEDEAD' });
    bench.slack.tokens.delete(grant.botToken);
    expect((await call('DELETE', `/workspaces/${id}`)).statusCode).toBe(204);
  });

  it('removes a workspace whose token does not open, which cannot be revoked', async () => {
    const one = await install(bench, 'sealed-1', { teamId: 'TSEALED1' });
    const other = await install(bench, 'sealed-2', { teamId: 'TSEALED2' });
    await bench.query(
      'UPDATE installations SET bot_token_sealed = (SELECT bot_token_sealed FROM installations WHERE id = $1::uuid) WHERE id = $2::uuid',
      [one.id, other.id],
    );
    expect((await call('DELETE', `/workspaces/${other.id}`)).statusCode).toBe(204);
    expect(bench.slack.revoked).not.toContain(one.grant.botToken);
    expect(await bench.store.installations.botToken(one.id)).toBe('xoxb-sealed-1');
  });
});

describe('sending a message into a workspace', () => {
  it('stores it, rings its lane and answers 202', async () => {
    const { id } = await install(bench, 'message', { teamId: 'TMESSAGE' });
    const answer = await call('POST', `/workspaces/${id}/messages`, { channel: 'C123', text: 'Hello' });
    expect(answer.statusCode).toBe(202);
    const { id: messageId } = answer.json<{ id: string }>();
    expect(bench.rings.at(-1)).toMatchObject({
      lane: `${id}:channel:C123`,
      command: { args: { id: messageId } },
    });
    const claimed = await bench.store.outbox.claimNext(`${id}:channel:C123`);
    expect(claimed).toMatchObject({
      kind: 'claimed',
      message: { id: messageId, text: 'Hello', channel: 'C123' },
    });
  });

  it('refuses what Slack would not take, naming the field', async () => {
    const { id } = await install(bench, 'bad-message', { teamId: 'TBADMESSAGE' });
    const bad: [object, string][] = [
      [{ channel: 'C1' }, 'text'],
      [{ channel: 'C1', text: '  ' }, 'text'],
      [{ channel: 'C1', text: 'x'.repeat(4001) }, 'text'],
      [{ channel: 'C1', text: 'a\u0000b' }, 'text'],
      [{ channel: 'C1', text: '\ud800' }, 'text'],
      [{ channel: 'not a channel', text: 'x' }, 'channel'],
      [{ channel: ['C1'], text: 'x' }, 'channel'],
    ];
    for (const [payload, field] of bad) {
      const answer = await call('POST', `/workspaces/${id}/messages`, payload);
      expect(answer.statusCode).toBe(400);
      expect(answer.json<{ error: { message: string } }>().error.message).toContain(field);
    }
  });

  it('is refused for a workspace that was removed', async () => {
    const { id } = await install(bench, 'removed-message', { teamId: 'TREMOVEDMESSAGE' });
    await call('DELETE', `/workspaces/${id}`);
    const answer = await call('POST', `/workspaces/${id}/messages`, { channel: 'C1', text: 'x' });
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { error: { code: 'not_connected' } }]);
  });
});
