import type { SimAck, SimCall, SimDelivery, SimSentEvent } from '@muster/slack-simulator/control';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Said } from '../support/load.ts';
import { checkCommands, FAULTLESS } from './check-commands.ts';
import { checkedDatabase } from './testing/checked-database.ts';

const INSTALLATION = '00000000-0000-4000-8000-000000000001';
const ELSEWHERE = '00000000-0000-4000-8000-000000000003';
/** Who writes; somebody else in the same workspace; somebody with the same id in another one. */
const MEMBER = '00000000-0000-4000-8000-000000000002';
const NEIGHBOUR = '00000000-0000-4000-8000-000000000004';
const NAMESAKE = '00000000-0000-4000-8000-000000000005';
const person = { team: 'T1', user: 'U1', channel: 'D1', appId: 'A1', installationId: INSTALLATION };
const words = ['word000001x', 'word000002x'] as const;
const said: Said[] = words.map((word, index) => ({ person, word, ts: `${index + 1}.000100` }));

/** What Slack saw of two commands, the first acked before the second was sent. */
function record() {
  const event = (n: number, ts: string): Partial<SimSentEvent> => ({
    n,
    eventId: `Ev${ts}`,
    type: 'message',
    team: 'T1',
    channel: 'D1',
    ts,
    own: false,
    editedTs: null,
  });
  const delivery = (ts: string): Partial<SimDelivery> => ({ eventId: `Ev${ts}`, envelopeId: `env${ts}` });
  const ack = (ts: string, n: number): Partial<SimAck> => ({ envelopeId: `env${ts}`, n, kind: 'accepted' });
  const post = (word: string): Partial<SimCall> => ({
    method: 'chat.postMessage',
    doneN: 9,
    ts: '9.1',
    team: 'T1',
    appId: 'A1',
    channel: 'D1',
    args: { text: `Added ${word}` },
  });
  return {
    events: [event(1, '1.000100'), event(3, '2.000100')] as SimSentEvent[],
    deliveries: [delivery('1.000100'), delivery('2.000100')] as SimDelivery[],
    acks: [ack('1.000100', 2), ack('2.000100', 4)] as SimAck[],
    calls: words.map(post) as SimCall[],
  };
}

describe('the checker of commands', () => {
  const checked = checkedDatabase(async (sql) => {
    await sql.query(`INSERT INTO apps (id, kind, name) VALUES ('A1', 'shared', 'Muster')`);
    await sql.query(
      `INSERT INTO installations (id, app_id, team_id, team_name, bot_user_id) VALUES ($1, 'A1', 'T1', 'Acme', 'U0')`,
      [INSTALLATION],
    );
    await sql.query(
      `INSERT INTO installations (id, app_id, team_id, team_name, bot_user_id) VALUES ($1, 'A1', 'T2', 'Globex', 'U0')`,
      [ELSEWHERE],
    );
    await sql.query(
      `INSERT INTO members (id, installation_id, user_id) VALUES ($1, $2, 'U1'), ($3, $2, 'U2'), ($4, $5, 'U1')`,
      [MEMBER, INSTALLATION, NEIGHBOUR, NAMESAKE, ELSEWHERE],
    );
  });
  beforeEach(async () => {
    await checked.sql.query('DELETE FROM journal; DELETE FROM items; DELETE FROM inbox; DELETE FROM outbox;');
    for (const one of said) await store(one.ts);
  });

  const store = (ts: string, key = `Ev${ts}`, version = '') =>
    checked.sql.query(
      `INSERT INTO inbox (installation_id, key, lane, user_id, channel, message_ts, version, is_direct, name, args, sent_ms, state)
       VALUES ($1, $2, 'l', 'U1', 'D1', $3, $4, true, 'add', '{}', 0, 'done')`,
      [INSTALLATION, key, ts, version],
    );
  const effect = (word: string, member = MEMBER) =>
    checked.sql.query(
      `INSERT INTO journal (member_id, item_id, inbox_id, action, after) VALUES ($1, $1, 1, 'add', $2)`,
      [member, JSON.stringify({ text: word })],
    );

  it('finds no fault where there is none', async () => {
    for (const word of words) await effect(word);
    expect(await checkCommands(said, record(), checked.sql)).toEqual(FAULTLESS);
  });

  it('sees an effect that is missing and one that happened twice', async () => {
    await effect(words[0]);
    await effect(words[0]);
    expect(await checkCommands(said, record(), checked.sql)).toMatchObject({
      lostEffects: [words[1]],
      doubledEffects: [words[0]],
    });
  });

  it('sees a reply that is missing and one that came twice', async () => {
    for (const word of words) await effect(word);
    const { calls, ...rest } = record();
    const [first] = calls;
    if (!first) throw new Error('no call');
    const verdict = await checkCommands(said, { ...rest, calls: [first, first] }, checked.sql);
    expect(verdict).toMatchObject({ lostReplies: [words[1]], doubledReplies: [words[0]] });
  });

  it('counts no post that Slack refused', async () => {
    for (const word of words) await effect(word);
    const { calls, ...rest } = record();
    const refused = calls.map((call) => ({ ...call, doneN: null }));
    expect((await checkCommands(said, { ...rest, calls: refused }, checked.sql)).lostReplies).toEqual(words);
  });

  it('sees effects in the wrong order', async () => {
    await effect(words[1]);
    await effect(words[0]);
    expect((await checkCommands(said, record(), checked.sql)).outOfOrder).toEqual([
      `${words[0]} before ${words[1]}`,
    ]);
  });

  it('does not ask for an order where the second was sent before the first was acked', async () => {
    await effect(words[1]);
    await effect(words[0]);
    const { acks, ...rest } = record();
    const late = acks.map((ack) => ({ ...ack, n: 99 }));
    expect((await checkCommands(said, { ...rest, acks: late }, checked.sql)).outOfOrder).toEqual([]);
  });

  it('sees an effect on another person, and in another workspace', async () => {
    await effect(words[0], NEIGHBOUR);
    await effect(words[1], NAMESAKE);
    expect((await checkCommands(said, record(), checked.sql)).misplacedEffects).toEqual(words);
  });

  it('sees an item that the journal does not know', async () => {
    for (const word of words) await effect(word);
    await checked.sql.query(
      `INSERT INTO items (id, member_id, number, kind, text, state, day, created_at)
       VALUES ($1, $1, 1, 'task', $2, 'open', now(), now())`,
      [NEIGHBOUR, words[0]],
    );
    expect((await checkCommands(said, record(), checked.sql)).doubledEffects).toEqual([words[0]]);
  });

  it.each([
    ['another channel', { channel: 'D2' }],
    ['another workspace', { team: 'T2' }],
    ['the name of another app', { appId: 'A2' }],
  ])('sees a reply in %s', async (_where, wrong) => {
    for (const word of words) await effect(word);
    const { calls, ...rest } = record();
    const [first, ...others] = calls;
    if (!first) throw new Error('no call');
    const verdict = await checkCommands(
      said,
      { ...rest, calls: [{ ...first, ...wrong }, ...others] },
      checked.sql,
    );
    expect(verdict).toEqual({ ...FAULTLESS, misplacedReplies: [words[0]] });
  });

  it('sees messages that answer nothing, also those for one person only', async () => {
    for (const word of words) await effect(word);
    const { calls, ...rest } = record();
    const stray = (method: string, text: string) => ({ ...calls[0], method, args: { text } }) as SimCall;
    const strays = [stray('chat.postMessage', 'Sorry?'), stray('chat.postEphemeral', 'Added word999999x')];
    const verdict = await checkCommands(said, { ...rest, calls: [...calls, ...strays] }, checked.sql);
    expect(verdict).toEqual({ ...FAULTLESS, strayReplies: ['Sorry?', 'Added word999999x'] });
  });

  it('sees a reply to a command that had no effect', async () => {
    await effect(words[0]);
    expect(await checkCommands(said, record(), checked.sql)).toEqual({
      ...FAULTLESS,
      lostEffects: [words[1]],
    });
  });

  it('sees a message that was stored twice', async () => {
    for (const word of words) await effect(word);
    await store('1.000100', 'EvOther', '9.9');
    expect((await checkCommands(said, record(), checked.sql)).doubledEntries).toEqual(['T1 D1 1.000100']);
  });

  it('sees a command that was never acked in time, and takes a late ack for a promise all the same', async () => {
    for (const word of words) await effect(word);
    await checked.sql.query(`DELETE FROM inbox WHERE message_ts = '2.000100'`);
    const { acks, ...rest } = record();
    const late = acks.map((ack) => ({ ...ack, kind: 'late' as const }));
    expect(await checkCommands(said, { ...rest, acks: late }, checked.sql)).toMatchObject({
      neverAcked: ['T1 D1 1.000100', 'T1 D1 2.000100'],
      ackedNotStored: ['T1 D1 2.000100'],
    });
  });

  it('sees what was acked and not stored', async () => {
    for (const word of words) await effect(word);
    await checked.sql.query(`DELETE FROM inbox WHERE message_ts = '2.000100'`);
    expect((await checkCommands(said, record(), checked.sql)).ackedNotStored).toEqual(['T1 D1 2.000100']);
  });

  it('sees commands that never ended, and those that were given up', async () => {
    for (const word of words) await effect(word);
    await checked.sql.query(
      `UPDATE inbox SET state = CASE message_ts WHEN '1.000100' THEN 'new' ELSE 'parked' END`,
    );
    expect(await checkCommands(said, record(), checked.sql)).toMatchObject({
      unfinished: ['Ev1.000100'],
      parked: ['Ev2.000100'],
    });
  });
});
