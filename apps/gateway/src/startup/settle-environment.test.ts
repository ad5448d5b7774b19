import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { newKey, StoreError } from '@muster/store';
import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from '../config.ts';
import type { GatewayParts, Settling } from '../parts.ts';
import { fakeSlack } from '../testing/fake-slack.ts';
import { allowInstall } from '../testing/gateway-bench.ts';
import { settleEnvironment } from './settle-environment.ts';

type Saved = { apps: string[]; installations: { teamId: string | null; installedBy: string }[] };

/** A store that only counts what is saved, and fails as often as told. */
function countingStore(failures: number) {
  const saved: Saved = { apps: [], installations: [] };
  let left = failures;
  const store = {
    resealSecrets: async () => ({ resealed: 0, broken: 0 }),
    apps: {
      async save({ id }: { id: string }) {
        if (left-- > 0) throw new StoreError('store_unavailable', 'save an app');
        saved.apps.push(id);
        return 'created' as const;
      },
    },
    installations: {
      async save({ teamId, installedBy }: Saved['installations'][number]) {
        saved.installations.push({ teamId, installedBy });
        return { id: 'i1', outcome: 'created' as const };
      },
    },
  };
  return { saved, store: store as unknown as GatewayParts['store'] };
}

function openParts(options: { failures?: number; environment?: Record<string, string> } = {}) {
  const clock = new VirtualClock();
  const log = recordingLog();
  const slack = fakeSlack();
  const { saved, store } = countingStore(options.failures ?? 0);
  const config = readGatewayConfig({
    DATABASE_URL: 'postgresql://localhost/muster',
    REDIS_URL: 'redis://localhost',
    MUSTER_KEYS: newKey('k1'),
    MUSTER_OPERATOR_TOKEN: '0123456789abcdef',
    SLACK_CLIENT_ID: '1.1',
    SLACK_CLIENT_SECRET: 's',
    SLACK_APP_TOKEN: 'xapp-1-ASHARED-1-a',
    ...options.environment,
  });
  const fleet = {
    fleet: () => Promise.reject(new Error('away')),
    nudge: () => Promise.reject(new Error('away')),
    retry: () => Promise.reject(new Error('away')),
    snapshots: () => Promise.reject(new Error('away')),
    drain: () => Promise.reject(new Error('away')),
  };
  const parts = { config, store, slackWeb: slack.slackWeb, fleet, clock, log };
  const ready: string[] = [];
  const stopping = new AbortController();
  const troubles: (string | null)[] = [];
  const tell = ({ isAppSaved, botTokenTrouble }: Partial<Settling>) => {
    if (isAppSaved) ready.push('app saved');
    if (botTokenTrouble !== undefined) troubles.push(botTokenTrouble);
  };
  const settled = settleEnvironment(parts, tell, stopping.signal);
  return { clock, log, slack, saved, ready, troubles, stopping, settled };
}

const BOT_TOKEN = { SLACK_BOT_TOKEN: 'xoxb-by-hand' };

describe('settleEnvironment', () => {
  it('saves the shared app', async () => {
    const { settled, saved, ready } = openParts();
    await settled;
    expect(saved.apps).toEqual(['ASHARED']);
    expect(ready).toEqual(['app saved']);
  });

  it('tries until Postgres is there, and is not ready before', async () => {
    const { clock, settled, saved, ready, log } = openParts({ failures: 3 });
    await clock.advance(1_499);
    expect([saved.apps, ready]).toEqual([[], []]);
    await clock.advance(2_001);
    await settled;
    expect([saved.apps, ready]).toEqual([['ASHARED'], ['app saved']]);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(3);
  });

  it('saves the workspace of a bot token that was installed by hand, once Slack answers', async () => {
    const { clock, slack, settled, saved, ready } = openParts({ environment: BOT_TOKEN });
    slack.trouble = 'away';
    allowInstall(slack, 'by-hand', { teamId: 'THAND' });
    await clock.advance(10);
    expect([ready, saved.installations]).toEqual([['app saved'], []]);
    slack.trouble = 'busy';
    await clock.advance(500);
    slack.trouble = 'none';
    await clock.advance(1_000);
    await settled;
    expect(saved.installations).toEqual([{ teamId: 'THAND', installedBy: 'environment' }]);
  });

  it('says so and gives up when Slack refuses the bot token', async () => {
    const { settled, saved, log, clock, troubles } = openParts({ environment: BOT_TOKEN });
    await settled;
    expect(troubles).toEqual(['Slack refused SLACK_BOT_TOKEN (invalid_auth). Correct it and start again.']);
    expect(saved.installations).toEqual([]);
    expect(log.lines.find(({ level }) => level === 'error')?.fields).toEqual({
      appId: 'ASHARED',
      code: 'invalid_auth',
    });
    expect(clock.timers).toBe(0);
  });

  it('does not take a bot token of another Slack app, and says so', async () => {
    const { slack, settled, saved, troubles } = openParts({ environment: BOT_TOKEN });
    allowInstall(slack, 'by-hand', { appId: 'AOTHER' });
    await settled;
    expect(saved.installations).toEqual([]);
    expect(troubles.at(-1)).toContain('belongs to the Slack app AOTHER');
  });

  it('stops trying when the gateway stops', async () => {
    const { clock, settled, stopping, ready } = openParts({ failures: 1_000 });
    await clock.advance(60_000);
    stopping.abort();
    await settled;
    expect(ready).toEqual([]);
    expect(clock.timers).toBe(0);
  });
});
