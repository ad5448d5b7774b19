import { recordingLog, VirtualClock } from '@muster/fleet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKey, parseKeys } from './sealing.ts';
import { openStore, type Store } from './store.ts';
import { app, installation, openTestStore, type TestStore } from './testing/test-store.ts';

describe('changing the sealing keys', () => {
  let test: TestStore;
  let opened: Store[];
  const old = newKey('k1');
  const fresh = newKey('k2');
  const openWith = (keys: string) => {
    const store = openStore({
      databaseUrl: test.url,
      keys: parseKeys(keys),
      clock: new VirtualClock(),
      log: recordingLog(),
      processId: 'p',
    });
    opened.push(store);
    return store;
  };
  beforeAll(async () => {
    test = await openTestStore();
    opened = [];
  });
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await test.close();
  });

  it('replaces the secrets of an app whose key was lost, when the app is entered again', async () => {
    const store = openWith(old);
    const again = { ...app, clientSecret: 'again', appToken: 'xapp-1-A1-1-x' };
    expect(await store.apps.save(again)).toBe('updated');
    expect(await store.apps.secrets('A1')).toEqual({ clientSecret: 'again', appToken: 'xapp-1-A1-1-x' });
  });

  it('seals everything with the first key, so that the older one can be dropped', async () => {
    const { id } = await openWith(old).installations.save(installation);
    const both = openWith(`${fresh},${old}`);
    expect(await both.resealSecrets()).toEqual({ resealed: 3, broken: 0 });
    expect(await both.resealSecrets()).toEqual({ resealed: 0, broken: 0 });
    const after = openWith(fresh);
    expect(await after.installations.botToken(id)).toBe('xoxb-first');
    expect((await after.apps.secrets('A1'))?.clientSecret).toBe('again');
  });

  it('counts what no key opens, and leaves it as it is', async () => {
    expect(await openWith(newKey('k9')).resealSecrets()).toEqual({ resealed: 0, broken: 3 });
  });

  it('tells a value that Postgres refuses from a database that is away', async () => {
    await expect(openWith(fresh).apps.byId('\0')).rejects.toMatchObject({ code: 'bad_value' });
    const taken = { ...app, id: 'A2', clientId: app.clientId };
    await expect(openWith(fresh).apps.save(taken)).rejects.toMatchObject({ code: 'bad_value' });
  });
});
