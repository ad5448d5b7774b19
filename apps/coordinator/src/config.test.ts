import { randomBytes } from 'node:crypto';
import { ConfigurationError } from '@muster/process';
import { expect, it } from 'vitest';
import { readCoordinatorConfig } from './config.ts';

const good = {
  DATABASE_URL: 'postgresql://app@127.0.0.1:5432/muster',
  REDIS_URL: 'redis://127.0.0.1:6379',
  MUSTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
};

it('reads what it needs and fills in the rest', () => {
  expect(readCoordinatorConfig(good)).toMatchObject({ MUSTER_REDIS_PREFIX: 'muster', LOG_LEVEL: 'info' });
});

it('names all problems at once', () => {
  const bad = { REDIS_URL: 'http://x', MUSTER_KEYS: 'nonsense' };
  try {
    readCoordinatorConfig(bad);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    expect((error as ConfigurationError).problems).toHaveLength(3);
  }
});
