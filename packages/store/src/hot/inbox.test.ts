import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entry, openTestStore, type TestStore } from '../testing/test-store.ts';

describe('the inbox', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());

  it('stores a command once, however often its event comes', async () => {
    const heard = entry(test.installationId);
    expect(await test.store.inbox.accept([heard])).toEqual(['stored']);
    expect(await test.store.inbox.accept([heard])).toEqual(['duplicate']);
    expect(await test.store.inbox.accept([heard, heard])).toEqual(['duplicate', 'duplicate']);
  });

  it('takes two copies of one event in the same batch as one command', async () => {
    const heard = entry(test.installationId);
    expect(await test.store.inbox.accept([heard, heard])).toEqual(['stored', 'duplicate']);
  });

  it('takes a mention and its message, two events of one message, as one command', async () => {
    const mention = entry(test.installationId);
    const message = { ...mention, key: `${mention.key}-twin` };
    expect(await test.store.inbox.accept([mention, message])).toEqual(['stored', 'duplicate']);
  });

  it('stores an edit of a message beside the message', async () => {
    const original = entry(test.installationId);
    const edit = { ...original, key: `${original.key}-edit`, version: '1700000009.000100' };
    expect(await test.store.inbox.accept([original, edit])).toEqual(['stored', 'stored']);
  });

  it('stores commands that have no message, as often as their keys differ', async () => {
    const slash = entry(test.installationId, { messageTs: null });
    const another = entry(test.installationId, { messageTs: null });
    expect(await test.store.inbox.accept([slash, another])).toEqual(['stored', 'stored']);
  });

  it('stores the same key of two workspaces twice: keys belong to a workspace', async () => {
    const { id } = await test.store.installations.save({
      ...(await import('../testing/test-store.ts')).installation,
      teamId: 'T2',
    });
    const here = entry(test.installationId);
    const there = { ...here, installationId: id, lane: `${id}:U1` };
    expect(await test.store.inbox.accept([here, there])).toEqual(['stored', 'stored']);
  });

  it('lets a value that Postgres refuses fail alone', async () => {
    const good = entry(test.installationId);
    const bad = entry(test.installationId, { channel: 'D\u0000' });
    const results = await Promise.allSettled([
      test.store.inbox.accept([good]),
      test.store.inbox.accept([bad]),
    ]);
    expect(results[0]).toEqual({ status: 'fulfilled', value: ['stored'] });
    expect(results[1]).toMatchObject({ status: 'rejected', reason: { code: 'bad_value', retryable: false } });
  });

  it('stores a thousand commands that come at once', async () => {
    const many = Array.from({ length: 1_000 }, () => entry(test.installationId));
    const accepted = await Promise.all(many.map((one) => test.store.inbox.accept([one])));
    expect(accepted.flat().every((acceptance) => acceptance === 'stored')).toBe(true);
    const keys = many.map((one) => one.key);
    const { rows } = await test.sql.query('SELECT count(*)::int AS n FROM inbox WHERE key = ANY($1)', [keys]);
    expect(rows[0].n).toBe(1_000);
  });

  it('says that nothing was stored when Postgres cancels a slow insert', async () => {
    const client = await test.sql.connect();
    try {
      await client.query('BEGIN');
      await client.query('LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE');
      await expect(test.store.inbox.accept([entry(test.installationId)])).rejects.toMatchObject({
        code: 'store_unavailable',
        retryable: true,
        maybeDone: false,
      });
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
