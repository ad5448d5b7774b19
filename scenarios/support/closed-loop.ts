import type { Control, SimCall, SimSentEvent } from '@muster/slack-simulator/control';
import { readRecord } from '../checkers/read-record.ts';
import { until } from './until.ts';

/** Somebody who writes to an app in a direct message. */
export interface Writer {
  readonly team: string;
  readonly user: string;
  readonly channel: string;
}

export interface LoopOutcome {
  readonly said: number;
  readonly seconds: number;
  /** From each event to the reply that answers it, milliseconds. */
  readonly replyMs: readonly number[];
  /** What Slack saw of it. */
  readonly record: Awaited<ReturnType<typeof readRecord>>;
}

const LOOK_EVERY_MS = 2;

/**
 * Keeps `atOnce` commands of an app on their way for `forMs`: each reply lets somebody write the next, so that the app
 * sets the pace. Resolves once all are answered.
 */
export async function runClosedLoop(
  control: Control,
  {
    appId,
    writers,
    atOnce,
    forMs,
  }: { appId: string; writers: readonly Writer[]; atOnce: number; forMs: number },
): Promise<LoopOutcome> {
  const { last } = await control.record({ limit: 1 });
  const isReply = (call: SimCall) =>
    call.appId === appId && call.method === 'chat.postMessage' && call.doneN !== null;
  let cursor = last;
  let replies = 0;
  const look = async () => {
    const page = await control.record({ since: cursor, limit: 10_000 });
    replies += page.calls.filter(isReply).length;
    cursor = page.last;
    return replies;
  };
  const startMs = performance.now();
  let said = 0;
  while (performance.now() - startMs < forMs) {
    await look();
    while (said - replies < atOnce) await write(control, writers, said++);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  await until('everything is answered', async () => (await look()) >= said, { everyMs: LOOK_EVERY_MS });
  const seconds = (performance.now() - startMs) / 1_000;
  const record = await readRecord(control, last);
  const events = record.events.filter((event) => event.appId === appId && !event.own);
  return { said, seconds, replyMs: replyTimes(events, record.calls.filter(isReply)), record };
}

async function write(control: Control, writers: readonly Writer[], n: number): Promise<void> {
  const writer = writers[n % writers.length];
  if (!writer) throw new Error('nobody is there to write');
  await control.say(writer.team, writer.channel, { user: writer.user, text: `add task number ${n}` });
}

/** In a direct message the replies come in the order of what they answer. */
function replyTimes(events: readonly SimSentEvent[], replies: readonly SimCall[]): number[] {
  const waiting = new Map<string | null, number[]>();
  for (const { channel, at } of events) waiting.set(channel, [...(waiting.get(channel) ?? []), at]);
  return replies.flatMap(({ channel, at }) => {
    const sentAt = waiting.get(channel)?.shift();
    return sentAt === undefined ? [] : [at - sentAt];
  });
}
