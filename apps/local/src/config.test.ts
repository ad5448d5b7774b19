import { ConfigurationError } from '@muster/process';
import { describe, expect, it } from 'vitest';
import { readLocalConfig } from './config.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readLocalConfig(environment, '/checkout');
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('the settings of npm start', () => {
  it('needs none at all', () => {
    expect(readLocalConfig({}, '/checkout')).toMatchObject({
      dataDir: '/checkout/.data',
      databaseUrl: null,
      redisUrl: null,
      port: 3000,
      simulatorPort: 3100,
      hasSimulator: true,
      socketWorkers: 2,
      quarantineWorkers: 0,
      taskWorkers: 2,
      coordinators: 1,
    });
  });

  it('takes a data folder relative to the checkout, or absolute', () => {
    expect(readLocalConfig({ MUSTER_DATA_DIR: 'kept' }, '/checkout').dataDir).toBe('/checkout/kept');
    expect(readLocalConfig({ MUSTER_DATA_DIR: '/srv/muster' }, '/checkout').dataDir).toBe('/srv/muster');
  });

  it('does without the local Slack where another one is named', () => {
    const app = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'secret', SLACK_APP_TOKEN: 'xapp-1-A1-2-3' };
    expect(readLocalConfig(app, '/checkout').hasSimulator).toBe(false);
    const elsewhere = { SLACK_API_URL: 'http://127.0.0.1:9/api/' };
    expect(readLocalConfig(elsewhere, '/checkout').hasSimulator).toBe(false);
  });

  it('keeps what belongs to the local Slack and to another one apart', () => {
    const elsewhere = { SLACK_API_URL: 'http://127.0.0.1:9/api/' };
    expect(readLocalConfig(elsewhere, '/checkout').embeddedDatabase).not.toBe(
      readLocalConfig({}, '/checkout').embeddedDatabase,
    );
  });

  it('refuses a half-set Slack app', () => {
    expect(problemsOf({ SLACK_CLIENT_ID: '1.2' })).toEqual([
      expect.stringMatching(/^SLACK_CLIENT_SECRET, SLACK_APP_TOKEN: missing/),
    ]);
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([expect.stringMatching(/^SLACK_CLIENT_ID, /)]);
  });

  it('refuses one port for two things', () => {
    expect(problemsOf({ PORT: '3100' })).toEqual([expect.stringContaining('is the same as PORT')]);
    expect(problemsOf({ PORT: '0', MUSTER_SIMULATOR_PORT: '0' })).toEqual([]);
  });

  it('reports every bad variable at once', () => {
    const problems = problemsOf({
      PORT: '99999',
      MUSTER_SOCKET_WORKERS: 'two',
      MUSTER_QUARANTINE_WORKERS: '65',
      MUSTER_TYPO: '1',
      REDIS_URL: 'here',
    });
    for (const name of [
      'PORT',
      'MUSTER_SOCKET_WORKERS',
      'MUSTER_QUARANTINE_WORKERS',
      'MUSTER_TYPO',
      'REDIS_URL',
    ])
      expect(problems).toContainEqual(expect.stringContaining(name));
  });
});
