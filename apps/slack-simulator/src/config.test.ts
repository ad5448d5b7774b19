import { ConfigurationError } from '@muster/process';
import { describe, expect, it } from 'vitest';
import { readSimulatorConfig } from './config.ts';

describe('the settings of the local Slack', () => {
  it('has a default for everything', () => {
    expect(readSimulatorConfig({})).toEqual({
      port: 3100,
      host: '127.0.0.1',
      stateDir: null,
      seedFile: null,
      logLevel: 'info',
    });
  });

  it('takes what is given', () => {
    const config = readSimulatorConfig({
      MUSTER_SIMULATOR_PORT: '0',
      HOST: '::1',
      MUSTER_SIMULATOR_STATE: '/var/lib/simulator',
      MUSTER_SIMULATOR_SEED: 'seed.json',
      LOG_LEVEL: 'debug',
    });
    expect(config).toEqual({
      port: 0,
      host: '::1',
      stateDir: '/var/lib/simulator',
      seedFile: 'seed.json',
      logLevel: 'debug',
    });
  });

  it('names every problem at once', () => {
    const read = () =>
      readSimulatorConfig({ MUSTER_SIMULATOR_PORT: '99999', LOG_LEVEL: 'loud', MUSTER_SIMULATOR_PROT: '1' });
    expect(read).toThrow(ConfigurationError);
    try {
      read();
    } catch (error) {
      expect((error as ConfigurationError).problems).toHaveLength(3);
    }
  });
});
