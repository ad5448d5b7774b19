import type { DeadLetterList } from '@muster/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AS_OPERATOR, type GatewayBench, openBench, SHARED_APP } from '../testing/gateway-bench.ts';

describe('dead letters', () => {
  let bench: GatewayBench;
  let messageId: string;
  let lane: string;
  beforeAll(async () => {
    bench = await openBench();
    const { id: installationId } = await bench.store.installations.save({
      appId: SHARED_APP,
      enterpriseId: null,
      teamId: 'T1',
      teamName: 'Acme',
      teamDomain: 'acme',
      url: '',
      isEnterpriseInstall: false,
      botUserId: 'U0',
      botId: 'B0',
      scopes: [],
      botToken: 'xoxb-1',
      installedBy: 'U1',
    });
    const added = await bench.store.outbox.addMessage({
      installationId,
      channel: 'C1',
      text: 'hello',
      sinceTs: '1.1',
    });
    messageId = added.id;
    lane = added.lane;
    await bench.store.outbox.dead(messageId, 'channel_not_found');
  });
  afterAll(() => bench.close());

  const ask = (method: 'GET' | 'POST', url: string, headers: object = AS_OPERATOR) =>
    bench.server.inject({ method, url: `/api/v1/dead-letters${url}`, headers: { ...headers } });

  it('are listed with their reason, and without what they say', async () => {
    const { items } = (await ask('GET', '')).json<DeadLetterList>();
    expect(items).toMatchObject([{ kind: 'message', id: messageId, reason: 'channel_not_found' }]);
    expect(JSON.stringify(items)).not.toContain('hello');
  });

  it('are replayed once, and their lane is rung', async () => {
    expect((await ask('POST', `/message/${messageId}/replay`)).statusCode).toBe(202);
    expect(bench.rings.map((ring) => ring.lane)).toEqual([lane]);
    expect((await bench.store.outbox.claimNext(lane)).kind).toBe('claimed');
    expect((await ask('POST', `/message/${messageId}/replay`)).statusCode).toBe(404);
  });

  it('are nobody else’s to see or replay', async () => {
    expect((await ask('GET', '', {})).statusCode).toBe(401);
    expect((await ask('POST', `/message/${messageId}/replay`, {})).statusCode).toBe(401);
  });

  it('have ids of a known form', async () => {
    expect((await ask('POST', '/command/abc/replay')).statusCode).toBe(400);
    expect((await ask('POST', '/message/12/replay')).statusCode).toBe(400);
    expect((await ask('POST', '/command/12/replay')).statusCode).toBe(404);
  });
});
