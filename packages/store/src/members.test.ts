import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from './testing/test-store.ts';

describe('members', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore();
  });
  afterAll(() => test.close());

  const rows = async () =>
    (await test.sql.query('SELECT user_id, name, time_zone FROM members ORDER BY user_id')).rows;

  it('are saved once they use the bot, and updated only then', async () => {
    const ana = { installationId: test.installationId, userId: 'U1', name: 'Ana', timeZone: 'Asia/Kolkata' };
    await test.store.members.update(ana);
    expect(await rows()).toEqual([]);
    await test.store.members.save(ana);
    await test.store.members.update({ ...ana, name: 'Ana B', timeZone: null });
    expect(await rows()).toEqual([{ user_id: 'U1', name: 'Ana B', time_zone: 'Asia/Kolkata' }]);
  });

  it('of one workspace are not touched by news from another', async () => {
    const stranger = { installationId: '00000000-0000-4000-8000-00000000000f', userId: 'U1' };
    await test.store.members.update({ ...stranger, name: 'Somebody', timeZone: 'UTC' });
    expect((await rows())[0].name).toBe('Ana B');
  });
});
