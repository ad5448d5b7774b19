import type { Clock, Random } from '@muster/fleet';
import type { Said } from './checkers/check-delivery.ts';
import type { SimulatedSlack } from './simulated-slack.ts';
import type { SlackSocket } from './slack-socket.ts';

export const BOT = 'UBOT';
const ACK_WITHIN_MS = 3_000;
/** Slack's own are at once, 1 min and 5 min: the same idea in the time that a run has. */
const RETRY_AFTER_MS = [0, 1_000, 2_000, 4_000, 6_000, 8_000, 10_000, 10_000];
const PEOPLE = 3;

interface Event {
  readonly key: string;
  readonly message: Message;
  readonly payload: object;
}

interface Message {
  readonly name: string;
  readonly lane: string;
  readonly sentN: number;
  ackedN: number | null;
}

/** People who write to the bot, and the part of Slack that delivers what they write until it is acked. */
export class SimulatedPeople {
  private readonly messages: Message[] = [];
  private readonly acked = new Set<string>();
  private n = 0;
  private envelopes = 0;
  private readonly slack: SimulatedSlack;
  private readonly random: Random;
  private readonly clock: Clock;

  constructor(slack: SimulatedSlack, random: Random) {
    this.slack = slack;
    this.random = random;
    this.clock = slack.clock;
  }

  said(): readonly Said[] {
    return this.messages.map(({ name, lane, sentN, ackedN }) => ({ message: name, lane, sentN, ackedN }));
  }

  /** Somebody writes to an app: in a direct message, or in a channel, where Slack tells of it twice. */
  write(appId: string): void {
    const user = `U${Math.floor(this.random.next() * PEOPLE)}`;
    const isDirect = this.random.next() < 0.6;
    const ts = ((this.clock.wallMs() + this.messages.length / 1_000) / 1_000).toFixed(6);
    const channel = isDirect ? 'D1' : 'C1';
    const name = nameOf(appId, channel, ts);
    const message: Message = { name, lane: `${appId}:${user}`, sentN: ++this.n, ackedN: null };
    this.messages.push(message);
    const text = isDirect ? `add ${name}` : `<@${BOT}> add ${name}`;
    const said = { user, channel, text, ts, channel_type: isDirect ? 'im' : 'channel' };
    for (const type of isDirect ? ['message'] : ['message', 'app_mention']) {
      const key = `Ev${this.messages.length}${type}`;
      this.deliver(appId, { key, message, payload: wrap(appId, key, { type, ...said }) }, 0);
    }
  }

  private deliver(appId: string, event: Event, attempt: number): void {
    const isLate = this.acked.has(event.key);
    const waitMs = RETRY_AFTER_MS[attempt];
    if (isLate || waitMs === undefined) return;
    const sockets = this.slack.of(appId).filter((socket) => socket.isGreeted() || socket.isGhost());
    const socket = sockets[Math.floor(this.random.next() * sockets.length)];
    if (socket) this.send(socket, event, attempt);
    this.clock.after(ACK_WITHIN_MS + waitMs, () => this.deliver(appId, event, attempt + 1));
  }

  private send(socket: SlackSocket, { key, message, payload }: Event, attempt: number): void {
    const envelopeId = `e${++this.envelopes}`;
    socket.expectAck(envelopeId, () => {
      this.acked.add(key);
      message.ackedN ??= ++this.n;
    });
    socket.send({
      kind: 'envelope',
      envelopeId,
      type: 'events_api',
      payload,
      acceptsResponsePayload: false,
      retryAttempt: attempt,
    });
  }
}

export function nameOf(appId: string, channel: string, ts: string): string {
  return `${appId}/${channel}/${ts}`;
}

function wrap(appId: string, eventId: string, event: object): object {
  return {
    type: 'event_callback',
    event_id: eventId,
    api_app_id: appId,
    event_time: 1_767_225_600,
    authorizations: [{ team_id: 'T1', enterprise_id: null, user_id: BOT, is_bot: true }],
    event,
  };
}
