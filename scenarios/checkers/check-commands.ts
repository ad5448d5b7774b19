import type { SimRecord } from '@muster/slack-simulator/control';
import type pg from 'pg';
import type { Said } from '../support/load.ts';
import { type Ack, firstAcks, keyOf, type Post, readEvents, readPosts } from './read-slack.ts';
import { type Effect, type Entry, readEffects, readEntries, readKeys } from './read-store.ts';

/** What a run got wrong; all empty when nothing was. Words and keys, for a person to look up. */
export interface Verdict {
  /** Commands without an effect, and with more than one. */
  readonly lostEffects: readonly string[];
  readonly doubledEffects: readonly string[];
  /** Effects on another person's plan than the one's who wrote, or in another workspace (I16). */
  readonly misplacedEffects: readonly string[];
  /** Commands without a reply, and with more than one message that answers them. */
  readonly lostReplies: readonly string[];
  readonly doubledReplies: readonly string[];
  /** Replies under another app, in another workspace or in another channel than the command's. */
  readonly misplacedReplies: readonly string[];
  /** Messages of the bot that answer no command that was written. */
  readonly strayReplies: readonly string[];
  /** Pairs in which A was acked before B was sent, and yet B's effect came first (I9). */
  readonly outOfOrder: readonly string[];
  /** Events that were acked, in time or late, and are not in the inbox (I1). */
  readonly ackedNotStored: readonly string[];
  /** Events of commands that Slack never got an ack for, or that it never made. */
  readonly neverAcked: readonly string[];
  /** Messages that stand in the inbox more than once (I2). */
  readonly doubledEntries: readonly string[];
  /** Commands that ended neither done nor parked (I3), and those that were parked. */
  readonly unfinished: readonly string[];
  readonly parked: readonly string[];
  /** Messages that were not sent, or set aside. */
  readonly deadMessages: readonly string[];
}

/** A verdict without a single fault. */
export const FAULTLESS: Verdict = {
  lostEffects: [],
  doubledEffects: [],
  misplacedEffects: [],
  lostReplies: [],
  doubledReplies: [],
  misplacedReplies: [],
  strayReplies: [],
  outOfOrder: [],
  ackedNotStored: [],
  neverAcked: [],
  doubledEntries: [],
  unfinished: [],
  parked: [],
  deadMessages: [],
};

/** Judges `add` commands by what Slack saw and what Postgres holds, never by what the bot counts. */
export async function checkCommands(
  said: readonly Said[],
  record: Pick<SimRecord, 'events' | 'deliveries' | 'acks' | 'calls'>,
  sql: pg.Pool,
): Promise<Verdict> {
  const effects = await readEffects(sql);
  const entries = await readEntries(sql);
  const posts = readPosts(record.calls);
  const known = new Set(said.map(({ word }) => word));
  const words = (isWrong: (one: Said) => boolean) => said.filter(isWrong).map(({ word }) => word);
  const effectsOf = ({ word }: Said) => effects.get(word) ?? [];
  const postsOf = ({ word }: Said) => posts.get(word) ?? [];
  return {
    lostEffects: words((one) => effectsOf(one).length === 0),
    doubledEffects: words((one) => effectsOf(one).length > 1),
    misplacedEffects: words((one) => effectsOf(one).some((effect) => !isOwnEffect(one, effect))),
    lostReplies: words((one) => postsOf(one).length === 0),
    doubledReplies: words((one) => postsOf(one).length > 1),
    misplacedReplies: words((one) => postsOf(one).some((post) => !isOwnReply(one, post))),
    strayReplies: [...posts]
      .filter(([word]) => !known.has(word))
      .flatMap(([, strays]) => strays.map(({ text }) => text)),
    ...checkEvents(said, record, effects, entries),
    unfinished: await readKeys(sql, `SELECT key FROM inbox WHERE state NOT IN ('done', 'parked')`),
    parked: await readKeys(sql, `SELECT key FROM inbox WHERE state = 'parked'`),
    deadMessages: await readKeys(sql, `SELECT key FROM outbox WHERE state <> 'sent'`),
  };
}

function isOwnEffect({ person }: Said, effect: Effect): boolean {
  return (
    effect.team === person.team &&
    effect.user === person.user &&
    effect.installationId === person.installationId
  );
}

function isOwnReply({ person }: Said, post: Post): boolean {
  return post.team === person.team && post.appId === person.appId && post.channel === person.channel;
}

function checkEvents(
  said: readonly Said[],
  record: Pick<SimRecord, 'events' | 'deliveries' | 'acks'>,
  effects: ReadonlyMap<string, readonly Effect[]>,
  entries: ReadonlyMap<string, readonly Entry[]>,
): Pick<Verdict, 'outOfOrder' | 'ackedNotStored' | 'neverAcked' | 'doubledEntries'> {
  const acks = firstAcks(record);
  const events = readEvents(record.events);
  const heard = said.map((one) => {
    const key = keyOf(one.person.team, one.person.channel, one.ts);
    const event = events.get(key);
    const ack = event && acks.get(event.eventId);
    return { ...one, key, event, ack, effect: effects.get(one.word)?.[0], entries: entries.get(key) ?? [] };
  });
  const keys = (isWrong: (one: (typeof heard)[number]) => boolean) =>
    heard.filter(isWrong).map(({ key }) => key);
  return {
    outOfOrder: outOfOrder(
      heard.flatMap(({ person, word, event, ack, effect }) =>
        event && effect ? [{ lane: `${person.team} ${person.user}`, word, sentN: event.n, ack, effect }] : [],
      ),
    ),
    ackedNotStored: keys(({ ack, event, entries: stored }) =>
      Boolean(ack && event && !stored.some(({ key }) => key === event.eventId)),
    ),
    neverAcked: keys(({ ack }) => !ack?.isAccepted),
    doubledEntries: keys(({ entries: stored }) => stored.length > 1),
  };
}

interface Run {
  readonly lane: string;
  readonly word: string;
  readonly sentN: number;
  readonly ack: Ack | undefined;
  readonly effect: Effect;
}

/** The journal's line numbers rise in the order of effects within a person: their row lock sees to it. */
function outOfOrder(runs: readonly Run[]): string[] {
  const wrong: string[] = [];
  for (const lane of new Set(runs.map((run) => run.lane))) {
    const own = runs.filter((run) => run.lane === lane);
    for (const a of own)
      for (const b of own)
        if (a.ack && a.ack.n < b.sentN && a.effect.line > b.effect.line)
          wrong.push(`${a.word} before ${b.word}`);
  }
  return wrong;
}
