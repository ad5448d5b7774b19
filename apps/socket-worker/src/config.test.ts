import { ConfigurationError } from '@muster/process';
import { expect, it } from 'vitest';
import { readSocketWorkerConfig } from './config.ts';

const given = {
  DATABASE_URL: 'postgresql://localhost/muster',
  REDIS_URL: 'redis://localhost',
  MUSTER_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
};

it('needs three settings and knows the rest', () => {
  expect(readSocketWorkerConfig(given)).toMatchObject({
    SLACK_API_URL: 'https://slack.com/api/',
    MUSTER_REDIS_PREFIX: 'muster',
    LOG_LEVEL: 'info',
    MUSTER_QUARANTINE: false,
  });
});

it('is told whether it is a quarantine worker by true or false alone', () => {
  expect(readSocketWorkerConfig({ ...given, MUSTER_QUARANTINE: 'true' }).MUSTER_QUARANTINE).toBe(true);
  for (const text of ['1', 'yes', 'TRUE'])
    expect(() => readSocketWorkerConfig({ ...given, MUSTER_QUARANTINE: text })).toThrow(
      'MUSTER_QUARANTINE: must be true or false',
    );
});

it('tells all problems at once, and no key in them', () => {
  const bad = { DATABASE_URL: 'mysql://x', MUSTER_KEYS: 'k1:c2VjcmV0', MUSTER_TYPO: '1' };
  expect(() => readSocketWorkerConfig(bad)).toThrow(ConfigurationError);
  try {
    readSocketWorkerConfig(bad);
  } catch (error) {
    expect((error as ConfigurationError).problems).toHaveLength(4);
    expect((error as Error).message).not.toContain('c2VjcmV0');
  }
});
