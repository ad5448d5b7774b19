import { ConfigurationError } from '@muster/process';
import { newKey } from '@muster/store';
import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from './config.ts';

const enough = {
  DATABASE_URL: 'postgresql://localhost/muster',
  REDIS_URL: 'redis://localhost',
  MUSTER_KEYS: newKey('k1'),
  MUSTER_OPERATOR_TOKEN: '0123456789abcdef',
};
const sharedApp = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_APP_TOKEN: 'xapp-1-A12-3-ff' };

function problems(changes: Record<string, string | undefined>): readonly string[] {
  try {
    readGatewayConfig({ ...enough, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('readGatewayConfig', () => {
  it('has a default for everything but the addresses and the secrets', () => {
    expect(readGatewayConfig(enough)).toMatchObject({
      publicUrl: 'http://localhost:3000',
      host: '127.0.0.1',
      port: 3000,
      redisPrefix: 'muster',
      slackApiUrl: 'https://slack.com/api/',
      slackAuthorizeUrl: 'https://slack.com/oauth/v2/authorize',
      slackAppsUrl: 'https://api.slack.com/apps',
      connectionsPerApp: 2,
      sharedApp: null,
      logLevel: 'info',
    });
  });

  it('reports all that is missing at once', () => {
    const found = problems({
      DATABASE_URL: undefined,
      REDIS_URL: '',
      MUSTER_KEYS: undefined,
      MUSTER_OPERATOR_TOKEN: undefined,
    });
    for (const name of Object.keys(enough)) expect(found.join('\n')).toContain(name);
  });

  it('takes the id of the shared app from its app-level token', () => {
    expect(readGatewayConfig({ ...enough, ...sharedApp }).sharedApp).toEqual({
      id: 'A12',
      clientId: '1.2',
      clientSecret: 's',
      appToken: 'xapp-1-A12-3-ff',
      botToken: null,
    });
  });

  it('refuses some of the shared app without the rest, naming what is missing', () => {
    const found = problems({ SLACK_CLIENT_ID: '1.2' });
    expect(found).toHaveLength(2);
    expect(found[0]).toContain('SLACK_CLIENT_SECRET');
    expect(found[1]).toContain('SLACK_APP_TOKEN');
    expect(problems({ SLACK_BOT_TOKEN: 'xoxb-1' })[0]).toContain('SLACK_APP_TOKEN');
    expect(problems({ ...sharedApp, SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([]);
  });

  it('refuses tokens of the wrong kind', () => {
    expect(problems({ ...sharedApp, SLACK_APP_TOKEN: 'xoxb-1' })[0]).toContain('SLACK_APP_TOKEN');
    expect(problems({ ...sharedApp, SLACK_BOT_TOKEN: 'xoxp-1' })[0]).toContain('SLACK_BOT_TOKEN');
  });

  it('refuses bad keys, a short operator token, a public address with a path, and unknown names', () => {
    const found = problems({
      MUSTER_KEYS: 'nonsense',
      MUSTER_OPERATOR_TOKEN: 'short',
      PUBLIC_URL: 'https://example.com/muster',
      MUSTER_OPERATER_TOKEN: 'x',
    }).join('\n');
    expect(found).toContain('MUSTER_OPERATOR_TOKEN');
    expect(found).toContain('PUBLIC_URL');
    expect(found).toContain('MUSTER_OPERATER_TOKEN');
    expect(problems({ MUSTER_KEYS: 'nonsense' })[0]).toMatch(/^MUSTER_KEYS: /);
  });

  it('takes a public address with a slash at its end as an origin', () => {
    expect(readGatewayConfig({ ...enough, PUBLIC_URL: 'https://example.com/' }).publicUrl).toBe(
      'https://example.com',
    );
    expect(readGatewayConfig({ ...enough, PORT: '4000' }).publicUrl).toBe('http://localhost:4000');
  });

  it('never repeats a secret in its complaints', () => {
    const found = problems({
      MUSTER_KEYS: 'k1:c2VjcmV0',
      SLACK_APP_TOKEN: 'very-secret',
      MUSTER_OPERATOR_TOKEN: 'hush',
    });
    for (const secret of ['c2VjcmV0', 'very-secret', 'hush']) expect(found.join()).not.toContain(secret);
  });
});
