import type { SimCall, SimDelivery, SimRecord } from '@muster/slack-simulator/control';
import type pg from 'pg';
import type { Said } from '../support/load.ts';

/** What a run got wrong; all empty when nothing was. Words and keys, for a person to look up. */
export interface Verdict {
  /** Commands without an effect, and with more than one. */
  readonly lostEffects: readonly string[];
  readonly doubledEffects: readonly string[];
  /** Commands without a reply, and with more than one message that answers them. */
  readonly lostReplies: readonly string[];
  readonly doubledReplies: readonly string[];
  /** Pairs in which A was acked before B was sent, and yet B's effect came first (I9). */
  readonly outOfOrder: readonly string[];
  /** Events that were acked and are not in the inbox (I1). */
  readonly ackedNotStored: readonly string[];
  /** Commands that ended neither done nor parked (I3), and those that were parked. */
  readonly unfinished: readonly string[];
  readonly parked: readonly string[];
  /** Messages set aside. */
  readonly deadMessages: readonly string[];
}

/** A verdict without a single fault. */
export const FAULTLESS: Verdict = {
  lostEffects: [],
  doubledEffects: [],
  lostReplies: [],
  doubledReplies: [],
  outOfOrder: [],
  ackedNotStored: [],
  unfinished: [],
  parked: [],
  deadMessages: [],
};

/** Judges `add` commands by what Slack saw and what Postgres holds, never by what the bot counts. */
export async function checkCommands(
  said: readonly Said[],
  record: Pick<SimRecord, 'events' | 'deliveries' | 'calls'>,
  sql: pg.Pool,
): Promise<Verdict> {
  const effects = await effectsByWord(sql);
  const replies = repliesByWord(record.calls);
  const counts = (of: ReadonlyMap<string, unknown[]>, wrong: (n: number) => boolean) =>
    said.filter(({ word }) => wrong(of.get(word)?.length ?? 0)).map(({ word }) => word);
  const keysOf = async (query: string) =>
    (await sql.query<{ key: string }>(query)).rows.map((row) => row.key);
  return {
    lostEffects: counts(effects, (n) => n === 0),
    doubledEffects: counts(effects, (n) => n > 1),
    lostReplies: counts(replies, (n) => n === 0),
    doubledReplies: counts(replies, (n) => n > 1),
    outOfOrder: outOfOrder(said, record, effects),
    ackedNotStored: await ackedNotStored(said, record, sql),
    unfinished: await keysOf(`SELECT key FROM inbox WHERE state NOT IN ('done', 'parked')`),
    parked: await keysOf(`SELECT key FROM inbox WHERE state = 'parked'`),
    deadMessages: await keysOf(`SELECT key FROM outbox WHERE state <> 'sent'`),
  };
}

/** The journal's line numbers rise in the order of effects within a person: their row lock sees to it. */
async function effectsByWord(sql: pg.Pool): Promise<Map<string, bigint[]>> {
  const { rows } = await sql.query<{ id: string; text: string }>(
    `SELECT id, after ->> 'text' AS text FROM journal WHERE action = 'add' ORDER BY id`,
  );
  return grouped(rows, (row) => [row.text, BigInt(row.id)]);
}

/** Every message that took effect at Slack and says the word: posts whose answer was lost count as well. */
function repliesByWord(calls: readonly SimCall[]): Map<string, string[]> {
  const posted = calls.filter((call) => call.method === 'chat.postMessage' && call.doneN !== null);
  return grouped(posted, (call) => [/word\d{6}x/.exec(String(call.args.text))?.[0] ?? '', call.ts ?? '']);
}

function outOfOrder(
  said: readonly Said[],
  record: Pick<SimRecord, 'events' | 'deliveries'>,
  effects: ReadonlyMap<string, readonly bigint[]>,
): string[] {
  const acks = firstAcks(record.deliveries);
  const events = new Map(
    record.events
      .filter((event) => !event.own && event.editedTs === null)
      .map((event) => [`${event.channel} ${event.ts}`, event]),
  );
  const wrong: string[] = [];
  const lanes = grouped(said, (one) => [`${one.person.team} ${one.person.user}`, one]);
  for (const lane of lanes.values()) {
    const known = lane.flatMap(({ person, ts, word }) => {
      const event = events.get(`${person.channel} ${ts}`);
      const effect = effects.get(word)?.[0];
      return event && effect !== undefined
        ? [{ word, effect, sentN: event.n, ackedN: acks.get(event.eventId) }]
        : [];
    });
    for (const a of known)
      for (const b of known)
        if (a.ackedN !== undefined && a.ackedN < b.sentN && a.effect > b.effect)
          wrong.push(`${a.word} before ${b.word}`);
  }
  return wrong;
}

async function ackedNotStored(
  said: readonly Said[],
  record: Pick<SimRecord, 'events' | 'deliveries'>,
  sql: pg.Pool,
): Promise<string[]> {
  const { rows } = await sql.query<{ at: string }>(`SELECT channel || ' ' || message_ts AS at FROM inbox`);
  const stored = new Set(rows.map((row) => row.at));
  const acks = firstAcks(record.deliveries);
  const places = new Set(said.map(({ person, ts }) => `${person.channel} ${ts}`));
  return record.events
    .filter((event) => !event.own && acks.has(event.eventId) && places.has(`${event.channel} ${event.ts}`))
    .map((event) => `${event.channel} ${event.ts}`)
    .filter((place) => !stored.has(place));
}

function firstAcks(deliveries: readonly SimDelivery[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { eventId, ackedN } of deliveries)
    if (ackedN !== null) first.set(eventId, Math.min(ackedN, first.get(eventId) ?? Number.POSITIVE_INFINITY));
  return first;
}

function grouped<Item, Value>(
  items: readonly Item[],
  of: (item: Item) => [string, Value],
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const item of items) {
    const [name, value] = of(item);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}
