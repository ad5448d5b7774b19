import type { AppView } from '@muster/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pictureOf } from '../../../../scenarios/support/fleet-picture.ts';
import { AS_OPERATOR, type GatewayBench, openBench, SHARED_APP } from '../testing/gateway-bench.ts';

let bench: GatewayBench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => {
  bench.fleet = pictureOf(['live', 'down']);
});
afterAll(() => bench.close());

const retry = (path: string, headers: object = AS_OPERATOR) =>
  bench.server.inject({ method: 'POST', url: `/api/v1/apps/${path}/retry`, headers: { ...headers } });

describe('trying a slot again at once', () => {
  it('is asked of whoever holds it', async () => {
    expect((await retry(`${SHARED_APP}/slots/1`)).statusCode).toBe(202);
    expect(bench.retried).toEqual([`${SHARED_APP}#1`]);
  });

  it('is refused for a slot that is not there, and for who is not signed in', async () => {
    for (const path of [`${SHARED_APP}/slots/2`, 'ANOBODY/slots/0'])
      expect((await retry(path)).json()).toMatchObject({ error: { code: 'not_found' } });
    expect((await retry(`${SHARED_APP}/slots/none`)).statusCode).toBe(400);
    expect((await retry(`${SHARED_APP}/slots/1`, {})).statusCode).toBe(401);
  });

  it('says so when the registry of the fleet does not answer', async () => {
    bench.fleet = null;
    const answer = await retry(`${SHARED_APP}/slots/1`);
    expect([answer.statusCode, answer.json()]).toMatchObject([503, { error: { code: 'fleet_unavailable' } }]);
  });
});

it('an app shows why a slot is in quarantine, and when it tries again', async () => {
  const picture = pictureOf(['live', 'down']);
  const [live, down] = picture.slots;
  if (!live || !down?.workerId) throw new Error('no slots');
  bench.fleet = { ...picture, slots: [live, { ...down, detail: 'quarantined closed' }] };
  const retryAt = new Date('2026-11-26T10:00:00Z');
  await bench.store.slots.record({
    slot: { appId: SHARED_APP, index: 1 },
    epoch: down.epoch,
    workerId: down.workerId,
    state: 'down',
    detail: 'quarantined closed',
    retryAt,
  });
  const answer = await bench.server.inject({ url: '/api/v1/apps', headers: AS_OPERATOR });
  expect(answer.json<{ items: AppView[] }>().items[0]?.slots[1]).toMatchObject({
    state: 'down',
    reason: 'In quarantine, for it failed too often: Slack closed the connection',
    retryAt: retryAt.toISOString(),
  });
});
