import { describe, expect, it } from 'vitest';
import { readLocalConfig } from './config.ts';
import { addressesOf, processEnvironment } from './process-environment.ts';

const ports = { gateway: 4000, simulator: 4100, postgres: 5000, redis: 6000 };
const servers = { databaseUrl: 'postgresql://db/muster', redisUrl: 'redis://cache' };
const secrets = {
  operatorToken: 'made-operator-token',
  keys: 'k1:made',
  postgresPassword: 'p',
  redisPassword: 'r',
  simulatorApp: { id: 'A1', clientId: '1.2', clientSecret: 'cs', appToken: 'xapp-1-A1-2-3' },
};
const simulator = { stateDir: '/data/simulator', seedFile: '/data/simulator/seed.json' };

function environmentFor(environment: Record<string, string>): Record<string, string> {
  const config = readLocalConfig(environment, '/checkout');
  const addresses = addressesOf(config, ports, servers);
  return processEnvironment({ environment, config, ports, secrets, addresses, simulator });
}

describe("the processes' environment", () => {
  it('has what was made and chosen', () => {
    expect(environmentFor({})).toMatchObject({
      DATABASE_URL: 'postgresql://db/muster',
      REDIS_URL: 'redis://cache',
      MUSTER_KEYS: 'k1:made',
      MUSTER_OPERATOR_TOKEN: 'made-operator-token',
      PORT: '4000',
      PUBLIC_URL: 'http://localhost:4000',
      MUSTER_SOCKET_WORKERS: '2',
      MUSTER_QUARANTINE_WORKERS: '0',
    });
  });

  it('points at the local Slack where no other is set', () => {
    expect(environmentFor({})).toMatchObject({
      SLACK_CLIENT_ID: '1.2',
      SLACK_APP_TOKEN: 'xapp-1-A1-2-3',
      SLACK_API_URL: 'http://localhost:4100/api/',
      SLACK_AUTHORIZE_URL: 'http://localhost:4100/oauth/v2/authorize',
      SLACK_APPS_URL: 'http://localhost:4100/apps',
      MUSTER_SIMULATOR_SEED: simulator.seedFile,
    });
  });

  it('leaves a real Slack app as it was given, with no simulator', () => {
    const given = { SLACK_CLIENT_ID: '9', SLACK_CLIENT_SECRET: 's', SLACK_APP_TOKEN: 'xapp-1-A9-9-9' };
    const environment = environmentFor(given);
    expect(environment).toMatchObject(given);
    expect(environment).not.toHaveProperty('SLACK_API_URL');
    expect(environment).not.toHaveProperty('MUSTER_SIMULATOR_SEED');
  });

  it('prefers keys and token that were given', () => {
    const given = { MUSTER_KEYS: 'k2:given', MUSTER_OPERATOR_TOKEN: 'a-token-of-their-own' };
    expect(environmentFor(given)).toMatchObject(given);
  });
});

describe('addresses', () => {
  it('reaches a gateway that listens everywhere over the loopback', () => {
    const config = readLocalConfig({ HOST: '0.0.0.0', PUBLIC_URL: 'https://muster.example' }, '/checkout');
    expect(addressesOf(config, ports, servers)).toMatchObject({
      publicUrl: 'https://muster.example',
      gatewayUrl: 'http://127.0.0.1:4000',
    });
  });

  it('brackets an IPv6 address', () => {
    const config = readLocalConfig({ HOST: '::1' }, '/checkout');
    expect(addressesOf(config, ports, servers).gatewayUrl).toBe('http://[::1]:4000');
  });
});
