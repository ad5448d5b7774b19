import { randomUUID } from 'node:crypto';
import { describePlanRepository } from '@muster/plan/testing';
import { openTestStore } from '../testing/test-store.ts';
import { createPlanRepository } from './plan-repository.ts';

describePlanRepository('Postgres', async () => {
  const { sql, installationId, close } = await openTestStore();
  const addMember = async (userId: string) => {
    const id = randomUUID();
    await sql.query('INSERT INTO members (id, installation_id, user_id) VALUES ($1, $2, $3)', [
      id,
      installationId,
      userId,
    ]);
    return id;
  };
  const first = await addMember('U1');
  const second = await addMember('U2');
  return {
    plan: createPlanRepository(sql, { memberId: first, inboxId: '1' }),
    stranger: createPlanRepository(sql, { memberId: second, inboxId: '2' }),
    async journal() {
      const { rows } = await sql.query(
        'SELECT action, item_id FROM journal WHERE member_id = $1 ORDER BY id',
        [first],
      );
      return rows.map((row) => ({ action: row.action, itemId: row.item_id }));
    },
    close,
  };
});
