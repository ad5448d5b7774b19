import { randomUUID } from 'node:crypto';
import type { PlanRepository } from '@muster/plan';
import type pg from 'pg';
import type { StartedCommand } from './commands.ts';
import type { ClaimedMessage, ReplyToStore } from './outbox.ts';
import { createPlanRepository } from './plan-repository.ts';
import { inTransaction, type Queryable, statement } from './sql.ts';

export type RunOutcome =
  /** The effect and the reply are stored. The reply is claimed by this process: send it now. */
  | { readonly kind: 'done'; readonly reply: ClaimedMessage | null }
  /** Another run of the lane finished this command first. Nothing was changed. */
  | { readonly kind: 'overtaken' };

/**
 * Runs a started command in one transaction: lock the person, change the plan, store the reply, mark the command
 * done. Whatever `effect` throws undoes all of it. Two runs of one lane are harmless: the lock makes them take turns.
 */
export function runInLane(
  pool: pg.Pool,
  processId: string,
  command: StartedCommand,
  effect: (plan: PlanRepository) => Promise<ReplyToStore | null>,
): Promise<RunOutcome> {
  return inTransaction(pool, async (on) => {
    const memberId = await lockMember(on, command);
    const [waiting] = await stillWaits(on, [command.inboxId]);
    if (!waiting) return { kind: 'overtaken' };
    const reply = await effect(createPlanRepository(on, { memberId, inboxId: command.inboxId }));
    if (!reply) {
      await finish(on, [command.inboxId]);
      return { kind: 'done', reply: null };
    }
    const id = randomUUID();
    const sinceTs = command.messageTs ?? (command.sentMs / 1000).toFixed(6);
    await finishWithReply(on, [
      command.inboxId,
      id,
      command.installationId,
      command.lane,
      command.key,
      reply.channel,
      reply.threadTs,
      reply.ephemeralTo,
      reply.text,
      JSON.stringify(reply.blocks),
      sinceTs,
      processId,
    ]);
    return { kind: 'done', reply: claimed(command, reply, id, sinceTs) };
  });
}

function claimed(command: StartedCommand, reply: ReplyToStore, id: string, sinceTs: string): ClaimedMessage {
  const { installationId, lane, key, botToken, refreshedAt } = command;
  return {
    id,
    installationId,
    lane,
    key,
    ...reply,
    sinceTs,
    sentMs: command.sentMs,
    attempts: 1,
    maybeSent: false,
    botToken,
    refreshedAt,
  };
}

async function lockMember(on: Queryable, command: StartedCommand): Promise<string> {
  const who = [command.installationId, command.userId];
  const [known] = await lock(on, who);
  if (known) return known.id;
  await addMember(on, [randomUUID(), ...who]);
  const [added] = await lock(on, who);
  if (!added) throw new Error('a member that was just added is gone');
  return added.id;
}

const lock = statement<{ id: string }>(
  'lock a member',
  'SELECT id FROM members WHERE installation_id = $1 AND user_id = $2 FOR UPDATE',
);

const addMember = statement(
  'add a member',
  'INSERT INTO members (id, installation_id, user_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
);

/** Asked after the lock was waited for: only then does it see what another run has finished meanwhile. */
const stillWaits = statement<{ id: string }>(
  'see whether a command still waits',
  `SELECT id FROM inbox WHERE id = $1 AND state = 'new' FOR UPDATE`,
);

const finish = statement(
  'finish a command',
  `UPDATE inbox SET state = 'done', done_at = now(), started_by = NULL, next_attempt_at = NULL, error = NULL WHERE id = $1`,
);

const finishWithReply = statement(
  'finish a command with a reply',
  `WITH done AS (
     UPDATE inbox SET state = 'done', done_at = now(), started_by = NULL, next_attempt_at = NULL, error = NULL WHERE id = $1
   )
   INSERT INTO outbox (id, installation_id, lane, inbox_id, key, channel, thread_ts, ephemeral_to, text, blocks, since_ts,
                       claimed_by, claimed_at, attempts)
   VALUES ($2, $3, $4, $1, $5, $6, $7, $8, $9, $10, $11, $12, now(), 1)`,
);
