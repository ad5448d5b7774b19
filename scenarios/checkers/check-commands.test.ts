import { createTestDatabase } from '@muster/embedded/testing';
import type { SimCall, SimDelivery, SimSentEvent } from '@muster/slack-simulator/control';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Said } from '../support/load.ts';
import { checkCommands, FAULTLESS } from './check-commands.ts';

const INSTALLATION = '00000000-0000-4000-8000-000000000001';
const MEMBER = '00000000-0000-4000-8000-000000000002';
const person = { team: 'T1', user: 'U1', channel: 'D1', installationId: INSTALLATION };
const words = ['word000001x', 'word000002x'] as const;
const said: Said[] = words.map((word, index) => ({ person, word, ts: `${index + 1}.000100` }));

/** What Slack saw of two commands, the first acked before the second was sent. */
function record() {
  const event = (n: number, ts: string): Partial<SimSentEvent> => ({
    n,
    eventId: `Ev${ts}`,
    channel: 'D1',
    ts,
    own: false,
    editedTs: null,
  });
  const delivery = (ts: string, ackedN: number): Partial<SimDelivery> => ({ eventId: `Ev${ts}`, ackedN });
  const post = (word: string): Partial<SimCall> => ({
    method: 'chat.postMessage',
    doneN: 9,
    ts: '9.1',
    args: { text: `Added ${word}` },
  });
  return {
    events: [event(1, '1.000100'), event(3, '2.000100')] as SimSentEvent[],
    deliveries: [delivery('1.000100', 2), delivery('2.000100', 4)] as SimDelivery[],
    calls: words.map(post) as SimCall[],
  };
}

describe('the checker of commands', () => {
  let sql: pg.Pool;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    sql = new pg.Pool({ connectionString: database.url, max: 1 });
    drop = database.drop;
    await sql.query(`INSERT INTO apps (id, kind, name) VALUES ('A1', 'shared', 'Muster')`);
    await sql.query(
      `INSERT INTO installations (id, app_id, team_id, team_name, bot_user_id) VALUES ($1, 'A1', 'T1', 'Acme', 'U0')`,
      [INSTALLATION],
    );
    await sql.query(`INSERT INTO members (id, installation_id, user_id) VALUES ($1, $2, 'U1')`, [
      MEMBER,
      INSTALLATION,
    ]);
  });
  afterAll(async () => {
    await sql.end();
    await drop();
  });
  beforeEach(async () => {
    await sql.query('DELETE FROM journal; DELETE FROM inbox; DELETE FROM outbox;');
    for (const one of said) await store(one.ts);
  });

  const store = (ts: string) =>
    sql.query(
      `INSERT INTO inbox (installation_id, key, lane, user_id, channel, message_ts, is_direct, name, args, sent_ms, state)
       VALUES ($1, $2, 'l', 'U1', 'D1', $3, true, 'add', '{}', 0, 'done')`,
      [INSTALLATION, `Ev${ts}`, ts],
    );
  const effect = (word: string) =>
    sql.query(
      `INSERT INTO journal (member_id, item_id, inbox_id, action, after) VALUES ($1, $1, 1, 'add', $2)`,
      [MEMBER, JSON.stringify({ text: word })],
    );

  it('finds no fault where there is none', async () => {
    for (const word of words) await effect(word);
    expect(await checkCommands(said, record(), sql)).toEqual(FAULTLESS);
  });

  it('sees an effect that is missing and one that happened twice', async () => {
    await effect(words[0]);
    await effect(words[0]);
    expect(await checkCommands(said, record(), sql)).toMatchObject({
      lostEffects: [words[1]],
      doubledEffects: [words[0]],
    });
  });

  it('sees a reply that is missing and one that came twice', async () => {
    for (const word of words) await effect(word);
    const { calls, ...rest } = record();
    const [first] = calls;
    if (!first) throw new Error('no call');
    const verdict = await checkCommands(said, { ...rest, calls: [first, first] }, sql);
    expect(verdict).toMatchObject({ lostReplies: [words[1]], doubledReplies: [words[0]] });
  });

  it('counts no post that Slack refused', async () => {
    for (const word of words) await effect(word);
    const { calls, ...rest } = record();
    const refused = calls.map((call) => ({ ...call, doneN: null }));
    expect((await checkCommands(said, { ...rest, calls: refused }, sql)).lostReplies).toEqual(words);
  });

  it('sees effects in the wrong order', async () => {
    await effect(words[1]);
    await effect(words[0]);
    expect((await checkCommands(said, record(), sql)).outOfOrder).toEqual([`${words[0]} before ${words[1]}`]);
  });

  it('does not ask for an order where the second was sent before the first was acked', async () => {
    await effect(words[1]);
    await effect(words[0]);
    const { deliveries, ...rest } = record();
    const late = deliveries.map((delivery) => ({ ...delivery, ackedN: 99 }));
    expect((await checkCommands(said, { ...rest, deliveries: late }, sql)).outOfOrder).toEqual([]);
  });

  it('sees what was acked and not stored', async () => {
    for (const word of words) await effect(word);
    await sql.query(`DELETE FROM inbox WHERE message_ts = '2.000100'`);
    expect((await checkCommands(said, record(), sql)).ackedNotStored).toEqual(['D1 2.000100']);
  });

  it('sees commands that never ended, and those that were given up', async () => {
    for (const word of words) await effect(word);
    await sql.query(`UPDATE inbox SET state = CASE message_ts WHEN '1.000100' THEN 'new' ELSE 'parked' END`);
    expect(await checkCommands(said, record(), sql)).toMatchObject({
      unfinished: ['Ev1.000100'],
      parked: ['Ev2.000100'],
    });
  });
});
