import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, installation, openTestStore, type TestStore } from './testing/test-store.ts';

describe('apps and installations', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());

  it('opens the secrets that it saved, and shows none of them in lists', async () => {
    expect(await test.store.apps.secrets('A1')).toEqual({ clientSecret: 'shh', appToken: 'xapp-1-A1-1-x' });
    const shown = JSON.stringify([await test.store.apps.list(), await test.store.installations.list()]);
    expect(shown).not.toMatch(/shh|xapp-|xoxb-/);
  });

  it('keeps a refused token refused when the same one is saved again, and forgets it with a new one', async () => {
    await test.store.apps.save({ ...app, id: 'A9', clientId: '9', appToken: 'xapp-1-A9-1-x' });
    await test.store.apps.markTokenRefused('A9', 'invalid_auth');
    await test.store.apps.save({ ...app, id: 'A9', clientId: '9', appToken: 'xapp-1-A9-1-x' });
    expect(await test.store.apps.byId('A9')).toMatchObject({
      tokenState: 'refused',
      tokenReason: 'invalid_auth',
    });
    await test.store.apps.save({ ...app, id: 'A9', clientId: '9', appToken: 'xapp-1-A9-2-y' });
    expect(await test.store.apps.byId('A9')).toMatchObject({ tokenState: 'unknown', tokenReason: null });
  });

  it('wants apps that were not installed yet, are installed, or are being installed again', async () => {
    const wanted = async () => (await test.store.apps.wanted()).map(({ appId }) => appId).sort();
    const own = { ...app, kind: 'own' } as const;
    await test.store.apps.save({ ...own, id: 'A7', clientId: '7', appToken: 'xapp-1-A7-1-x' });
    await test.store.apps.save({ ...own, id: 'A8', clientId: '8' });
    expect(await wanted()).toEqual(['A1', 'A7', 'A9']);
    const { id } = await test.store.installations.save({ ...installation, appId: 'A7' });
    expect(await wanted()).toEqual(['A1', 'A7', 'A9']);
    await test.store.installations.remove(id, { actor: 'U1', reason: 'asked' });
    expect(await wanted()).toEqual(['A1', 'A9']);

    const begin = { stateHash: 'wanted', browserHash: 'b', appId: 'A7' };
    await test.store.oauthStates.issue({ ...begin, expiresAt: new Date(Date.now() + 60_000) });
    expect(await wanted()).toEqual(['A1', 'A7', 'A9']);
    await test.store.oauthStates.use({ stateHash: 'wanted', browserHash: 'b' });
    expect(await wanted()).toEqual(['A1', 'A7', 'A9']);
    await test.sql.query(`UPDATE oauth_states SET used_at = used_at - interval '11 seconds'`);
    expect(await wanted()).toEqual(['A1', 'A9']);
    await test.store.oauthStates.issue({
      ...begin,
      stateHash: 'wanted once',
      expiresAt: new Date(Date.now() - 60_000),
    });
    expect(await wanted()).toEqual(['A1', 'A9']);
  });

  it('finds the installation of an event by workspace, then by organisation', async () => {
    const org = {
      ...installation,
      enterpriseId: 'E1',
      teamId: null,
      teamName: 'Org',
      isEnterpriseInstall: true,
    };
    const { id } = await test.store.installations.save(org);
    expect((await test.store.installations.forEvent('A1', null, 'T1'))?.id).toBe(test.installationId);
    expect((await test.store.installations.forEvent('A1', 'E1', 'T7'))?.id).toBe(id);
    expect(await test.store.installations.forEvent('A1', null, 'T7')).toBeNull();
    expect(await test.store.installations.forEvent('A2', null, 'T1')).toBeNull();
    const other = { ...org, enterpriseId: 'E2', teamName: 'Another org' };
    const second = await test.store.installations.save(other);
    expect((await test.store.installations.forEvent('A1', 'E1', ''))?.id).toBe(id);
    expect((await test.store.installations.forEvent('A1', 'E2', ''))?.id).toBe(second.id);
    expect(await test.store.installations.forEvent('A1', 'E3', '')).toBeNull();
  });

  it('refreshes an active installation and revives a removed one, under the same id', async () => {
    const again = await test.store.installations.save({ ...installation, botToken: 'xoxb-second' });
    expect(again).toEqual({ id: test.installationId, outcome: 'refreshed' });
    expect(await test.store.installations.botToken(again.id)).toBe('xoxb-second');
    expect(await test.store.installations.remove(again.id, { actor: 'U1', reason: 'asked' })).toBe(true);
    expect(await test.store.installations.botToken(again.id)).toBeNull();
    expect(await test.store.installations.forEvent('A1', null, 'T1')).toBeNull();
    expect(await test.store.installations.remove(again.id, { actor: 'U1', reason: 'asked' })).toBe(false);
    expect((await test.store.installations.save(installation)).outcome).toBe('revived');
  });

  it('keeps an installation that was refreshed after its old token was seen dead', async () => {
    const { id } = await test.store.installations.save(installation);
    const seen = new Date(0);
    const why = { actor: 'slack', reason: 'token_revoked', seenRefreshedAt: seen };
    expect(await test.store.installations.remove(id, why)).toBe(false);
    expect((await test.store.installations.byId(id))?.status).toBe('active');
  });

  it('saves one installation when two people install at the same moment', async () => {
    const twice = { ...installation, teamId: 'T5', teamName: 'Twice' };
    const saved = await Promise.all([
      test.store.installations.save(twice),
      test.store.installations.save(twice),
    ]);
    expect(saved[0].id).toBe(saved[1].id);
  });

  it('does not open a token that was copied into the row of another workspace', async () => {
    const { id } = await test.store.installations.save({
      ...installation,
      teamId: 'T6',
      botToken: 'xoxb-sixth',
    });
    await test.sql.query(
      'UPDATE installations SET bot_token_sealed = (SELECT bot_token_sealed FROM installations WHERE id = $1) WHERE id = $2',
      [id, test.installationId],
    );
    await expect(test.store.installations.botToken(test.installationId)).rejects.toMatchObject({
      code: 'seal_broken',
    });
    await test.store.installations.save(installation);
  });

  it('writes an audit line for each change, without secrets', async () => {
    const lines = await test.store.audit.list(100);
    const actions = new Set(lines.map((line) => line.action));
    expect(actions).toEqual(
      new Set([
        'installation.created',
        'installation.refreshed',
        'installation.revived',
        'installation.removed',
      ]),
    );
    expect(JSON.stringify(lines)).not.toMatch(/xox/);
  });

  it('keeps the highest epoch of a slot and refuses a lower writer', async () => {
    const report = { slot: { appId: 'A1', index: 0 }, workerId: 'w1', state: 'live', detail: null };
    expect(await test.store.slots.record({ ...report, epoch: 5n })).toBe(true);
    expect(await test.store.slots.record({ ...report, epoch: 4n, workerId: 'w0' })).toBe(false);
    expect(await test.store.slots.record({ ...report, epoch: 5n, state: 'down' })).toBe(true);
    expect((await test.store.slots.highestEpochs()).get('A1#0')).toBe(5n);
  });

  it('lets one browser use an install state once', async () => {
    const state = { stateHash: 's', browserHash: 'b', appId: 'A1', expiresAt: new Date(Date.now() + 60_000) };
    await test.store.oauthStates.issue(state);
    expect(await test.store.oauthStates.use({ stateHash: 's', browserHash: 'x' })).toEqual({
      kind: 'foreign',
    });
    const uses = await Promise.all([1, 2, 3].map(() => test.store.oauthStates.use(state)));
    expect(uses.map((use) => use.kind).sort()).toEqual(['ok', 'used', 'used']);
    expect(await test.store.oauthStates.use({ stateHash: 'y', browserHash: 'b' })).toEqual({
      kind: 'unknown',
    });
  });

  it('opens a session with a one-time link once, and not after it expired', async () => {
    const soon = new Date(Date.now() + 60_000);
    await test.store.sessions.issueLink('l', soon);
    expect(await test.store.sessions.openFromLink('l', 's1', soon)).toBe(true);
    expect(await test.store.sessions.openFromLink('l', 's2', soon)).toBe(false);
    expect(await test.store.sessions.isOpen('s1')).toBe(true);
    expect(await test.store.sessions.isOpen('s2')).toBe(false);
    await test.store.sessions.close('s1');
    expect(await test.store.sessions.isOpen('s1')).toBe(false);
  });
});
